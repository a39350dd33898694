import type { LogOverview } from '#log/overview.ts';
import type { LifecycleSpec } from './spec.ts';

const DAY_MS = 86_400_000;
/** More columns than these days or weeks are hard to read. */
const MOST_DAYS = 21;
const MOST_WEEKS = 53;

/** Whatever people do makes them active, in a period that gives a figure one can read. */
export function suggest({ events, firstMs, lastMs }: LogOverview): LifecycleSpec | null {
  if (events === 0) return null;
  const days = (lastMs - firstMs) / DAY_MS;
  return {
    kind: 'lifecycle',
    of: { event: null },
    interval: days < 1 ? 'hour' : days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS * 7 ? 'week' : 'month',
  };
}
