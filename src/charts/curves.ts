import { count } from './formats.ts';
import { lineNames, NAMES_PX, type LineName } from './line-names.ts';
import { shareTick } from './share-axis.ts';
import { axisTicks, placeOnAxis, secondsOnAxis, type TimeAxis } from './time-axis.ts';

/** From its seconds on, until those of the next point. */
export interface CurvePoint {
  seconds: number;
  /** 0..1, with both ends of its interval where it has one. */
  share: number;
  low?: number;
  high?: number;
  /** How many it is of. */
  atRisk?: number;
  /** What is told of it: `4 days: 12 of 40 people, 30.0%`. */
  says: string;
}

/** How a share changes as time passes, in steps. */
export interface Curve {
  name: string;
  /** A token. */
  colour: string;
  /** By rising time; at least one. */
  points: readonly CurvePoint[];
  /** As far as it is known, in seconds. */
  until: number;
  /** Moments, in seconds, at which some were followed no longer: ticks on the curve. */
  marks?: readonly number[];
  /** How many are still followed, by rising time; the same times in every curve. */
  atRisk?: readonly { seconds: number; n: number; says: string }[];
}

export interface Curves {
  /** What the figure shows, as a sentence. */
  label: string;
  /** At least one. Several are named at their ends. */
  curves: readonly Curve[];
  axis: TimeAxis;
  /** The share at the top. */
  top: number;
  height: number;
  /** What the numbers under the axis are. */
  riskLabel?: string;
}

/** Where things lie in a figure of some width, in pixels from its corner. */
export interface CurvesPlot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (seconds: number) => number;
  y: (share: number) => number;
  secondsAt: (x: number) => number;
}

const TOP = 18;
const BOTTOM = 28;
const LEFT = 36;
const RIGHT = 24;
const TICK_PX = 76;
const MARK_PX = 4;
const DIGIT_PX = 6.5;
const GAP_PX = 8;

const px = (n: number): string => n.toFixed(1);

export function curvesPlot({ curves, axis, top: highest, height }: Curves, width: number): CurvesPlot {
  const left = LEFT;
  const right = Math.max(LEFT + 1, width - (curves.length > 1 ? NAMES_PX : RIGHT));
  const [top, bottom] = [TOP, height - BOTTOM];
  return {
    left,
    right,
    top,
    bottom,
    x: (seconds) => left + placeOnAxis(axis, seconds) * (right - left),
    y: (share) => bottom - (share / highest) * (bottom - top),
    secondsAt: (x) => secondsOnAxis(axis, Math.max(0, Math.min(1, (x - left) / (right - left)))),
  };
}

/** The line of a curve, as a path. */
export function curvePath({ points, until }: Curve, { x, y }: CurvesPlot): string {
  const [first, ...others] = points;
  const steps = others.map(({ seconds, share }) => `H${px(x(seconds))}V${px(y(share))}`);
  return `M${px(x(first!.seconds))} ${px(y(first!.share))}${steps.join('')}H${px(x(until))}`;
}

/** The interval around a curve, as a path; null where it has none. */
export function bandPath({ points, until }: Curve, { x, y }: CurvesPlot): string | null {
  if (points.some(({ low, high }) => low === undefined || high === undefined)) return null;
  const ends = points.map(({ seconds }, i) => [x(seconds), x(points[i + 1]?.seconds ?? until)] as const);
  const above = points.map(({ high }, i) => `${i ? 'V' : `M${px(ends[0]![0])} `}${px(y(high!))}H${px(ends[i]![1])}`);
  const below = points.map(({ low }, i) => `V${px(y(low!))}H${px(ends[i]![0])}`).reverse();
  return `${above.join('')}${below.join('')}Z`;
}

/** Place of the point that holds at some seconds; the first before that. */
export function pointAt(points: readonly Pick<CurvePoint, 'seconds'>[], seconds: number): number {
  let from = 0;
  for (let to = points.length; from < to;) {
    const mid = (from + to) >>> 1;
    if (points[mid]!.seconds <= seconds) from = mid + 1;
    else to = mid;
  }
  return Math.max(0, from - 1);
}

/** Ticks on a curve, as a path; null where there is none. */
export function marksPath({ points, marks = [] }: Curve, { x, y }: CurvesPlot): string | null {
  if (marks.length === 0) return null;
  return marks
    .map((seconds) => {
      const at = y(points[pointAt(points, seconds)]!.share);
      return `M${px(x(seconds))} ${px(at - MARK_PX)}V${px(at + MARK_PX)}`;
    })
    .join('');
}

/** Which point of which curve a pointer is nearest to: the time first, then the curve. */
export function nearestPoint(
  of: Curves,
  at: { x: number; y: number },
  width: number,
): { curve: number; point: number } {
  const { x, y, secondsAt } = curvesPlot(of, width);
  let found = { curve: 0, point: 0 };
  let least = Infinity;
  of.curves.forEach(({ points }, curve) => {
    const before = pointAt(points, secondsAt(at.x));
    const next = points[before + 1];
    const nearer = next && Math.abs(x(next.seconds) - at.x) < Math.abs(x(points[before]!.seconds) - at.x);
    const point = nearer ? before + 1 : before;
    const far = Math.abs(y(points[point]!.share) - at.y);
    if (far < least) [found, least] = [{ curve, point }, far];
  });
  return found;
}

export const curveNames = ({ curves }: Curves, { x, y, bottom }: CurvesPlot): LineName[] =>
  curves.length < 2
    ? []
    : lineNames(
        curves.map(({ name, points, until }) => ({ text: name, x: x(until), y: y(points.at(-1)!.share) })),
        bottom,
      );

/** Which of the numbers under the axis have room beside each other, by their place; the same of every curve. */
export function riskPlaces({ curves }: Curves, { x }: CurvesPlot): number[] {
  const lists = curves.map(({ atRisk = [] }) => atRisk);
  const most = Math.max(0, ...lists.flatMap((list) => list.map(({ n }) => n)));
  const room = DIGIT_PX * count(most).length + GAP_PX;
  const shown: number[] = [];
  let last = -Infinity;
  lists[0]?.forEach(({ seconds }, place) => {
    if (x(seconds) - last < room) return;
    last = x(seconds);
    shown.push(place);
  });
  return shown;
}

/** Levels and times to name. */
export function curveTicks({ axis, top }: Curves, { left, right }: CurvesPlot) {
  return {
    levels: [0, top / 2, top].map((share) => ({ share, text: shareTick(share, top) })),
    times: axisTicks(axis, Math.max(1, Math.floor((right - left) / TICK_PX))),
  };
}
