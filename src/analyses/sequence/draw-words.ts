import { count, hundredths, many, people, percent, points, seconds } from '#charts/formats.ts';
import { durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import { gapDuration } from '#vocabulary/gap-duration.ts';
import type { PatternPart } from '#vocabulary/pattern.ts';
import type { Stretch } from '../draw-linked.ts';
import type { Series } from '../draw-series.ts';
import { isClear } from './draw-difference.ts';
import type { SequenceTable } from './result-table.ts';
import type { ComparedTable, SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const BOUNDS = {
  lt: 'in less than',
  lte: 'in at most',
  gt: 'after more than',
  gte: 'after at least',
  is: 'after exactly',
};

/** A part of the pattern as a person reads it; `soft` lies between two events. */
export function partText(part: PatternPart): { text: string; soft: boolean } {
  if ('gap' in part)
    return { text: `${BOUNDS[part.gap.op]} ${durationText(gapDuration(part.gap.seconds))}`, soft: true };
  if ('not' in part) return { text: `no ${eventMatchText(part.not)}`, soft: true };
  if ('any' in part) return part.any === '*' ? { text: 'any events', soft: true } : { text: 'one event', soft: false };
  return { text: eventMatchText(part), soft: false };
}

/** Who did it, how often and how fast, and where the share is clearly another. */
export function sentence(spec: SequenceSpec, result: SequenceResult, series: readonly Series<Table>[]): Stretch[] {
  const { units, matched, share, matches, averageMatches, medianSeconds, p90Seconds, counts } = result;
  const within = spec.within ? ` within ${durationText(spec.within)}` : '';
  const said: Stretch[] = [
    { strong: people(matched, counts) },
    ` did this${within}, `,
    { strong: percent(share) },
    ...(matches > matched
      ? [
          ` of ${count(units)}; `,
          { strong: many(matches, 'time', 'times') },
          ` in all, ${hundredths(averageMatches)} each on average.`,
        ]
      : [` of ${count(units)}${matched > 1 ? ', each once' : ''}.`]),
  ];
  if (medianSeconds !== null && p90Seconds !== null)
    said.push(` Half of the times it took ${seconds(medianSeconds)} or less, 90% ${seconds(p90Seconds)} or less.`);
  return [...said, ...finding(spec, series)];
}

/** Everybody's, or one that is beside it. */
export type Table = SequenceTable & Partial<Pick<ComparedTable, 'difference'>>;

/** The range before, or the largest difference that is clear. */
function finding({ compare }: SequenceSpec, series: readonly Series<Table>[]): Stretch[] {
  const [, first] = series;
  if (compare && 'previous' in compare) {
    if (!first?.table.difference) return [];
    return [
      ` In the range before it was ${percent(first.table.share)} of ${count(first.table.units)}: `,
      { strong: `${points(first.table.difference.rate)} points` },
      '.',
    ];
  }
  const several = compare !== undefined && compare.segments.length > 1;
  const told = series.flatMap(({ name, pointer, table: { difference } }) =>
    difference
      ? [{ name, difference, against: several && pointer && 'segment' in pointer ? first!.name : 'all others' }]
      : [],
  );
  const clear = told.filter(({ difference }) => isClear(difference));
  const [largest] = clear.sort((a, b) => Math.abs(b.difference.rate) - Math.abs(a.difference.rate));
  if (!largest) return [];
  return [
    ` ${largest.name} differs most clearly: `,
    { strong: `${points(largest.difference.rate)} points` },
    ` against ${largest.against}.`,
  ];
}
