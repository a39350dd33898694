import { count, hundredths, many, people, percent } from '#charts/formats.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { RetentionCell, RetentionMean } from './result-table.ts';
import type { Measure } from './spec.ts';
import { propertyOf } from './switches.ts';

/** How the numbers of a measure are read. */
export interface Reading {
  /** Labels of the two readings of a cell; null where it has one. */
  readings: readonly [rates: string, counts: string] | null;
  /** What colour and height stand for: a rate, or an average. */
  value: (of: Pick<RetentionCell, 'rate' | 'count'>) => number;
  /** The two readings of it as text. */
  rate: (of: Pick<RetentionCell, 'rate' | 'count'>) => string;
  count: (of: Pick<RetentionCell, 'rate' | 'count'>) => string;
  /** A value on a scale. */
  scaled: (value: number) => string;
  /** `81 of 570 people, 14.2%`; `12 returns by 7 of 20 people, 0.6 each`. */
  says: (cell: RetentionCell, size: number) => string;
  /** What the scale is of: `of the cohort`, `returns for each of the cohort`. */
  of: string;
  /** What a curve shows: `Share that came back`. */
  label: string;
}

/** Two decimals, so that a column of numbers is one; none where they would tell nothing. */
const amount = (value: number): string => (Math.abs(value) >= 1000 ? count(value) : hundredths(value));

export function readingOf(measure: Measure, counted: Counted): Reading {
  if (measure === 'units') {
    const shown = ({ rate }: Pick<RetentionCell, 'rate'>): string => percent(rate);
    return {
      readings: ['Rates', 'Counts'],
      value: ({ rate }) => rate,
      rate: shown,
      count: ({ count: n }) => count(n),
      scaled: percent,
      says: (cell, size) => `${count(cell.count)} of ${people(size, counted)}, ${percent(cell.rate)}`,
      of: 'of the cohort',
      label: 'Share that came back',
    };
  }
  const by = ({ units = 0 }: RetentionCell, size: number): string => `by ${count(units)} of ${people(size, counted)}`;
  const each = { value: ({ rate }: { rate: number }) => rate, scaled: amount };
  const read = {
    rate: ({ rate }: { rate: number }) => amount(rate),
    count: ({ count: n }: { count: number }) => amount(n),
  };
  const readings = [`For each ${counted.one}`, 'In all'] as const;
  const property = propertyOf(measure);
  if (measure === 'events')
    return {
      ...each,
      ...read,
      count: ({ count: n }) => count(n),
      readings,
      says: (cell, size) => `${many(cell.count, 'return')} ${by(cell, size)}, ${amount(cell.rate)} for each`,
      of: `returns for each ${counted.one} of the cohort`,
      label: `Returns for each ${counted.one}`,
    };
  const behind = (cell: RetentionCell, size: number): string =>
    `in ${many(cell.values ?? 0, 'return')} that ${cell.values === 1 ? 'carries' : 'carry'} it, ${by(cell, size)}`;
  if ('sum' in measure)
    return {
      ...each,
      ...read,
      readings,
      says: (cell, size) => `${property} ${amount(cell.count)} ${behind(cell, size)}, ${amount(cell.rate)} for each`,
      of: `${property} for each ${counted.one} of the cohort`,
      label: `Sum of ${property} for each ${counted.one}`,
    };
  return {
    readings: null,
    value: ({ count: n }) => n,
    rate: read.count,
    count: read.count,
    scaled: amount,
    says: (cell, size) => `average ${property} ${amount(cell.count)} ${behind(cell, size)}`,
    of: `${property} on average`,
    label: `Average ${property} of a return`,
  };
}

/** `n of m people, 14.2% (13.0–15.4%), mean of 8 closed`. */
export function meanSays(mean: RetentionMean, reading: Reading, counted: Counted, simple: boolean): string {
  const { low, high, cohorts, size } = mean;
  const closed = `${many(cohorts, 'closed cohort')}`;
  if (simple) return `${reading.rate(mean)}, mean of ${closed}`;
  const interval =
    low === undefined || high === undefined ? '' : ` (${percent(low)} – ${percent(high)} with 95% confidence)`;
  const what =
    low === undefined
      ? `${reading.rate(mean)} over ${people(size, counted)}`
      : `${count(mean.count)} of ${people(size, counted)}, ${reading.rate(mean)}`;
  return `${what}${interval}, ${closed}`;
}
