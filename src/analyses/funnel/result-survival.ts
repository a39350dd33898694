import type { EventLogFacts } from '#log/overview.ts';
import { kaplanMeier, medianSurvival, type Followed } from '#statistics/kaplan-meier.ts';
import type { LogRank } from '#statistics/log-rank.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { firstAtLeast } from './kernel-journey.ts';
import type { Ways } from './kernel-rows.ts';
import type { FunnelOptions } from './switches.ts';

/** How many had converted by then, as if everybody had been followed so long. */
export interface Survival {
  /** Units that reached the first of the two steps. */
  units: number;
  converted: number;
  /** By when half of them have; null where the curve does not come so far. */
  medianSeconds: number | null;
  /** By rising time, from 0 s: the estimated share, 0..1, with both ends of its 95 % interval. */
  points: { seconds: number; rate: number; low: number; high: number }[];
  /** How many have not converted by then and are still followed, at even times up to the longest anybody was followed. */
  atRisk: { seconds: number; units: number }[];
}

/** Whether they convert at the same pace, in the order of the result. Absent where the same unit may be in two of them. */
export interface PaceTests {
  segments?: LogRank;
  breakdown?: LogRank;
}

/** How long each unit of some ways that `keep` leaves was followed. */
export type Follow = (ways: Ways, span: Span, keep: ((row: number) => boolean) | null) => Followed;

const MOST_POINTS = 200;
const RISK_TIMES = 6;

/**
 * Seconds from one column to a later one, or as long as an attempt was followed: until its window closes, or the log, or
 * the range where no step may lie behind it, ends. An attempt that can no longer convert is followed as long as others,
 * otherwise the share would be of those who still can.
 */
export function followedFrom(
  { depth, times }: Ways,
  { from, to }: { from: number; to: number },
  { windowMs, windowFrom, lateSteps }: FunnelOptions,
  span: Span,
  { lastMs }: EventLogFacts,
  keep: ((row: number) => boolean) | null,
): Followed {
  const endMs = lateSteps ? lastMs : Math.min(lastMs, span.toMs);
  const next = new Int32Array(times.length);
  const seconds = new Float64Array(depth.length);
  const happened = new Uint8Array(depth.length);
  let n = 0;
  for (let row = 0; row < depth.length; row++) {
    let entry = NaN;
    let latest = -Infinity;
    let begun = NaN;
    let ended = NaN;
    for (let k = 0; k < depth[row]!; k++) {
      const time = times[k]![next[k]!++]!;
      if (Number.isNaN(time)) continue;
      latest = Math.max(latest, time);
      if (k === 0) entry = latest;
      if (k === from) begun = latest;
      if (k === to) ended = latest;
    }
    if (Number.isNaN(begun) || (keep && !keep(row))) continue;
    const closes = Math.min(endMs, (windowFrom === 'entry' ? entry : latest) + windowMs);
    happened[n] = Number.isNaN(ended) ? 0 : 1;
    seconds[n++] = Math.max(0, (happened[n - 1] === 1 ? ended : closes) - begun) / 1000;
  }
  return { times: seconds.subarray(0, n), happened: happened.subarray(0, n) };
}

export function survivalOf(followed: Followed): Survival {
  const curve = kaplanMeier(followed);
  const sorted = followed.times.slice().sort();
  const units = sorted.length;
  const longest = sorted.at(-1) ?? 0;
  const times = longest === 0 ? [0] : Array.from({ length: RISK_TIMES }, (_, i) => (i * longest) / (RISK_TIMES - 1));
  const points = evenly(curve).map(({ time, survival, low, high }) => ({
    seconds: time,
    rate: 1 - survival,
    low: 1 - high,
    high: 1 - low,
  }));
  return {
    units,
    converted: followed.happened.reduce((sum, is) => sum + is, 0),
    medianSeconds: medianSurvival(curve),
    points: points[0]?.seconds === 0 ? points : [{ seconds: 0, rate: 0, low: 0, high: 0 }, ...points],
    atRisk: times.map((seconds) => ({ seconds, units: units - firstAtLeast(sorted, units, seconds) })),
  };
}

function evenly<T>(list: T[]): T[] {
  if (list.length <= MOST_POINTS) return list;
  return Array.from({ length: MOST_POINTS }, (_, i) => list[Math.round((i * (list.length - 1)) / (MOST_POINTS - 1))]!);
}

/** Whether a unit that begins is in two of the segments. */
export function overlap(segments: Ways[]): boolean {
  const [first] = segments;
  if (!first) return false;
  for (let row = 0; row < first.depth.length; row++)
    if (segments.filter(({ depth }) => depth[row]! > 0).length > 1) return true;
  return false;
}
