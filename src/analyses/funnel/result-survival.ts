import { kaplanMeier, medianSurvival, type Followed } from '#statistics/kaplan-meier.ts';
import type { LogRank } from '#statistics/log-rank.ts';
import { evenTimes, growingTimes, roundBelow } from '#vocabulary/round-times.ts';
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
  /** Units that had not converted when the log, or the range, ended before their window did. */
  censored: number;
  /** How long those were followed, in seconds, ascending; of many as many moments as a figure can show. */
  censoredSeconds: number[];
  /**
   * By rising time, from 0 s: the estimated share, 0..1, both ends of its 95 % interval, how many were followed so long,
   * and how many have been seen to convert by then.
   */
  points: { seconds: number; rate: number; low: number; high: number; atRisk: number; converted: number }[];
  /** How many have not converted by then and are still followed, at round times up to the longest anybody was followed. */
  atRisk: { seconds: number; units: number }[];
}

/** Whether they convert at the same pace, in the order of the result. Absent where the same unit may be in two of them. */
export interface PaceTests {
  segments?: LogRank;
  breakdown?: LogRank;
}

/** How long each of some ways was followed. */
export interface FollowedWays extends Followed {
  /** Which row each is of. */
  row: Uint32Array;
  /** 1 where the log or the range ended before the window did, and it had not converted. */
  censored: Uint8Array;
}

export interface Follow {
  /** How long each unit of some ways that `keep` leaves was followed, at most until `endMs`. */
  of: (ways: Ways, endMs: number, keep: ((row: number) => boolean) | null) => FollowedWays;
  /** When the followed are counted, in seconds: the same times for everybody and every group. */
  times: number[];
}

const MOST_POINTS = 200;
const RISK_PARTS = 5;
const MARKS = 60;

/**
 * Seconds from one column to a later one, or as long as an attempt was followed: until its window closes, or the log, or
 * the range where no step may lie behind it, ends. An attempt that can no longer convert is followed as long as others,
 * otherwise the share would be of those who still can.
 */
export function followedFrom(
  { depth, times }: Ways,
  { from, to }: { from: number; to: number },
  { windowMs, windowFrom }: Pick<FunnelOptions, 'windowMs' | 'windowFrom'>,
  endMs: number,
  keep: ((row: number) => boolean) | null,
): FollowedWays {
  const next = new Int32Array(times.length);
  const seconds = new Float64Array(depth.length);
  const happened = new Uint8Array(depth.length);
  const rows = new Uint32Array(depth.length);
  const censored = new Uint8Array(depth.length);
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
    const closes = (windowFrom === 'entry' ? entry : latest) + windowMs;
    const converted = !Number.isNaN(ended);
    seconds[n] = Math.max(0, (converted ? ended : Math.min(endMs, closes)) - begun) / 1000;
    happened[n] = converted ? 1 : 0;
    censored[n] = !converted && endMs < closes ? 1 : 0;
    rows[n++] = row;
  }
  return {
    times: seconds.subarray(0, n),
    happened: happened.subarray(0, n),
    row: rows.subarray(0, n),
    censored: censored.subarray(0, n),
  };
}

/** Round times, from 0 s, at which to count who is still followed; where they grow, behind the one at which the first converts. */
export function riskTimes({ times, happened }: Followed, log: boolean): number[] {
  const longest = times.reduce((most, time) => Math.max(most, time), 0);
  if (!log) return evenTimes(longest, RISK_PARTS);
  const first = times.reduce((least, time, i) => (happened[i] === 1 ? Math.min(least, time) : least), Infinity);
  const begun = first === Infinity ? 1 : Math.max(1, roundBelow(first));
  return [0, ...growingTimes(begun + 1, longest, RISK_PARTS - 1)];
}

/** `at`: when to count who is still followed, in seconds. */
export function survivalOf(followed: Omit<FollowedWays, 'row'>, at: readonly number[]): Survival {
  const curve = kaplanMeier(followed);
  const sorted = followed.times.slice().sort();
  const units = sorted.length;
  const cut = followed.times.filter((_, i) => followed.censored[i] === 1).sort();
  let converted = 0;
  const counted = curve.map((point) => ({ ...point, converted: (converted += point.events) }));
  const points = evenly(counted, MOST_POINTS).map(({ time, survival, low, high, atRisk, converted: so }) => ({
    seconds: time,
    rate: 1 - survival,
    low: 1 - high,
    high: 1 - low,
    atRisk,
    converted: so,
  }));
  return {
    units,
    converted,
    medianSeconds: medianSurvival(curve),
    censored: cut.length,
    censoredSeconds: evenly([...new Set(cut)], MARKS),
    points:
      points[0]?.seconds === 0
        ? points
        : [{ seconds: 0, rate: 0, low: 0, high: 0, atRisk: units, converted: 0 }, ...points],
    atRisk: at.map((seconds) => ({ seconds, units: units - firstAtLeast(sorted, units, seconds) })),
  };
}

function evenly<T>(list: T[], most: number): T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

/** Whether a unit that begins is in two of the segments. */
export function overlap(segments: Ways[]): boolean {
  const [first] = segments;
  if (!first) return false;
  for (let row = 0; row < first.depth.length; row++)
    if (segments.filter(({ depth }) => depth[row]! > 0).length > 1) return true;
  return false;
}
