import { PEOPLE } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { OTHER, type GroupValue } from '../breakdown-groups.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import { bucketNamer } from '../bucket-names.ts';
import { groupName, seriesName } from '../group-names.ts';
import { axisName, formatOf, quoted, seriesLabel, type Format } from './draw-words.ts';
import type { TrendLine, TrendPoint, TrendResult } from './result.ts';
import { letterOf, measured, type TrendSeries } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { groupedBy } from './switches.ts';

/** Who is behind a number. */
export interface Behind {
  pointer: Pointer;
  heading: string;
  note: string;
}

export interface DrawnPoint {
  /** Place of its bucket. */
  at: number;
  start: string;
  value: number | null;
  text: string;
  open: boolean;
  /** Its bucket is not whole: still open, or cut by the range. */
  dashed: boolean;
  unusual: boolean;
  says: string;
  /** Null of a formula, which has no people of its own. */
  behind: Behind | null;
}

export interface DrawnLine {
  name: string;
  /** At its end in the figure, whose axis says what is counted. */
  called: string;
  /** A token. */
  colour: string;
  /** Null of the formula. */
  series: TrendSeries | null;
  points: DrawnPoint[];
  total: string;
  totalBehind: Behind | null;
  /** The same of the range before, point by point. */
  before: { points: DrawnPoint[]; total: string; totalBehind: Behind | null } | null;
  format: Format;
  /** How the axis is called that it is drawn on. */
  axis: string;
}

/** What a line of the result is of, and how it is shown. */
interface Of {
  series: TrendSeries | null;
  name: string;
  called: string;
  colour: string;
  axis: string;
  pointer: Pointer | null;
}

const COLOURS = 8;
const NO_CATEGORY = '--c-other';
const EVERYBODY = 'All';

/** Every line of the answer, in the order of the table: each series with its values or segments, then the formula. */
export function linesToDraw(
  spec: TrendSpec,
  result: TrendResult,
  saved: readonly NamedSegment[],
): { lines: DrawnLine[]; buckets: string[] } {
  const { compare, breakdown } = spec;
  const interval = spec.interval ?? 'day';
  const starts = result.series[0]?.points.map(({ start }) => start) ?? [];
  const nameOf = bucketNamer(interval, starts);
  const segments = compare && 'segments' in compare ? compare.segments : [];
  const previous = compare && 'previous' in compare ? result.compare?.[0]?.series : undefined;
  const asked: (TrendSeries | null)[] = [...spec.series, ...(spec.formula === undefined ? [] : [null])];
  const perSeries = result.series.length / asked.length;
  let hues = 0;
  const hue = (value?: GroupValue): string =>
    value === OTHER || value === null || hues >= COLOURS ? NO_CATEGORY : `--c${++hues}`;
  const many = asked.length > 1;

  const draw = (line: TrendLine, of: Of, before: TrendLine | undefined): DrawnLine => {
    const format = formatOf(
      [line, ...(before ? [before] : [])].flatMap(({ points, total }) => [total, ...points.map(({ value }) => value)]),
    );
    const point = (each: TrendPoint, at: number, name: string, more: Pointer): DrawnPoint => {
      const text = format(each.value);
      const notes = [
        ...(each.open ? ['open'] : []),
        ...(each.part ? ['a part'] : []),
        ...(each.unusual ? [usualText(each, of.series, format)] : []),
      ];
      return {
        at,
        start: each.start,
        value: each.value,
        text,
        open: each.open,
        dashed: each.open || (each.part ?? false),
        unusual: each.unusual !== undefined,
        says: [`${of.name}, ${name}: ${text}`, ...notes].join(', '),
        behind: of.pointer && { pointer: { ...of.pointer, start: each.start, ...more }, ...whoIs(of, name, text) },
      };
    };
    const beforeName =
      before &&
      bucketNamer(
        interval,
        before.points.map(({ start }) => start),
      );
    return {
      name: of.name,
      called: of.called,
      colour: of.colour,
      series: of.series,
      axis: of.axis,
      points: line.points.map((each, at) => point(each, at, nameOf(each.start), {})),
      total: format(line.total),
      format,
      totalBehind: of.pointer && {
        pointer: of.pointer,
        ...whoIs(of, 'the whole range', format(line.total)),
      },
      before: before
        ? {
            points: before.points
              .slice(0, line.points.length)
              .map((each, at) => point(each, at, beforeName!(each.start), { previous: true })),
            total: format(before.total),
            totalBehind: of.pointer && {
              pointer: { ...of.pointer, previous: true },
              ...whoIs(of, 'the whole range before', format(before.total)),
            },
          }
        : null,
    };
  };

  const lines = asked.flatMap((series, s): DrawnLine[] => {
    const label = series ? seriesLabel(series, result.counts) : spec.formula!;
    const letter = many && series && spec.formula !== undefined ? `${letterOf(s)} ` : '';
    const lettered = `${letter}${label}`;
    const plain = series ? (series.name ?? eventMatchText(series.of)) : spec.formula!;
    const axis = series ? axisName(series, result.counts ?? PEOPLE) : spec.formula!;
    // of several lines of one series the axis tells which it is
    const apart = series && label === eventMatchText(series.of) ? `${lettered}, ${axis}` : lettered;
    const pointer = series ? { series: s } : null;
    if (breakdown || segments.length > 0) hues = 0;
    const own = result.series.slice(s * perSeries, (s + 1) * perSeries).map((line, g) => {
      const value = line.value;
      const named = breakdown && value !== undefined ? groupName(value, groupedBy(breakdown), saved) : null;
      const alone = segments.length > 0 && !breakdown;
      return draw(
        line,
        {
          series,
          name: named === null ? (alone ? EVERYBODY : lettered) : named,
          called: named === null ? (alone ? EVERYBODY : `${letter}${plain}`) : named,
          colour: alone ? '--ink' : hue(value),
          axis: breakdown || alone ? apart : axis,
          pointer: pointer && { ...pointer, ...(value !== undefined && { value }) },
        },
        previous?.[s * perSeries + g],
      );
    });
    const beside = segments.flatMap((segment, n): DrawnLine[] => {
      const line = result.compare?.[n]?.series[s];
      if (!line) return [];
      const name = seriesName(segment, segments, saved);
      const of = {
        series,
        name,
        // the room at its end is narrow
        called: name.replace(/^People who (have )?/, ''),
        colour: hue(),
        axis: apart,
        pointer: pointer && { ...pointer, segment: n },
      };
      return [draw(line, of, undefined)];
    });
    return [...own, ...beside];
  });
  return { lines, buckets: starts.map(nameOf) };
}

function whoIs({ series, name, axis }: Of, when: string, text: string): Pick<Behind, 'heading' | 'note'> {
  const how = series && measured(series);
  const counted =
    how && 'count' in how && how.count === 'events' ? `${text} ${text === '1' ? 'event' : 'events'}` : text;
  return { heading: `${quoted(name)}, ${when}`, note: name === axis ? counted : `${axis}: ${counted}` };
}

const usualText = ({ unusual }: TrendPoint, series: TrendSeries | null, format: Format): string => {
  const { expected, least, most } = unusual!;
  const counts = series && 'count' in measured(series);
  const low = counts ? Math.max(0, least) : least;
  const text = (value: number): string => format(counts && Math.abs(value) >= 10 ? Math.round(value) : value);
  return `unusual: ${text(expected)} expected, ${text(low)} to ${text(most)} is usual`;
};
