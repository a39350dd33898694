import type { Counted } from '#vocabulary/result.ts';
import { count } from './formats.ts';
import { fitted, px } from './svg.ts';
import { axisTicks, placeOnAxis, type TimeAxis } from './time-axis.ts';

/** Five numbers in seconds, ascending: the whiskers' ends, the box's, and the line in it. */
export interface Five {
  low: number;
  first: number;
  middle: number;
  third: number;
  high: number;
}

export interface Box {
  name: string;
  /** How many it is of. */
  n: number;
  /** Null where there are none. */
  five: Five | null;
  /** A token. */
  colour: string;
  /** Its time has not fully passed. */
  open: boolean;
  /** The exact values in words. */
  says: string;
}

export interface Boxes {
  boxes: Box[];
  axis: TimeAxis;
  /** Beside each other, as periods stand, or below each other, where names are long. */
  stand: 'across' | 'below';
  /** What `n` counts. */
  unit: Counted;
  /** What the figure shows, as a sentence. */
  label: string;
}

interface Text {
  x: number;
  y: number;
  text: string;
  anchor: 'start' | 'middle' | 'end';
}

export interface BoxMark {
  /** Place among the boxes. */
  at: number;
  x: number;
  y: number;
  width: number;
  height: number;
  /** A path: from whisker to whisker but for the box, and a stroke at either end. */
  whiskers: string;
  /** A path. */
  middle: string;
  colour: string;
  open: boolean;
  /** Of too few to trust. */
  few: boolean;
}

/** Where everything lies, in pixels. */
export interface BoxesPlot {
  height: number;
  marks: BoxMark[];
  /** Paths of the grid; the first is the axis. */
  grid: string[];
  ticks: Text[];
  names: Text[];
  counts: Text[];
  /** Which box a point belongs to; −1 = none. */
  boxAt: (x: number, y: number) => number;
}

/** Fewer say little. */
export const FEW = 30;

const ACROSS = { height: 300, top: 14, bottom: 44, left: 60, right: 8, widest: 44, name: 76, n: 40, parts: 6 };
const BELOW = { row: 46, text: 18, bar: 18, top: 6, bottom: 26, side: 10, tick: 74, n: 84 };
const LETTER_PX = 6.5;

export const boxesPlot = (of: Boxes, width: number): BoxesPlot =>
  of.stand === 'across' ? across(of, width) : below(of, width);

/** One after the other from left to right, times upwards. */
function across({ boxes, axis }: Boxes, width: number): BoxesPlot {
  const { height, top, bottom, left, right, widest } = ACROSS;
  const floor = height - bottom;
  const y = (seconds: number): number => floor - placeOnAxis(axis, seconds) * (floor - top);
  const step = (width - right - left) / Math.max(1, boxes.length);
  const wide = Math.max(2, Math.min(widest, step * 0.6));
  const middle = (at: number): number => left + (at + 0.5) * step;
  const named = Math.max(1, Math.ceil(ACROSS.name / step));
  const counted = Math.max(1, Math.ceil(ACROSS.n / step));
  return {
    height,
    marks: marksOf(boxes, (five, at) => {
      const [x, cap] = [middle(at), wide / 4];
      return {
        x: x - wide / 2,
        y: y(five.third),
        width: wide,
        height: y(five.first) - y(five.third),
        whiskers:
          `M${px(x)} ${px(y(five.high))}V${px(y(five.third))}M${px(x)} ${px(y(five.first))}V${px(y(five.low))}` +
          [five.high, five.low].map((end) => `M${px(x - cap)} ${px(y(end))}h${px(2 * cap)}`).join(''),
        middle: `M${px(x - wide / 2)} ${px(y(five.middle))}h${px(wide)}`,
      };
    }),
    grid: [floor, ...axisTicks(axis, ACROSS.parts).map(({ seconds }) => y(seconds))].map(
      (at) => `M${left} ${px(at)}H${px(width - right)}`,
    ),
    ticks: axisTicks(axis, ACROSS.parts).map(({ seconds, text }) => ({
      x: left - 8,
      y: y(seconds) + 4,
      text,
      anchor: 'end',
    })),
    names: boxes.flatMap(({ name }, at) =>
      at % named === 0 ? [{ x: middle(at), y: floor + 18, text: name, anchor: 'middle' as const }] : [],
    ),
    counts: boxes.flatMap(({ n }, at) =>
      at % counted === 0
        ? [{ x: middle(at), y: floor + 34, text: `${at === 0 ? 'n ' : ''}${count(n)}`, anchor: 'middle' as const }]
        : [],
    ),
    boxAt: (x) => {
      const at = Math.floor((x - left) / step);
      return at >= 0 && at < boxes.length ? at : -1;
    },
  };
}

/** One under the other, each below its name, times to the right. */
function below({ boxes, axis, unit }: Boxes, width: number): BoxesPlot {
  const { row, text, bar, top, bottom, side, tick, n: room } = BELOW;
  const x = (seconds: number): number => side + placeOnAxis(axis, seconds) * (width - 2 * side);
  const floor = top + boxes.length * row;
  const middle = (at: number): number => top + at * row + text + bar / 2;
  const ticks = axisTicks(axis, Math.max(2, Math.floor(width / tick)));
  return {
    height: floor + bottom,
    marks: marksOf(boxes, (five, at) => {
      const [y, cap] = [middle(at), bar / 4];
      return {
        x: x(five.first),
        y: y - bar / 2,
        width: x(five.third) - x(five.first),
        height: bar,
        whiskers:
          `M${px(x(five.low))} ${px(y)}H${px(x(five.first))}M${px(x(five.third))} ${px(y)}H${px(x(five.high))}` +
          [five.low, five.high].map((end) => `M${px(x(end))} ${px(y - cap)}v${px(2 * cap)}`).join(''),
        middle: `M${px(x(five.middle))} ${px(y - bar / 2)}v${px(bar)}`,
      };
    }),
    grid: [
      `M${side} ${floor}H${px(width - side)}`,
      ...ticks.map(({ seconds }) => `M${px(x(seconds))} ${top}V${floor}`),
    ],
    ticks: ticks.map(({ seconds, text: said }, i) => ({
      x: x(seconds),
      y: floor + 18,
      text: said,
      // the outermost would be cut off
      anchor: i === 0 && x(seconds) < side + 8 ? 'start' : x(seconds) > width - side - 20 ? 'end' : 'middle',
    })),
    names: boxes.map(({ name }, at) => ({
      x: side,
      y: top + at * row + 12,
      text: fitted(name, width - 2 * side - room, (part) => part.length * LETTER_PX),
      anchor: 'start',
    })),
    counts: boxes.map(({ n }, at) => ({
      x: width - side,
      y: top + at * row + 12,
      text: `${count(n)} ${n === 1 ? unit.one : unit.many}`,
      anchor: 'end',
    })),
    boxAt: (_, y) => {
      const at = Math.floor((y - top) / row);
      return at >= 0 && at < boxes.length ? at : -1;
    },
  };
}

const marksOf = (
  boxes: readonly Box[],
  place: (five: Five, at: number) => Omit<BoxMark, 'at' | 'colour' | 'open' | 'few'>,
): BoxMark[] =>
  boxes.flatMap(({ five, n, colour, open }, at) =>
    five ? [{ at, ...place(five, at), colour, open, few: n < FEW }] : [],
  );
