import { count, people, percent, seconds as lasting } from '#charts/formats.ts';
import { pointAt, type Curve, type Curves } from '#charts/curves.ts';
import { shareTop } from '#charts/share-axis.ts';
import { evenAxis, growingAxis } from '#charts/time-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import { durationMs, durationText, type Duration } from '#vocabulary/duration.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import type { Series, Stretch } from './draw-series.ts';
import type { Linked } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { WindowCurve, WindowPoint } from './result-window.ts';
import { windowSteps } from './spec-window.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

/** Who would convert within windows of other lengths. */
export interface WindowDrawing {
  of: Curves;
  lines: WindowLine[];
  /** The window in force, in seconds; null = no limit. */
  seconds: number | null;
  sentence: Stretch[];
  /** What a window is called: `14 days from the first step`. */
  called: (duration: Duration) => string;
  /** What the curve says of a window: `12 of 40 people, 30.0%`; where it knows only about that, or only the least, it says so. */
  within: (seconds: number) => string;
}

export interface WindowLine {
  name: string;
  colour: string;
  points: WindowRow[];
  /** Those of the table: at each tenth of all that ever convert, and the ends. */
  rows: WindowRow[];
}

export interface WindowRow {
  window: string;
  reached: Linked;
  n: number;
  entered: number;
  share: string;
}

const HEIGHT = 260;
const TENTHS = 10;
const ALL = 'All';
/** How many times the middle must fit into the longest for the axis to grow. */
const WIDE = 12;

interface Told {
  name: string;
  colour: string;
  pointer: Pointer;
  curve: WindowCurve;
}

/** Null where it is not asked, or nobody entered. Pure. */
export function drawWindow(spec: FunnelSpec, result: FunnelResult, series: readonly Series[]): WindowDrawing | null {
  if (!spec.windowCurve || !result.windowCurve || result.windowCurve.units === 0) return null;
  const { from, to } = windowSteps(spec, spec.windowCurve);
  const words: Words = {
    from,
    to,
    first: result.steps[from]!.name,
    last: result.steps[to]!.name,
    counts: result.counts,
    any: inAnyOrder(spec),
    ofEach: resolve(spec).windowFrom.value === 'previous',
  };
  const all = toldOf(spec, result, result.windowCurve, series);
  const { window } = resolve(spec);
  const seconds = window.value ? durationMs(window.value) / 1000 : null;
  const points = all.flatMap(({ curve }) => curve.points);
  const longest = Math.max(...points.map((point) => point.seconds), seconds ?? 0);
  const middle = middleOf(result.windowCurve);
  const shortest = Math.min(longest, ...points.flatMap((point) => point.seconds || []));
  return {
    of: {
      label: `Share that got ${gotTo(words)}, by the length of the window`,
      curves: all.map(({ name, colour, curve }): Curve => ({
        name,
        colour,
        until: longest,
        points: curve.points.map((point) => ({
          seconds: point.seconds,
          share: point.rate,
          says: `${name === ALL ? '' : `${name}, `}within ${windowOf(point.seconds)}: ${shareOf(point, words)}`,
        })),
      })),
      axis: longest > WIDE * middle ? growingAxis(shortest, longest) : evenAxis(longest),
      top: shareTop(Math.max(...points.map(({ rate }) => rate))),
      height: HEIGHT,
    },
    lines: all.map((each) => lineOf(each, words)),
    seconds,
    sentence: sentence(result.windowCurve, window.value, words),
    called: (duration) => `${durationText(duration)} from the ${words.ofEach ? 'step before' : 'first step'}`,
    within: (at) => readOff(result.windowCurve!, at, words),
  };
}

interface Words {
  from: number;
  to: number;
  first: string;
  last: string;
  counts: FunnelResult['counts'];
  any: boolean;
  ofEach: boolean;
}

const gotTo = ({ any, first, last, from }: Words): string =>
  any ? `from ${first} to ${last}` : from === 0 ? `to ${quoted(last)}` : `from ${quoted(first)} to ${quoted(last)}`;

const shareOf = ({ count: n, entered, rate }: Omit<WindowPoint, 'seconds'>, { counts }: Words): string =>
  `${count(n)} of ${people(entered, counts)}, ${percent(rate)}`;

const windowOf = (at: number): string => (at === 0 ? 'the same instant' : lasting(at));

