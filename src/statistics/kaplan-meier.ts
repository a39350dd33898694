import { halfWidth } from './normal.ts';

/** Units that were followed from a moment of their own on until something happened, or until no more was known. */
export interface Followed {
  /** How long each was followed, from 0 on. */
  times: Float64Array;
  /** 1 where it happened then, 0 where it had not happened by then. */
  happened: Uint8Array;
}

/** A moment at which it happened to somebody. */
export interface SurvivalPoint {
  time: number;
  /** Followed up to that moment or longer, to whom it had not happened before. */
  atRisk: number;
  /** To whom it happened then. */
  events: number;
  /** Share to whom it has not happened by then, and its interval. */
  survival: number;
  low: number;
  high: number;
}

/**
 * The product-limit estimate (E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 1958), by rising time. The variance is
 * Greenwood's, the interval is symmetrical in ln(−ln S). Who was followed up to the moment of an event is at risk at it.
 * Where nobody is left the interval begins at 0 and ends where it ended before, or at 1.
 */
export function kaplanMeier(followed: Followed, level = 0.95): SurvivalPoint[] {
  const z = halfWidth(level);
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let variance = 0;
  let high = 1;
  for (const { time, atRisk, events } of eventTimes(followed)) {
    survival *= 1 - events / atRisk;
    variance += events / (atRisk * (atRisk - events));
    let low = 0;
    if (events < atRisk) {
      const spread = Math.exp((z * Math.sqrt(variance)) / -Math.log(survival));
      low = survival ** spread;
      high = survival ** (1 / spread);
    } else survival = 0;
    points.push({ time, atRisk, events, survival, low, high });
  }
  return points;
}

/** Half, and what a product of many shares may be off by rounding. */
const HALF = 0.5 + 1e-12;

/** When it has happened to half of them; null where the curve does not come down so far. */
export const medianSurvival = (points: SurvivalPoint[]): number | null =>
  points.find(({ survival }) => survival <= HALF)?.time ?? null;

/**
 * The same without the curve, of many moments much sooner. Both ascend: how long those were followed to whom it happened,
 * and those to whom it did not.
 */
export function medianOf(happened: Float64Array, censored: Float64Array): number | null {
  let survival = 1;
  let gone = 0;
  for (let i = 0; i < happened.length;) {
    const time = happened[i]!;
    const first = i;
    while (i < happened.length && happened[i] === time) i++;
    while (gone < censored.length && censored[gone]! < time) gone++;
    survival *= 1 - (i - first) / (happened.length - first + censored.length - gone);
    if (survival <= HALF) return time;
  }
  return null;
}

/** The moments at which it happened, ascending. */
export function eventTimes({ times, happened }: Followed): Pick<SurvivalPoint, 'time' | 'atRisk' | 'events'>[] {
  const all = times.slice().sort();
  const ended = times.filter((_, i) => happened[i] === 1).sort();
  const found: Pick<SurvivalPoint, 'time' | 'atRisk' | 'events'>[] = [];
  for (let i = 0, before = 0; i < ended.length;) {
    const time = ended[i]!;
    let next = i;
    while (next < ended.length && ended[next] === time) next++;
    while (all[before]! < time) before++;
    found.push({ time, atRisk: all.length - before, events: next - i });
    i = next;
  }
  return found;
}
