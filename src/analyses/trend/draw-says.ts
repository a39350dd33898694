import { percent } from '#charts/formats.ts';
import type { NamedSegment } from '#segments/named.ts';
import { OTHER } from '../breakdown-groups.ts';
import { bucketNamer } from '../bucket-names.ts';
import { groupName } from '../group-names.ts';
import { quantile } from '../quantiles.ts';
import { axisName, seriesLabel, totalSaid, valueText, type Stretch } from './draw-words.ts';
import type { TrendLine, TrendPoint, TrendResult } from './result.ts';
import { byText } from './rules.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy } from './switches.ts';

const MOST_NAMED = 3;

/** What the figure says, in one or two sentences; of a formula, else of the first series. */
export function sentenceOf(spec: TrendSpec, result: TrendResult, saved: readonly NamedSegment[]): Stretch[] {
  const [first] = result.series;
  if (!first) return [];
  if (spec.breakdown) return ofGroups(spec, result, saved);
  const series = spec.formula === undefined ? spec.series[0]! : null;
  const line = series ? first : result.series.at(-1)!;
  const total: Stretch[] = series
    ? totalSaid(series, line.total, result.counts)
    : [`${spec.formula} is `, { strong: valueText(line.total, null) }, ' over the whole range'];
  return [...total, ...change(spec, result, line), '.', ...course(spec, line)];
}

/** Against the range before. */
function change(spec: TrendSpec, { series, compare }: TrendResult, line: TrendLine): Stretch[] {
  if (!spec.compare || !('previous' in spec.compare)) return [];
  const before = compare?.[0]?.series[series.indexOf(line)];
  if (!before) return [];
  const of = spec.series[series.indexOf(line)] ?? null;
  const was = valueText(before.total, of);
  if (before.total === null || line.total === null) return [` (range before: ${was})`];
  if (before.total === line.total) return [', as in the range before'];
  if (before.total <= 0) return [`, after ${was} in the range before`];
  const share = line.total / before.total - 1;
  return [
    ', ',
    { strong: `${percent(Math.abs(share))} ${share > 0 ? 'more' : 'less'}` },
    ` than in the range before (${was})`,
  ];
}

/** The middle of the whole buckets, and the highest. */
function course(spec: TrendSpec, line: TrendLine): Stretch[] {
  const { interval = 'day', cumulative } = spec;
  const whole = line.points.filter((point): point is TrendPoint & { value: number } => {
    return point.value !== null && !point.open && !point.part;
  });
  if (cumulative || whole.length < 2) return [];
  const series = spec.formula === undefined ? spec.series[0]! : null;
  const text = (value: number): string => valueText(value, series);
  const name = bucketNamer(
    interval,
    line.points.map(({ start }) => start),
  );
  const middle = quantile(
    Float64Array.from(whole, ({ value }) => value),
    0.5,
    0,
  );
  const most = whole.reduce((one, other) => (other.value > one.value ? other : one));
  return [
    ` The median ${interval} has ${text(middle)} (of ${whole.length} whole ${interval}s), the highest, ${interval === 'week' ? 'the week of ' : ''}${name(most.start)}, ${text(most.value)}.`,
  ];
}

/** The largest groups of the first series. */
function ofGroups(spec: TrendSpec, result: TrendResult, saved: readonly NamedSegment[]): Stretch[] {
  const series = spec.series[0]!;
  const breakdown = spec.breakdown!;
  const lines = result.series.slice(
    0,
    result.series.length / (spec.series.length + (spec.formula === undefined ? 0 : 1)),
  );
  const named = lines.filter(({ value }) => value !== OTHER).slice(0, MOST_NAMED);
  return [
    `${seriesLabel(series, result.counts)}${series.name || series.measure ? '' : `, ${axisName(series, result.counts)}`} by ${byText(breakdown)}: `,
    ...named.flatMap((line, i): Stretch[] => [
      `${i === 0 ? '' : ', '}${groupName(line.value!, groupedBy(breakdown), saved)} `,
      { strong: valueText(line.total, series) },
    ]),
    lines.length > named.length ? ', then others.' : '.',
  ];
}
