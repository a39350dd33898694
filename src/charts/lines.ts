import { lineNames, NAMES_PX, type LineName } from './line-names.ts';

export interface LinePoint {
  /** Null where there is none: the line has a gap. */
  value: number | null;
  /** Its time has not fully passed. */
  open: boolean;
  /** The exact value in words. */
  says: string;
}

export interface Line {
  name: string;
  /** A token. */
  colour: string;
  points: LinePoint[];
}

/** Lines over the same places. */
export interface Lines {
  /** What each place is called. */
  places: string[];
  lines: Line[];
  /** The value at the top of the figure. */
  top: number;
  tickText: (value: number) => string;
  /** Of the whole figure, in pixels. */
  height: number;
  /** What the figure shows, as a sentence. */
  label: string;
}

export interface LinesPlot {
  left: number;
  right: number;
  bottom: number;
  x: (place: number) => number;
  y: (value: number) => number;
  ticks: { y: number; text: string }[];
  places: { x: number; text: string }[];
  names: LineName[];
}

const TOP = 16;
const BOTTOM = 28;
const LEFT = 40;
const RIGHT = 16;
const PLACE_PX = 84;

export function linesPlot({ places, lines, top, tickText, height }: Lines, width: number): LinesPlot {
  const right = width - (lines.length > 1 ? NAMES_PX : RIGHT);
  const bottom = height - BOTTOM;
  const last = Math.max(1, places.length - 1);
  const x = (place: number): number => LEFT + (place / last) * (right - LEFT);
  const y = (value: number): number => bottom - (value / top) * (bottom - TOP);
  const every = Math.max(1, Math.ceil((places.length * PLACE_PX) / Math.max(1, right - LEFT)));
  const ends = lines.flatMap(({ name, points }) => {
    const at = points.findLastIndex(({ value }) => value !== null);
    return at < 0 ? [] : [{ text: name, x: x(at), y: y(points[at]!.value!) }];
  });
  return {
    left: LEFT,
    right,
    bottom,
    x,
    y,
    ticks: [0, top / 2, top].map((value) => ({ y: y(value), text: tickText(value) })),
    places: places.flatMap((text, i) => (i % every === 0 ? [{ x: x(i), text }] : [])),
    names: lines.length > 1 ? lineNames(ends, bottom) : [],
  };
}

/** The way of a line through its points; of the open ones, with the last before them, or of the others. */
export function linePath({ points }: Line, { x, y }: LinesPlot, open: boolean): string {
  const shown = points.map((point, i) => point.open === open || (open && points[i + 1]?.open === true));
  let drawn = false;
  return points
    .map(({ value }, i) => {
      if (value === null || !shown[i]) {
        drawn = false;
        return '';
      }
      const step = `${drawn ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      drawn = true;
      return step;
    })
    .join('');
}

/** The point nearest to a place in pixels: the place first, then the line. */
export function pointAt(
  { lines, places }: Lines,
  plot: LinesPlot,
  atX: number,
  atY: number,
): { line: number; place: number } | null {
  const share = (atX - plot.left) / Math.max(1, plot.right - plot.left);
  const place = Math.max(0, Math.min(places.length - 1, Math.round(share * (places.length - 1))));
  let found: { line: number; place: number } | null = null;
  let least = Infinity;
  lines.forEach(({ points }, line) => {
    const value = points[place]?.value ?? null;
    if (value === null) return;
    const far = Math.abs(plot.y(value) - atY);
    if (far < least) [found, least] = [{ line, place }, far];
  });
  return found;
}
