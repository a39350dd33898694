import type { LogOverview } from '#log/overview.ts';
import type { RetentionSpec } from './spec.ts';

const DAY_MS = 86_400_000;
/** A table of more days than this is one of weeks, of more weeks one of months. */
const MOST_DAYS = 21;
const MOST_WEEKS = 26;

/** Who comes back at all, whatever they do, in a period that gives a table one can read. */
export function suggest({ events, firstMs, lastMs }: LogOverview): RetentionSpec | null {
  if (events === 0) return null;
  const days = (lastMs - firstMs) / DAY_MS;
  const period = days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS * 7 ? 'week' : 'month';
  return { kind: 'retention', start: { event: null }, return: { event: null }, period };
}
