import { INTERVALS, type Interval } from '#vocabulary/calendar-buckets.ts';
import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { DistributionResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    distribution: { spec: DistributionSpec; result: DistributionResult };
  }
}

/** How often somebody did it, on how many local days, or the total of a numeric property. */
export type Measure = 'events' | 'days' | { sum: string };

export const MOST_EDGES = 100;

/** The question as the document asks it. */
export interface DistributionSpec {
  kind: 'distribution';
  of: EventMatch;
  measure: Measure;
  /** One number for each period in which somebody did it; without it one for the whole range. */
  per?: Interval;
  /** Where bins begin, ascending: each ends before the next, the last has no end. */
  bins?: number[];
  /** By the value at the first such event of the range that has one. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of a distribution but `kind`; unknown fields are the caller's to report. */
export function parseDistribution(fields: Fields, readSegment: ReadSegment): DistributionSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const of = fields.has('of')
    ? parseEventMatch(fields.raw('of'), fields.at('of'), problems)
    : fields.refuse('of', 'distribution/event', 'Of which event?', 'Give `of`: { event: "Order" }, or {} for any.');
  const measure = readMeasure(fields);
  const per = fields.oneOf('per', INTERVALS);
  if (measure === 'days' && (per === 'hour' || per === 'day'))
    fields.refuse('per', 'distribution/per', `There are no several days in one ${per}.`, 'Choose week or month.');
  const bins = readBins(fields);
  const breakdown = readBreakdown(fields, 'distribution/breakdown', readSegment);
  const compare = readCompareWith(fields, 'distribution/compare', readSegment);
  if (!of || !measure || problems.length > before) return null;
  return {
    kind: 'distribution',
    of,
    measure,
    ...(per && { per }),
    ...(bins && { bins }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}

const MEASURE_HINT = 'Choose events, days or { sum: "a numeric property" }.';

function readMeasure(fields: Fields): Measure | undefined {
  const value = fields.raw('measure');
  if (value === 'events' || value === 'days') return value;
  if (!isObject(value)) return fields.refuse('measure', 'distribution/measure', 'How much of what?', MEASURE_HINT);
  const asked = fields.object('measure')!;
  const sum = asked.string('sum');
  asked.done();
  if (sum) return { sum };
  return asked.has('sum') && sum === undefined
    ? undefined
    : asked.refuse('sum', 'distribution/measure', 'The sum of which property?', 'Name it.');
}

function readBins(fields: Fields): number[] | undefined {
  const bins = fields.list('bins', (value, path): number | undefined => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return fields.refuse(path.slice(fields.at('').length), 'document/type', 'A bin begins with a number.');
  });
  if (!bins) return undefined;
  if (bins.length < 1 || bins.length > MOST_EDGES || bins.some((edge, i) => i > 0 && edge <= bins[i - 1]!))
    return fields.refuse(
      'bins',
      'distribution/bins',
      `Bins begin with 1 to ${MOST_EDGES} numbers, each larger than the one before.`,
      'Such as [1, 2, 5, 10].',
    );
  return bins;
}
