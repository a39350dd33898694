import { lineNames, NAMES_PX, type LineName } from '#charts/line-names.ts';
import type { DrawnLine, DrawnPoint } from './draw-lines.ts';
import { levelText } from './draw-words.ts';
import type { Drawing, Panel } from './draw.ts';

export type Shape = 'lines' | 'columns';

const TOP = 22;
/** With the heads of flags. */
const FLAGS_TOP = 38;
const BOTTOM = 28;
const LEAST_LEFT = 28;
const RIGHT = 16;
const LETTER_PX = 6.6;
/** Least room for a name under the axis, and for each of its letters: the first begins where the axis does. */
const TICK_PX = 84;
const TICK_LETTER_PX = 9;
/** More points than this have no dots, only a line. */
const MOST_DOTS = 62;
/** A column is no wider. */
const WIDEST_PX = 40;

/** Where things lie, in pixels from the figure's corner. */
export interface PanelPlot {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Middle of a bucket. */
  x: (at: number) => number;
  y: (value: number) => number;
  /** Of one bucket. */
  step: number;
  dots: boolean;
  levels: { y: number; text: string; zero: boolean }[];
  ticks: { x: number; text: string }[];
}

/** The place of one panel; of several the edges are on one line. */
export function plotOf(
  panel: Panel,
  { panels, buckets, flags }: Pick<Drawing, 'panels' | 'buckets' | 'flags'>,
  width: number,
  height: number,
): PanelPlot {
  const longest = Math.max(...panels.flatMap(({ levels }) => levels.map((level) => levelText(level).length)));
  const left = Math.max(LEAST_LEFT, Math.ceil(longest * LETTER_PX) + 8);
  const right = Math.max(left + 1, width - (panels.some(({ lines }) => lines.length > 1) ? NAMES_PX : RIGHT));
  const [top, bottom] = [flags.length > 0 ? FLAGS_TOP : TOP, height - BOTTOM];
  const step = (right - left) / Math.max(1, buckets.length);
  const [low, high] = [panel.levels[0]!, panel.levels.at(-1)!];
  const y = (value: number): number => bottom - ((value - low) / (high - low)) * (bottom - top);
  const x = (at: number): number => left + (at + 0.5) * step;
  const name = Math.max(TICK_PX, Math.max(0, ...buckets.slice(0, 2).map(({ length }) => length)) * TICK_LETTER_PX);
  const every = Math.max(1, Math.ceil(name / Math.max(step, 0.001)));
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x,
    y,
    step,
    dots: buckets.length <= MOST_DOTS,
    levels: panel.levels.map((level) => ({ y: y(level), text: levelText(level), zero: level === 0 })),
    ticks: buckets.flatMap((text, at) => (at % every === 0 ? [{ x: x(at), text }] : [])),
  };
}

const px = (n: number): string => n.toFixed(1);

/** Ways of one line: whole stretches, and those that touch a bucket that is not whole. */
export function waysOf(points: readonly DrawnPoint[], { x, y }: PanelPlot): { solid: string; dashed: string } {
  let solid = '';
  let dashed = '';
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (point.value === null || !before || before.value === null) return;
    const way = `M${px(x(before.at))} ${px(y(before.value))}L${px(x(point.at))} ${px(y(point.value))}`;
    if (point.dashed || before.dashed) dashed += way;
    else solid += way;
  });
  return { solid, dashed };
}

/** Points that a line alone would not show, or that are to be seen one by one. */
export const dotsOf = (points: readonly DrawnPoint[], plot: PanelPlot): DrawnPoint[] =>
  points.filter(
    ({ value, unusual }, i) =>
      value !== null &&
      (plot.dots || unusual || ((points[i - 1]?.value ?? null) === null && (points[i + 1]?.value ?? null) === null)),
  );

export interface ColumnBox {
  x: number;
  y: number;
  width: number;
  height: number;
  dashed: boolean;
}

/** The columns of one of several lines, side by side. */
export function columnsOf(points: readonly DrawnPoint[], line: number, of: number, plot: PanelPlot): ColumnBox[] {
  const gap = plot.step > 12 ? plot.step * 0.24 : plot.step > 3 ? 1 : 0;
  const wide = Math.min(WIDEST_PX, (plot.step - gap) / of);
  const zero = plot.y(0);
  return points.flatMap(({ at, value, dashed }) => {
    if (value === null || value === 0) return [];
    const y = plot.y(value);
    const x = plot.x(at) + (line - of / 2) * wide;
    const inset = of > 1 && wide > 4 ? 1 : 0;
    return [{ x, y: Math.min(y, zero), width: wide - inset, height: Math.max(1, Math.abs(zero - y)), dashed }];
  });
}

/** What a pointer is nearest to: the bucket first, then the line. */
export function nearestTo(
  { lines }: Panel,
  plot: PanelPlot,
  { x, y }: { x: number; y: number },
): { line: number; at: number } | null {
  const last = (lines[0]?.points.length ?? 0) - 1;
  const at = Math.max(0, Math.min(last, Math.floor((x - plot.left) / plot.step)));
  let found: { line: number; at: number } | null = null;
  let least = Infinity;
  lines.forEach(({ points }, line) => {
    const value = points[at]?.value ?? null;
    if (value === null) return;
    const far = Math.abs(plot.y(value) - y);
    if (far < least) [found, least] = [{ line, at }, far];
  });
  return found;
}

/** Names at the ends of several lines. */
export function namesOf(lines: readonly DrawnLine[], plot: PanelPlot): (LineName & { colour: string })[] {
  if (lines.length < 2) return [];
  const alike = new Set(lines.map(({ called }) => called)).size < lines.length;
  const ends = lines.flatMap(({ name, called, colour, points }) => {
    const last = points.findLast(({ value }) => value !== null);
    return last ? [{ text: alike ? name : called, x: plot.right, y: plot.y(last.value!), colour }] : [];
  });
  // names come back from the highest down
  const order = [...ends].sort((one, other) => one.y - other.y);
  return lineNames(ends, plot.bottom).map((name, i) => ({ ...name, colour: order[i]!.colour }));
}
