import type { NamedSegment } from '#segments/named.ts';
import type { Cell } from '#ui/files.ts';
import { seriesOf } from './draw-series.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';
import { widthsOf } from './switches.ts';

/** Every cell of every table, one a row, cell 0 and the mean included; rates in full. */
export function rowsToSave(spec: RetentionSpec, result: RetentionResult, saved: readonly NamedSegment[]): Cell[][] {
  const widths = widthsOf(spec);
  const from = widths.map((_, k) => widths.slice(0, k).reduce((a, b) => a + b, 0));
  const period = spec.period ?? 'day';
  const rows = seriesOf(spec, result, saved).flatMap(({ name, table }) => [
    ...table.cohorts.flatMap(({ start, size, cells }) =>
      cells.map(({ count, rate, open, units, values }, k): Cell[] => [
        name,
        start,
        size,
        from[k]!,
        from[k]! + widths[k]! - 1,
        count,
        rate,
        units ?? count,
        values ?? '',
        open ? 'yes' : 'no',
        '',
        '',
      ]),
    ),
    ...table.mean.map(({ rate, count, size, low, high }, k): Cell[] => [
      name,
      'mean',
      size,
      from[k]!,
      from[k]! + widths[k]! - 1,
      count,
      rate,
      '',
      '',
      'no',
      low ?? '',
      high ?? '',
    ]),
  ]);
  return [
    [
      'of',
      'cohort',
      'people',
      `from ${period}`,
      `to ${period}`,
      'count',
      'rate',
      'came back',
      'values',
      'open',
      'low',
      'high',
    ],
    ...rows,
  ];
}

/** Every point of the curves until people are last seen, one a row; rates in full. */
export const lastSeenToSave = (
  spec: RetentionSpec,
  result: RetentionResult,
  saved: readonly NamedSegment[],
): Cell[][] => [
  ['of', 'followed', 'gone', 'after, s', 'still to be seen', 'low', 'high'],
  ...seriesOf(spec, result, saved).flatMap(({ name, lastSeen }) =>
    lastSeen
      ? lastSeen.points.map(({ seconds, rate, low, high }): Cell[] => [
          ...[name, lastSeen.units, lastSeen.gone],
          ...[seconds, rate, low, high],
        ])
      : [],
  ),
];
