import { many, percent } from '#charts/formats.ts';
import { eventMatchText, eventNames } from '#vocabulary/event-match.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { Reading } from './draw-values.ts';
import { lastTold, type Plateau } from './result-plateau.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';

/** A stretch of a sentence; the two or three numbers that matter are strong. */
export type Stretch = string | { strong: string };

/** What the answer comes to, in a few sentences. */
export function sentence(
  spec: RetentionSpec,
  result: RetentionResult,
  columns: string[],
  counted: Counted,
  reading: Reading,
): Stretch[] {
  const { period = 'day', measure = 'units', returned } = spec;
  const { mean, plateau } = result;
  const last = lastTold(mean);
  if (last === 0) return ['No period after the first has passed yet: the log ends too early to say who comes back.'];
  const when = (k: number): string =>
    returned === 'onOrAfter'
      ? `from ${period} ${columns[k]} on`
      : `${period === 'day' ? 'on' : 'in'} ${period} ${columns[k]}`;
  const said = (k: number, verb: string): Stretch[] => [{ strong: reading.rate(mean[k]!) }, ` ${verb}${when(k)}`];
  const from = `${counted.many} who did ${startText(spec)}`;
  const ends = last > 1 ? [', ', ...said(last, '')] : [];
  const came: Stretch[] =
    measure === 'units'
      ? [`Of ${from}, `, ...said(1, 'came back '), ...ends, '.']
      : [`${reading.label}, of ${from}: `, ...said(1, ''), ...ends, '.'];
  return [...came, ...(plateau ? levels(plateau, spec, columns, counted) : []), ...beside(spec, result, when, reading)];
}

function levels(plateau: Plateau, { period = 'day', cohort }: RetentionSpec, columns: string[], people: Counted) {
  const { from, to, level, low, high, units, cohorts, few } = plateau;
  // somebody of several cohorts is followed from each of these starts
  const counted = cohort === 'everyPeriod' ? { one: 'start', many: 'starts' } : people;
  const followed = `${many(units, counted.one, counted.many)} of ${many(cohorts, 'cohort')}`;
  if (few)
    return [` Whether it levels off by ${period} ${columns[to]} cannot be told: ${followed} were followed so far.`];
  if (from === null) return [` It has not levelled off by ${period} ${columns[to]}.`];
  return [
    ` It levels off at `,
    { strong: percent(level) },
    ` from ${period} ${columns[from]} on: ${percent(low)} – ${percent(high)} with 95% confidence, ${followed} followed to ${period} ${columns[to]}.`,
  ];
}

/** The range before, where the first column is known of both. */
function beside(
  { compare }: RetentionSpec,
  { compare: compared, mean }: RetentionResult,
  when: (k: number) => string,
  reading: Reading,
): Stretch[] {
  const before = compared?.[0]?.mean[1];
  if (!compare || !('previous' in compare) || !before || before.cohorts === 0) return [];
  return [` In the range before it was ${reading.rate(before)} ${when(1)}, now ${reading.rate(mean[1]!)}.`];
}

const startText = ({ start }: RetentionSpec): string =>
  eventNames(start) === null && !start.name && !start.where ? 'anything' : eventMatchText(start);
