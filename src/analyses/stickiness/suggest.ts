import type { LogOverview } from '#log/overview.ts';
import type { StickinessSpec } from './spec.ts';

const DAY_MS = 86_400_000;
/** Bars of more days or weeks are hard to read. */
const MOST_DAYS = 31;
const MOST_WEEKS = 53;

/** Whatever people do makes them active, in a period of which the log holds some ten to fifty. */
export function suggest({ events, firstMs, lastMs }: LogOverview): StickinessSpec | null {
  if (events === 0) return null;
  const days = (lastMs - firstMs) / DAY_MS;
  return {
    kind: 'stickiness',
    of: { event: null },
    interval: days < 1 ? 'hour' : days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS * 7 ? 'week' : 'month',
  };
}
