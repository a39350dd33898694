import type { EventLog } from '#log/event-log.ts';
import type { Duration } from '#vocabulary/duration.ts';
import { BLOCK } from './kernel-did.ts';

/** How long people stay away between two visits, and what follows for when they count as silent and as churned. */
export interface UsageIntervals {
  /** Times between an event and the next of the same person that are longer than half an hour. */
  gaps: number;
  /** To the minute, upwards; 0 without gaps. */
  medianMs: number;
  p75Ms: number;
  p90Ms: number;
  /** How many of them fall into each of equal bins from 0 to `churnedAfter`, their upper ends included. */
  histogram: number[];
  silentAfter: Duration;
  churnedAfter: Duration;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The default gap between sessions: less is one visit. */
const VISIT_MINUTES = 30;
/** Ten years; longer gaps count as so long. */
const MOST_MINUTES = 5_256_000;
/** Nine in ten come back sooner than `silentAfter`; three times that long is churned. */
const CHURNED = 3;
const BINS = 24;
/** Proposed where nobody ever came back. */
const NOBODY_CAME_BACK_DAYS = 30;

const days = (n: number): Duration => ({ n, unit: 'day' });

export function* usageIntervals({ personStart, time, facts }: EventLog): Generator<void, UsageIntervals> {
  const most = Math.min(MOST_MINUTES, Math.ceil((facts.lastMs - facts.firstMs) / MINUTE_MS));
  const minutes = new Uint32Array(most + 1);
  let gaps = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p + 1 < personStart.length; p++) {
    const to = personStart[p + 1]!;
    for (let i = personStart[p]! + 1; i < to; i++) {
      const gap = time[i]! - time[i - 1]!;
      if (gap <= VISIT_MINUTES * MINUTE_MS) continue;
      minutes[Math.min(most, Math.ceil(gap / MINUTE_MS))]!++;
      gaps++;
    }
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  const quantile = (share: number): number => {
    if (gaps === 0) return 0;
    let minute = 0;
    for (let below = minutes[0]!; below < share * gaps; below += minutes[minute]!) minute++;
    return minute * MINUTE_MS;
  };
  const p90Ms = quantile(0.9);
  const silent = gaps === 0 ? NOBODY_CAME_BACK_DAYS : Math.max(1, Math.ceil(p90Ms / DAY_MS));
  const binMinutes = (CHURNED * silent * DAY_MS) / MINUTE_MS / BINS;
  const histogram = new Array<number>(BINS).fill(0);
  for (let minute = 1; minute <= Math.min(most, BINS * binMinutes); minute++)
    histogram[Math.ceil(minute / binMinutes) - 1]! += minutes[minute]!;
  return {
    gaps,
    histogram,
    medianMs: quantile(0.5),
    p75Ms: quantile(0.75),
    p90Ms,
    silentAfter: days(silent),
    churnedAfter: days(CHURNED * silent),
  };
}

/** The thresholds in force: those given; one that is not, three times or a third of the other; without both those proposed. */
export function thresholds(
  { silentAfter, churnedAfter }: { silentAfter?: Duration; churnedAfter?: Duration },
  proposed: UsageIntervals | null,
): { silentAfter: Duration; churnedAfter: Duration } {
  const silent = silentAfter ?? (churnedAfter && { ...churnedAfter, n: churnedAfter.n / CHURNED });
  if (!silent) return { silentAfter: proposed!.silentAfter, churnedAfter: proposed!.churnedAfter };
  return { silentAfter: silent, churnedAfter: churnedAfter ?? { ...silent, n: silent.n * CHURNED } };
}
