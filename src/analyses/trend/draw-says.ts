import { percent } from '#charts/formats.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { NamedSegment } from '#segments/named.ts';
import { OTHER } from '../breakdown-groups.ts';
import { bucketNamer } from '../bucket-names.ts';
import { groupName } from '../group-names.ts';
import { quantile } from '../quantiles.ts';
import type { DrawnLine } from './draw-lines.ts';
import { axisName, quoted, seriesLabel, totalSaid, type Format, type Stretch } from './draw-words.ts';
import type { TrendLine, TrendPoint, TrendResult } from './result.ts';
import { byText } from './rules.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy } from './switches.ts';

const MOST_NAMED = 3;

/** What the figure says, in one or two sentences; of a formula, else of the first series. `lines` are as drawn. */
export function sentenceOf(
  spec: TrendSpec,
  result: TrendResult,
  lines: readonly DrawnLine[],
  saved: readonly NamedSegment[],
): Stretch[] {
  const [first] = result.series;
  if (!first) return [];
  const perSeries = result.series.length / (spec.series.length + (spec.formula === undefined ? 0 : 1));
  if (spec.breakdown) return ofGroups(spec, result, result.series.slice(0, perSeries), lines, saved);
  const series = spec.formula === undefined ? spec.series[0]! : null;
  const at = series ? 0 : result.series.length - 1;
  const line = result.series[at]!;
  const format = lines.find((drawn) => drawn.series === series)!.format;
  const total: Stretch[] = series
    ? totalSaid(series, line.total, format, result.counts)
    : [`${spec.formula} is `, { strong: format(line.total) }, ' over the whole range'];
  return [...total, ...change(spec, line, result.compare?.[0]?.series[at], format), '.', ...course(spec, line, format)];
}

/** Against the range before. */
function change({ compare }: TrendSpec, line: TrendLine, before: TrendLine | undefined, format: Format): Stretch[] {
  if (!before || !compare || !('previous' in compare)) return [];
  const was = format(before.total);
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
function course({ interval = 'day', cumulative }: TrendSpec, line: TrendLine, format: Format): Stretch[] {
  const whole = line.points.filter(
    (point): point is TrendPoint & { value: number } => point.value !== null && !point.open && !point.part,
  );
  if (cumulative || whole.length < 2) return [];
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
  const when = `${interval === 'week' ? 'the week of ' : ''}${name(most.start)}`;
  return [
    ` The median ${interval} has ${format(middle)} (of ${whole.length} whole ${interval}s), the highest, ${when}, ${format(most.value)}.`,
    ...unusual(line, interval, name),
  ];
}

/** How many points are marked, of how many; a few of them by name. */
function unusual({ points, judged = 0 }: TrendLine, interval: string, name: (start: string) => string): Stretch[] {
  const marked = points.filter((point) => point.unusual);
  if (marked.length === 0) return [];
  const named = marked.length > MOST_NAMED ? '' : ` (${marked.map(({ start }) => name(start)).join(', ')})`;
  // not a number first: it would read as decimals of the one before
  return [` Unusual: ${marked.length} of ${judged} ${interval}s${named}.`];
}

/** The largest groups of the first series. */
function ofGroups(
  spec: TrendSpec,
  result: TrendResult,
  groups: readonly TrendLine[],
  lines: readonly DrawnLine[],
  saved: readonly NamedSegment[],
): Stretch[] {
  const series = spec.series[0]!;
  const breakdown = spec.breakdown!;
  const label = seriesLabel(series, result.counts);
  const what = label === eventMatchText(series.of) ? `${quoted(label)}, ${axisName(series, result.counts)}` : label;
  const named = groups.filter(({ value }) => value !== OTHER).slice(0, MOST_NAMED);
  return [
    `${what} by ${byText(breakdown)}: `,
    ...named.flatMap((group, i): Stretch[] => [
      `${i === 0 ? '' : ', '}${groupName(group.value!, groupedBy(breakdown), saved)} `,
      { strong: lines[groups.indexOf(group)]!.format(group.total) },
    ]),
    groups.length > named.length ? ', then others.' : '.',
  ];
}
