import type { LogOverview } from '#log/overview.ts';
import type { SessionsSpec } from './spec.ts';

const DAY_MS = 86_400_000;
/** Bars of more days or weeks are hard to read. */
const MOST_DAYS = 92;
const MOST_WEEKS = 104;

/** Sessions over time, by a period of which the log holds at most some hundred. */
export function suggest({ events, firstMs, lastMs }: LogOverview): SessionsSpec | null {
  if (events === 0) return null;
  const days = (lastMs - firstMs) / DAY_MS;
  return {
    kind: 'sessions',
    interval: days < 2 ? 'hour' : days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS * 7 ? 'week' : 'month',
  };
}
