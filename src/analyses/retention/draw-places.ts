import type { CurveLine, CurvePoint, Curves } from './draw-curves.ts';
import { lineNames, NAMES_PX, type LineName } from '#charts/line-names.ts';

export const HEIGHT = 220;
export const SMALL_HEIGHT = 140;
const TOP = 18;
const BOTTOM = 26;
const LETTER_PX = 7;

/** Where things lie in a figure of some size, in pixels from its corner. */
export interface Places {
  left: number;
  right: number;
  bottom: number;
  x: (period: number) => number;
  y: (value: number) => number;
}

/** `left` and `right` are what lies beside the columns; each column is as wide as in the table above. */
export function placesOf(
  { columns, least, top }: Curves,
  size: { width: number; height: number; left: number; right: number },
): Places {
  const { width, height, left } = size;
  const right = Math.max(left + 1, width - size.right);
  const wide = (right - left) / Math.max(1, columns.length);
  const bottom = height - BOTTOM;
  return {
    left,
    right,
    bottom,
    x: (period) => left + (period - 0.5) * wide,
    y: (value) => bottom - ((value - least) / (top - least)) * (bottom - TOP),
  };
}

const px = (n: number): string => n.toFixed(1);

/** A line as two paths: as far as it is closed, and from there on. */
export function linePaths({ points }: CurveLine, { x, y }: Places): { closed: string; open: string } {
  const path = (list: readonly CurvePoint[]): string =>
    list.map(({ period, value }, i) => `${i ? 'L' : 'M'}${px(x(period))} ${px(y(value))}`).join('');
  const first = points.findIndex(({ open }) => open);
  if (first < 0) return { closed: path(points), open: '' };
  return { closed: path(points.slice(0, first)), open: path(points.slice(Math.max(0, first - 1))) };
}

/** The band around a line; null where it has none. */
export function bandPath({ points }: CurveLine, { x, y }: Places): string | null {
  const known = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (known.length === 0) return null;
  const above = known.map(({ period, high }, i) => `${i ? 'L' : 'M'}${px(x(period))} ${px(y(high!))}`);
  const below = known.map(({ period, low }) => `L${px(x(period))} ${px(y(low!))}`).reverse();
  return `${above.join('')}${below.join('')}Z`;
}

/** Names beside the ends of lines, where several have one. */
export function namesAt({ lines }: Curves, { x, y, bottom }: Places): LineName[] {
  const named = lines.filter(({ name, points }) => name !== null && points.length > 0);
  if (named.length < 2) return [];
  return lineNames(
    named.map(({ name, points }) => ({ text: name!, x: x(points.at(-1)!.period), y: y(points.at(-1)!.value) })),
    bottom,
  );
}

export const roomForNames = ({ lines }: Curves): number =>
  lines.filter(({ name }) => name !== null).length > 1 ? NAMES_PX : 0;

/** Columns that are named under the axis: every one where there is room. */
export function ticksAt({ columns, period }: Curves, { left, right }: Places): { period: number; text: string }[] {
  const longest = Math.max(...columns.map((text) => text.length), period.length + columns[0]!.length + 1);
  const fit = Math.max(1, Math.floor((right - left) / (longest * LETTER_PX + 6)));
  const each = Math.ceil(columns.length / fit);
  return columns.flatMap((text, i) =>
    i % each === 0 ? [{ period: i + 1, text: i === 0 ? `${period} ${text}` : text }] : [],
  );
}

/** What a pointer is nearest to: the column first, then the line. */
export function nearest(of: Curves, places: Places, at: { x: number; y: number }): { line: number; at: number } | null {
  const { left, right, x, y } = places;
  const wide = (right - left) / Math.max(1, of.columns.length);
  const wanted = Math.max(1, Math.min(of.columns.length, Math.ceil((at.x - left) / wide)));
  let found: { line: number; at: number } | null = null;
  let least = Infinity;
  of.lines.forEach(({ points }, line) => {
    const place = points.findIndex(({ period }) => period === wanted);
    const point = points[place];
    if (!point) return;
    const far = Math.hypot(x(point.period) - at.x, y(point.value) - at.y);
    if (far <= least) [found, least] = [{ line, at: place }, far];
  });
  return found;
}
