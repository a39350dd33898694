import { FINE_INTERVALS, type FineInterval } from '#vocabulary/calendar-buckets.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { readBreakdown, MOST_GROUPS, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import { readFormula } from './formula.ts';
import type { TrendResult } from './result.ts';
import { readAnnotations, type Annotation } from './spec-annotations.ts';
import { readSeries, type TrendSeries } from './spec-series.ts';

declare module '../kinds.ts' {
  interface Kinds {
    trend: { spec: TrendSpec; result: TrendResult };
  }
}

/** A line for each event name. */
export interface ByEvent {
  event: true;
  top?: number;
  other?: boolean;
}

export type TrendBreakdown = Breakdown | ByEvent;

export const MOST_ROLLING = 366;

/** The question as the document asks it. */
export interface TrendSpec {
  kind: 'trend';
  /** 1 to 26, called A, B, C… in the formula. */
  series: TrendSeries[];
  /** `day` without it. */
  interval?: FineInterval;
  /** One more series, computed from the others: `B / A`. */
  formula?: string;
  breakdown?: TrendBreakdown;
  /** The same question of the range before, or of the people of each segment. */
  compare?: CompareWith;
  /** Each point is the average of so many, itself and those before it. */
  rolling?: number;
  /** Each point is about everything from the range's start to its end. */
  cumulative?: boolean;
  /** What happened when, drawn with the lines. */
  annotations?: Annotation[];
  /** Points far from what is usual are marked, unless false. */
  anomalies?: boolean;
}

/** Everything of a trend but `kind`; unknown fields are the caller's to report. */
export function parseTrend(fields: Fields, readSegment: ReadSegment): TrendSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const series = readSeries(fields);
  const interval = fields.oneOf('interval', FINE_INTERVALS);
  const formula = readFormula(fields, series?.length ?? null);
  const breakdown = readTrendBreakdown(fields, readSegment);
  const compare = readCompareWith(fields, 'trend/compare', readSegment);
  const rolling = fields.integer('rolling', 2, MOST_ROLLING);
  const cumulative = fields.boolean('cumulative');
  const annotations = readAnnotations(fields);
  const anomalies = fields.boolean('anomalies');
  if (cumulative && rolling !== undefined)
    fields.refuse(
      'rolling',
      'trend/rolling',
      'A running total cannot be averaged over intervals as well.',
      'Leave one of `rolling` and `cumulative` out.',
    );
  if (cumulative)
    series?.forEach(({ measure }, i) => {
      if (typeof measure === 'object' && ('median' in measure || 'p90' in measure || 'p95' in measure))
        fields.refuse(
          `series[${i}].measure`,
          'trend/cumulative',
          'There is no running median or percentile.',
          'Choose another measure, or leave `cumulative` out.',
        );
    });
  if (!series || problems.length > before) return null;
  return {
    kind: 'trend',
    series,
    ...(interval && { interval }),
    ...(formula !== undefined && { formula }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
    ...(rolling !== undefined && { rolling }),
    ...(cumulative !== undefined && { cumulative }),
    ...(annotations && { annotations }),
    ...(anomalies !== undefined && { anomalies }),
  };
}

function readTrendBreakdown(fields: Fields, readSegment: ReadSegment): TrendBreakdown | undefined {
  const raw = fields.raw('breakdown');
  if (typeof raw !== 'object' || raw === null || !('event' in raw))
    return readBreakdown(fields, 'trend/breakdown', readSegment);
  const asked = fields.object('breakdown');
  if (!asked) return undefined;
  const before = asked.problems.length;
  const event = asked.raw('event');
  const top = asked.integer('top', 1, MOST_GROUPS);
  const other = asked.boolean('other');
  asked.done();
  if (event !== true)
    asked.refuse(
      'event',
      'trend/breakdown',
      'A breakdown by event name says `event: true`.',
      'Say so, or leave it out.',
    );
  if (asked.problems.length > before) return undefined;
  return { event: true, ...(top !== undefined && { top }), ...(other !== undefined && { other }) };
}
