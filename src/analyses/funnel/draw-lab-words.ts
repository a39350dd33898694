import { count, many, people, PEOPLE } from '#charts/formats.ts';
import { durationText } from '#vocabulary/duration.ts';
import type { Counted } from '#vocabulary/result.ts';
import { quoted } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import type { LabCauseCount, LabStep } from './result-lab.ts';
import type { LabRule } from './switches-lab.ts';
import type { Switches } from './switches.ts';

/** What a preset says in one of its rules, as a clause: `only the first attempt counts`. */
export function ruleClause(rule: LabRule, now: Switches): string {
  switch (rule) {
    case 'window': {
      const anchor = now.windowFrom.value === 'entry' ? 'the first step' : 'the step before';
      return now.window.value
        ? `the window is ${durationText(now.window.value)} from ${anchor}`
        : 'there is no time limit';
    }
    case 'ties':
      return now.grace.value
        ? `events within ${durationText(now.grace.value)} are tied`
        : 'events of the same instant are tied';
    case 'reentry':
      return now.attempt.value === 'first' ? 'only the first attempt counts' : 'the best attempt counts';
    case 'exclusion':
      return now.excluded.value === 'unit'
        ? 'who is excluded leaves the funnel'
        : 'an excluded event takes only its attempt';
    case 'rangeEnd':
      return now.lateSteps.value ? 'later steps may pass the range’s end' : 'every step must lie inside the range';
    case 'reuse':
      return now.reuse.value ? 'one event may fill several steps' : 'one event fills one step';
  }
}

type Why = Pick<LabCauseCount, 'cause' | 'rules'>;

/** Why people differ, to stand behind their number: `because only the first attempt counts`. */
export const causeClause = (why: Why, now: Switches): string =>
  why.rules.length === 0
    ? 'because of several rules, none of which is needed'
    : `because ${reason(why, now, 'because ')}`;

/** The same as the name of a row. */
export const causeName = (why: Why, now: Switches): string =>
  why.rules.length === 0 ? 'Several rules, none of which is needed' : capital(reason(why, now, ''));

function reason({ cause, rules }: Why, now: Switches, again: string): string {
  const clauses = rules.map((rule) => ruleClause(rule, now));
  if (cause === 'either') return `${clauses.join(`, or ${again}`)}: each is enough`;
  const all = clauses.join(' and ');
  if (cause !== 'several') return all;
  return rules.length > 1 ? `${all}, only together` : `${all}, together with one of the other rules`;
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** Who differs: people where attempts are counted, else what is counted. */
export const whoDiffers = (counts: Counted | undefined): Counted =>
  counts && counts.one !== 'attempt' ? counts : PEOPLE;

/** Where a preset differs most, and why. */
export function presetSentence(
  name: string,
  step: string,
  now: Switches,
  { difference, gained, lost, causes }: LabStep,
  counted: { theirs: number; counts: Counted | undefined },
): Stretch[] {
  const { theirs, counts } = counted;
  const at = ` at ${quoted(step)}`;
  const how: Stretch[] =
    difference === 0
      ? [` counts as many${at}, but not the same: ${count(gained)} gained, ${count(lost)} lost`]
      : [
          ' counts ',
          { strong: `${people(Math.abs(difference), counts)} ${difference > 0 ? 'more' : 'fewer'}` },
          `${at}, ${count(theirs)} instead of ${count(theirs - difference)}`,
        ];
  const [first, second, ...others] = byRules(causes);
  if (!first) return [{ strong: name }, ...how, '.'];
  const told = ({ gained, lost, cause }: Told): Stretch[] => [
    { strong: [gained && `${count(gained)} gained`, lost && `${count(lost)} lost`].filter(Boolean).join(', ') },
    ` ${causeClause(cause, now)}`,
  ];
  const rest = others.reduce((sum, each) => sum + each.gained + each.lost, 0);
  return [
    { strong: name },
    ...how,
    difference === 0 ? '; ' : ': ',
    ...told(first),
    ...(second ? ['; ', ...told(second)] : []),
    ...(rest > 0 ? [`; ${count(rest)} by ${many(others.length, 'other cause')}`] : []),
    '.',
  ];
}

interface Told {
  cause: LabCauseCount;
  gained: number;
  lost: number;
}

/** Both directions of a cause together, largest first. */
function byRules(causes: readonly LabCauseCount[]): Told[] {
  const found = new Map<string, Told>();
  for (const cause of causes) {
    const key = `${cause.cause} ${cause.rules.join()}`;
    const told = found.get(key) ?? { cause, gained: 0, lost: 0 };
    found.set(key, told);
    told[cause.differs] += cause.count;
  }
  return [...found.values()].sort((a, b) => b.gained + b.lost - a.gained - a.lost);
}
