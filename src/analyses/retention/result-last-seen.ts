import { kaplanMeier, medianSurvival } from '#statistics/kaplan-meier.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import { paceTests, type FollowedUnits } from '../pace-tests.ts';
import { entriesOf, type RetentionPartial } from './kernel.ts';

/** How long units stay until they are last seen, as if everybody had been followed to the end. */
export interface LastSeen {
  /** Who is away so long when the log ends was last seen before. */
  goneAfter: Duration;
  /** Units that began at least `goneAfter` before the end: of the others nothing can be known. */
  units: number;
  /** Of them, those who are gone. */
  gone: number;
  /** How long the longest of them was followed. */
  longestSeconds: number;
  /** By when half of them are gone; null where the curve does not come so far. */
  medianSeconds: number | null;
  /** By rising time, from 0 s: the estimated share still to be seen, 0..1, with both ends of its 95 % interval. */
  points: { seconds: number; rate: number; low: number; high: number }[];
  /** How many are still followed, at even times up to the longest of all that are compared. */
  atRisk: { seconds: number; units: number }[];
}

const MOST_POINTS = 200;
const RISK_TIMES = 6;

/**
 * Units from their first start on. Whether somebody was last seen can be told up to `goneAfter` before the log's end, or
 * the range's where returns may not lie behind it: so far everybody is followed. Following them to their last event
 * would let only those be at risk late who are known to have come. `isIn`: of units in these groups, from their first start
 * in one of them on.
 */
export function livesOf(partial: RetentionPartial, isIn: ((group: number) => boolean) | null = null): FollowedUnits {
  const { of, lastMs, goneAfter } = partial;
  const entries = isIn ? partial.grouped! : entriesOf(partial);
  const endMs = (of.lateReturns ? lastMs : Math.min(lastMs, of.toMs)) - durationMs(goneAfter!);
  const n = entries.person.length;
  const person = new Uint32Array(n);
  const times = new Float64Array(n);
  const happened = new Uint8Array(n);
  let rows = 0;
  let latest = -1;
  for (let i = 0; i < n; i++) {
    const atMs = entries.atMs[i]!;
    if (entries.person[i] === latest || (isIn && !isIn(entries.group[i]!))) continue;
    latest = entries.person[i]!;
    if (atMs > endMs) continue;
    const seenMs = entries.lastMs[i]!;
    person[rows] = latest;
    happened[rows] = seenMs <= endMs ? 1 : 0;
    times[rows++] = (Math.min(seenMs, endMs) - atMs) / 1000;
  }
  return { person: person.subarray(0, rows), times: times.subarray(0, rows), happened: happened.subarray(0, rows) };
}

/** Of everybody, of the range before or segments, and of groups: numbers at risk are at the same times. */
export function lastSeenOf(
  partial: RetentionPartial,
  beside: RetentionPartial[],
  groups: { values: readonly unknown[]; place: Int32Array } | null,
) {
  const all = livesOf(partial);
  const others = beside.map((each) => livesOf(each));
  const ofGroups = groups ? groups.values.map((_, at) => livesOf(partial, (group) => groups.place[group] === at)) : [];
  const longest = [all, ...others, ...ofGroups].reduce(
    (most, { times }) => times.reduce((a, b) => Math.max(a, b), most),
    0,
  );
  const curve = (of: FollowedUnits): LastSeen => curveOf(of, partial.goneAfter!, longest);
  return {
    all: {
      ...curve(all),
      logRank: paceTests(partial.previous ? [all, ...others] : others, ofGroups, partial.previous !== null),
    },
    beside: others.map(curve),
    groups: ofGroups.map(curve),
  };
}

function curveOf(lives: FollowedUnits, goneAfter: Duration, longest: number): LastSeen {
  const curve = kaplanMeier(lives);
  const sorted = lives.times.slice().sort();
  const moments = longest === 0 ? [0] : Array.from({ length: RISK_TIMES }, (_, i) => (i * longest) / (RISK_TIMES - 1));
  const points = evenly(curve).map(({ time, survival, low, high }) => ({ seconds: time, rate: survival, low, high }));
  return {
    goneAfter,
    units: sorted.length,
    gone: lives.happened.reduce((sum, is) => sum + is, 0),
    longestSeconds: sorted.at(-1) ?? 0,
    medianSeconds: medianSurvival(curve),
    points: points[0]?.seconds === 0 ? points : [{ seconds: 0, rate: 1, low: 1, high: 1 }, ...points],
    atRisk: moments.map((seconds) => ({ seconds, units: sorted.filter((time) => time >= seconds).length })),
  };
}

function evenly<T>(list: T[]): T[] {
  if (list.length <= MOST_POINTS) return list;
  return Array.from({ length: MOST_POINTS }, (_, i) => list[Math.round((i * (list.length - 1)) / (MOST_POINTS - 1))]!);
}