function toldOf(spec: FunnelSpec, result: FunnelResult, curve: WindowCurve, series: readonly Series[]): Told[] {
  const before = spec.compare && 'previous' in spec.compare ? result.compare?.[0]?.windowCurve : undefined;
  const others = series.flatMap(({ name, colour, pointer }): Told[] => {
    const theirs = typeof pointer.segment === 'number' ? result.compare?.[pointer.segment]?.windowCurve : undefined;
    return theirs && theirs.units > 0 ? [{ name, colour, pointer, curve: theirs }] : [];
  });
  return [
    { name: ALL, colour: others.length > 0 ? '--ink' : '--c1', pointer: {}, curve },
    ...others,
    ...(before && before.units > 0
      ? [{ name: 'range before', colour: '--c-before', pointer: { previous: true }, curve: before }]
      : []),
  ];
}

function lineOf({ name, colour, pointer, curve }: Told, words: Words): WindowLine {
  const points = curve.points.map(({ seconds, count: n, entered, rate }): WindowRow => ({
    window: windowOf(seconds),
    n,
    entered,
    share: percent(rate),
    reached: {
      n,
      pointer: { ...pointer, windowWithin: seconds },
      who: {
        heading: `${people(n, words.counts)} would get ${gotTo(words)}`,
        note: `${name === ALL ? '' : `${name}: `}with a window of ${windowOf(seconds)}`,
      },
    },
  }));
  const most = points.at(-1)!.n;
  const tenths = Array.from({ length: TENTHS }, (_, i) => points.find(({ n }) => n * TENTHS >= most * (i + 1))!);
  return { name, colour, points, rows: [...new Set([points[0]!, ...tenths, points.at(-1)!])] };
}

/** The window within which half of those who ever would convert do, in seconds. */
function middleOf({ points }: WindowCurve): number {
  const most = points.at(-1)!.count;
  return points.find(({ count: n }) => 2 * n >= most)?.seconds ?? 0;
}

function sentence(
  { atWindow, atHalf, atDouble, points }: WindowCurve,
  window: Duration | null,
  words: Words,
): Stretch[] {
  const { counts, ofEach } = words;
  const each = ofEach ? ' from the step before' : '';
  const begin: Stretch[] = [
    window ? `Within ${durationText(window)}${each}, ` : 'Without a limit, ',
    { strong: `${count(atWindow.count)} of ${people(atWindow.entered, counts)}` },
    ` got ${gotTo(words)} (`,
    { strong: percent(atWindow.rate) },
    ').',
  ];
  if (atWindow.count === 0 && points.at(-1)!.count === 0) return [...begin, ' No window is long enough for any.'];
  if (!window || !atHalf || !atDouble) {
    const most = points.find(({ count: n }) => n >= 0.9 * atWindow.count);
    return most && atWindow.count > 0
      ? [...begin, ` Nine in ten of them need no more than ${windowOf(most.seconds)}.`]
      : begin;
  }
  if (atHalf.count === atWindow.count && atDouble.count === atWindow.count)
    return [
      ...begin,
      ` Within ${lasting(atHalf.seconds)}, or ${lasting(atDouble.seconds)}, it would be `,
      { strong: 'as many' },
      '.',
    ];
  const change = ({ count: n, rate }: WindowPoint): string =>
    n === atWindow.count
      ? 'as many'
      : `${count(Math.abs(n - atWindow.count))} ${n > atWindow.count ? 'more' : 'fewer'} (${percent(rate)})`;
  return [
    ...begin,
    ` Within ${lasting(atDouble.seconds)} it would be `,
    { strong: change(atDouble) },
    `, within ${lasting(atHalf.seconds)} `,
    { strong: change(atHalf) },
    '.',
  ];
}

/**
 * Exact at the points of the curve, and where no more than one change lies between two, which is then at the second. Who
 * reaches the first step between them makes the share fall, so that then it is not even the least.
 */
function readOff({ points }: WindowCurve, at: number, words: Words): string {
  const i = pointAt(points, at);
  const [point, next] = [points[i]!, points[i + 1]];
  const [entering, converting] = next ? [next.entered - point.entered, next.count - point.count] : [0, 0];
  const exact = point.seconds === at || entering + converting <= 1;
  return `${exact ? '' : entering > 0 ? 'about ' : 'at least '}${shareOf(point, words)}`;
}
