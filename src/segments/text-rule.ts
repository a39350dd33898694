import { endText } from '#vocabulary/calendar-text.ts';
import { durationText, type Duration } from '#vocabulary/duration.ts';
import { operatorText, type Condition, type Operator } from '#vocabulary/rule.ts';
import type { Amount, Did, LifecycleRule, Person, SegmentLeaf, Sum, Within } from './spec.ts';
import { behindText, funnelText, type Said } from './text-behind.ts';
import { eventText, whereText } from './text-event.ts';
import { listText } from './text-list.ts';
import { patternSentence } from './text-pattern.ts';

/** Longer lists of ids are counted. */
const SHOWN_IDS = 3;

/** One rule said of people, and denied of them. */
export function ruleSaid(rule: SegmentLeaf | { saved: string }): Said {
  if ('saved' in rule) return are(`in “${rule.saved}”`);
  if ('ids' in rule) return idsText(rule.ids);
  if ('did' in rule) return didText(rule);
  if ('sum' in rule) return sumText(rule);
  if ('person' in rule) return personText(rule);
  if ('sequence' in rule) return did(patternSentence(rule.sequence, rule.within));
  if ('lifecycle' in rule) return are(lifecycleText(rule));
  return 'behind' in rule ? behindText(rule) : funnelText(rule);
}

const are = (what: string): Said => ({ yes: `are ${what}`, no: `are not ${what}` });
const did = (what: string): Said => ({ yes: `did ${what}`, no: `did not do ${what}` });
const have = (what: string): Said => ({ yes: `have ${what}`, no: `do not have ${what}` });
const opposite = ({ yes, no }: Said): Said => ({ yes: no, no: yes });

function idsText(ids: string[]): Said {
  if (ids.length === 0) return { yes: 'are nobody', no: 'are anybody' };
  if (ids.length <= SHOWN_IDS) return are(listText(ids, 'or'));
  return { yes: `are one of ${ids.length} ids`, no: `are none of ${ids.length} ids` };
}

function didText({ did: match, times = { op: 'gte', value: 1 }, within, days = false }: Did): Said {
  const what = eventText(match);
  const when = `${withinText(within)}${whereText(match)}`;
  const ever = {
    yes: `did ${what}${when}`,
    no: what === 'anything' ? `did nothing${when}` : `did not do ${what}${when}`,
  };
  const { op, value } = times;
  const often = (how: string): string => `${what} ${how}${when}`;
  const counted = (amount: string, n: number) =>
    often(days ? `on ${amount}${n} day${n === 1 ? '' : 's'}` : `${amount}${timesText(n)}`);
  if (Array.isArray(value)) {
    const [least, most] = value;
    return did(often(days ? `on ${least} to ${most} days` : `${least} to ${most} times`));
  }
  if (op === 'gte' && value === 1) return ever;
  if ((op === 'is' || op === 'lte') && value === 0) return opposite(ever);
  if (op === 'is') return did(counted('exactly ', value));
  return op === 'gte'
    ? { yes: `did ${counted('at least ', value)}`, no: `did ${counted('fewer than ', value)}` }
    : { yes: `did ${counted('at most ', value)}`, no: `did ${counted('more than ', value)}` };
}

const timesText = (n: number): string => (n === 1 ? 'once' : `${n} times`);

const AMOUNTS = { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most', is: 'exactly' } as const;
const OTHERWISE = { gt: 'lte', gte: 'lt', lt: 'gte', lte: 'gt' } as const;

function sumText({ sum, of, op, value, within }: Sum): Said {
  const what = eventText(of);
  const over = `${what === 'anything' ? 'all events' : what}${withinText(within)}${whereText(of)}`;
  const total = (amount: string) => `a total ${sum} of ${amount} over ${over}`;
  if (op === 'is' || op === 'between') return have(total(amountText({ op, value })));
  return {
    yes: `have ${total(amountText({ op, value }))}`,
    no: `have ${total(amountText({ op: OTHERWISE[op], value }))}`,
  };
}

const amountText = ({ op, value }: Amount<Sum['op']>): string =>
  Array.isArray(value) ? `${value[0]} to ${value[1]}` : `${op === 'between' ? '' : `${AMOUNTS[op]} `}${value}`;

const WITH: Partial<Record<Operator, string>> = {
  is: '',
  contains: 'containing ',
  startsWith: 'starting with ',
  endsWith: 'ending with ',
  matches: 'matching ',
};
const DENIED: Partial<Record<Operator, Operator>> = { isNot: 'is', notContains: 'contains', notMatches: 'matches' };

function personText({ person, at }: Person): Said {
  const { property, op } = person;
  if (op === 'isSet' || op === 'isNotSet') {
    const any = { yes: `have any ${property}`, no: `have no ${property}` };
    return op === 'isSet' ? any : opposite(any);
  }
  const asked = DENIED[op];
  const what = `${property} ${WITH[asked ?? op] ?? `${operatorText(op).replace(/^is /, '')} `}${valueText(person)}`;
  const said = at === 'first' ? { yes: `first had ${what}`, no: `did not first have ${what}` } : have(what);
  return asked ? opposite(said) : said;
}

function valueText({ op, value = '' }: Condition): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'none' : listText(value.map(String), op === 'between' ? 'and' : 'or');
}

function lifecycleText({ lifecycle, asOf, silentAfter, churnedAfter }: LifecycleRule): string {
  const limits = [
    ...(silentAfter ? [`silent after ${durationText(silentAfter)}`] : []),
    ...(churnedAfter ? [`churned after ${durationText(churnedAfter)}`] : []),
  ];
  return `${lifecycle}${asOf ? ` as of ${endText(asOf)}` : ''}${limits.length ? ` (${limits.join(', ')})` : ''}`;
}

function withinText(within: Within | undefined): string {
  if (!within) return '';
  if ('last' in within) return ` in the last ${spanText(within.last)}`;
  if ('firstDays' in within) return ` within ${durationText(within.firstDays)} of their first event`;
  const from = within.from === undefined ? undefined : endText(within.from);
  const to = within.to === undefined ? undefined : endText(within.to);
  if (from !== undefined && to !== undefined) return from === to ? ` on ${from}` : ` from ${from} to ${to}`;
  return from !== undefined ? ` since ${from}` : to !== undefined ? ` up to ${to}` : '';
}

/** `30 days`, `day`. */
const spanText = (duration: Duration): string => (duration.n === 1 ? duration.unit : durationText(duration));
