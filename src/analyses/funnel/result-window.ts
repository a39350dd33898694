import type { EventLogFacts } from '#log/overview.ts';
import { firstPlaceAfter } from './kernel-journey.ts';
import type { ShortestWindows, Windows } from './kernel-windows.ts';
import { WINDOW_POINTS } from './spec-window.ts';

/** How many convert within some window. */
export interface WithinWindow {
  /** Units that reach the curve's first step. */
  entered: number;
  /** Units that reach its last step. */
  count: number;
  /** Of those who entered, 0..1; 0 over nothing. */
  rate: number;
}

export type WindowPoint = WithinWindow & { seconds: number };

export interface WindowCurve {
  /** Units that enter the funnel. */
  units: number;
  /**
   * By rising window, from none to the length of the log: all windows at which another unit reaches the first or the
   * last step of the curve, or as many of them as were asked for, with about as much change between two.
   */
  points: WindowPoint[];
  /** Within the window in force: the funnel's own numbers. */
  atWindow: WithinWindow;
  /** Within half of it, and within twice as much; absent where there is no limit. */
  atHalf?: WindowPoint;
  atDouble?: WindowPoint;
}

export function windowCurve(
  windows: Windows,
  units: number,
  points: number = WINDOW_POINTS,
  windowMs: number,
  { firstMs, lastMs }: EventLogFacts,
): WindowCurve {
  const to = windows.to.ms.slice().sort();
  const from = windows.from && windows.from.ms.slice().sort();
  const within = (ms: number): WithinWindow => {
    const entered = from ? firstPlaceAfter(from, from.length, ms) : units;
    const count = firstPlaceAfter(to, to.length, ms);
    return { entered, count, rate: entered === 0 ? 0 : count / entered };
  };
  const point = (ms: number): WindowPoint => ({ seconds: ms / 1000, ...within(ms) });
  const changes = from ? both(from, to) : to;
  const chosen = new Set([0, ...evenly(changes, points), Math.max(0, lastMs - firstMs)]);
  return {
    units,
    points: [...chosen].sort((a, b) => a - b).map(point),
    atWindow: within(windowMs),
    ...(windowMs < Infinity && { atHalf: point(windowMs / 2), atDouble: point(windowMs * 2) }),
  };
}

/** Who needs no longer window than that, ascending. */
export const peopleWithin = ({ person, ms }: ShortestWindows, seconds: number): Uint32Array =>
  person.filter((_, i) => ms[i]! / 1000 <= seconds);

function both(from: Float64Array, to: Float64Array): Float64Array {
  const all = new Float64Array(from.length + to.length);
  all.set(from);
  all.set(to, from.length);
  return all.sort();
}

/** The distinct values of a sorted list; where they are too many, those that cut it into parts of the same length. */
function evenly(sorted: Float64Array, most: number): Iterable<number> {
  const distinct = new Set<number>();
  for (let i = 0; i < sorted.length && distinct.size <= most; i++) distinct.add(sorted[i]!);
  if (distinct.size <= most) return distinct;
  return Array.from({ length: most }, (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / most) - 1]!);
}
