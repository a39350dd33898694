import { many, PEOPLE, people } from '#charts/formats.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { Counted } from '#vocabulary/result.ts';
import { roundTimeText } from '#vocabulary/round-times.ts';
import type { Edges } from '../value-bins.ts';
import type { IntervalSpec } from './spec.ts';

/** How the numbers of one question are said. */
export interface Words {
  counted: Counted;
  /** What times are of: people, or pairs where somebody may have several. */
  values: Counted;
  from: string;
  to: string;
  /** What a pair still lacks: `“Order”`, `another “Visit”`. */
  next: string;
  /** `from “Visit” to “Order”`. */
  way: string;
  all: boolean;
}

const PAIRS: Counted = { one: 'pair', many: 'pairs' };

export function wordsOf({ from, to, each }: IntervalSpec, counted: Counted = PEOPLE): Words {
  const [one, other] = [eventMatchText(from), eventMatchText(to)];
  const all = each === 'all';
  return {
    counted,
    values: all ? PAIRS : counted,
    from: `“${one}”`,
    to: `“${other}”`,
    next: one === other ? `another “${other}”` : `“${other}”`,
    way: one === other ? `from one “${one}” to the next` : `from “${one}” to “${other}”`,
    all,
  };
}

/** `under 1 s`, `5–10 min`, `30 min – 1 h`, `90 days and more`. */
export function binName({ from, to }: Edges): string {
  if (!from) return `under ${timeName(to!)}`;
  if (to === null) return `${timeName(from)} and more`;
  const [low, high] = [timeName(from), timeName(to)];
  const unit = high.slice(high.indexOf(' '));
  return low.replace(/^(\S+) day$/, '$1 days').endsWith(unit)
    ? `${low.slice(0, low.indexOf(' '))}–${high}`
    : `${low} – ${high}`;
}

/** `105 min`, but `1 day 1 s`: in one unit while few of it are needed. */
function timeName(seconds: number): string {
  const name = roundTimeText(seconds);
  if (parseFloat(name) < 1000) return name;
  const parts: string[] = [];
  let left = seconds;
  for (const unit of [86_400, 3600, 60, 1]) {
    const whole = unit === 1 ? left : Math.floor(left / unit) * unit;
    if (whole > 0) parts.push(roundTimeText(whole));
    left -= whole;
  }
  return parts.join(' ');
}

/** A bin and all below it: `under 10 min`, `however long`. */
export const upToName = ({ to }: Edges): string => (to === null ? 'however long' : `under ${timeName(to)}`);

/** `391 people`, and where they may have several `500 pairs of 391 people`. */
export const valuesText = (values: number, units: number, { counted, all }: Words): string =>
  all ? `${many(values, 'pair')} of ${people(units, counted)}` : people(units, counted);
