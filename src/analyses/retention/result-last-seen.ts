import { kaplanMeier, medianSurvival, type Followed } from '#statistics/kaplan-meier.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import { entriesOf, type RetentionPartial } from './kernel.ts';

/** How long units stay until they are last seen, as if everybody had been followed to the end. */
export interface LastSeen {
  /** Who is away so long when the log ends was last seen before. */
  goneAfter: Duration;
  /** Units that began at least `goneAfter` before the end: of the others nothing can be known. */
  units: number;
  /** Of them, those who are gone. */
  gone: number;
  /** By when half of them are gone; null where the curve does not come so far. */
  medianSeconds: number | null;
  /** By rising time, from 0 s: the estimated share still to be seen, 0..1, with both ends of its 95 % interval. */
  points: { seconds: number; rate: number; low: number; high: number }[];
  /** How many are still followed, at even times up to the longest of all that are compared. */
  atRisk: { seconds: number; units: number }[];
}

/** One row for each unit that is followed. */
export interface Lives extends Followed {
  person: Uint32Array;
}

const MOST_POINTS = 200;
const RISK_TIMES = 6;

/**
 * Units from their first start on. Whether somebody was last seen can be told up to `goneAfter` before the log's end, or
 * the range's where returns may not lie behind it: so far everybody is followed. Following them to their last event
 * would let only those be at risk late who are known to have come.
 */
export function livesOf(partial: RetentionPartial): Lives {
  const { of, lastMs, goneAfter } = partial;
  const entries = entriesOf(partial);
  const endMs = (of.lateReturns ? lastMs : Math.min(lastMs, of.toMs)) - durationMs(goneAfter!);
  const n = entries.person.length;
  const person = new Uint32Array(n);
  const times = new Float64Array(n);
  const happened = new Uint8Array(n);
  let rows = 0;
  for (let i = 0; i < n; i++) {
    const atMs = entries.atMs[i]!;
    const first = i === 0 || entries.person[i] !== entries.person[i - 1];
    if (!first || atMs > endMs) continue;
    const seenMs = entries.lastMs[i]!;
    person[rows] = entries.person[i]!;
    happened[rows] = seenMs <= endMs ? 1 : 0;
    times[rows++] = (Math.min(seenMs, endMs) - atMs) / 1000;
  }
  return { person: person.subarray(0, rows), times: times.subarray(0, rows), happened: happened.subarray(0, rows) };
}

/** Of everybody and of those beside them, whose numbers at risk are at the same times. */
export function lastSeenOf(partials: RetentionPartial[]): LastSeen[] {
  const lives = partials.map(livesOf);
  const longest = lives.reduce((most, { times }) => times.reduce((a, b) => Math.max(a, b), most), 0);
  return partials.map(({ goneAfter }, i) => curveOf(lives[i]!, goneAfter!, longest));
}

function curveOf(lives: Lives, goneAfter: Duration, longest: number): LastSeen {
  const curve = kaplanMeier(lives);
  const sorted = lives.times.slice().sort();
  const moments = longest === 0 ? [0] : Array.from({ length: RISK_TIMES }, (_, i) => (i * longest) / (RISK_TIMES - 1));
  const points = evenly(curve).map(({ time, survival, low, high }) => ({ seconds: time, rate: survival, low, high }));
  return {
    goneAfter,
    units: sorted.length,
    gone: lives.happened.reduce((sum, is) => sum + is, 0),
    medianSeconds: medianSurvival(curve),
    points: points[0]?.seconds === 0 ? points : [{ seconds: 0, rate: 1, low: 1, high: 1 }, ...points],
    atRisk: moments.map((seconds) => ({ seconds, units: sorted.filter((time) => time >= seconds).length })),
  };
}

function evenly<T>(list: T[]): T[] {
  if (list.length <= MOST_POINTS) return list;
  return Array.from({ length: MOST_POINTS }, (_, i) => list[Math.round((i * (list.length - 1)) / (MOST_POINTS - 1))]!);
}
