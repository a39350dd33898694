import type { LogOverview } from '#log/overview.ts';
import type { TrendSpec } from './spec.ts';

const DAY_MS = 86_400_000;
/** More days than this are drawn by week, more weeks by month. */
const MOST_HOURS_DAYS = 3;
const MOST_DAYS = 200;
const MOST_WEEKS_DAYS = 1100;

/** An interval that gives the log some ten to two hundred points. */
export function fittingInterval({ firstMs, lastMs }: LogOverview): NonNullable<TrendSpec['interval']> {
  const days = (lastMs - firstMs) / DAY_MS;
  if (days <= MOST_HOURS_DAYS) return 'hour';
  return days <= MOST_DAYS ? 'day' : days <= MOST_WEEKS_DAYS ? 'week' : 'month';
}

/** How many people did anything, and how often. */
export function suggest(overview: LogOverview): TrendSpec | null {
  if (overview.events === 0) return null;
  const people = { of: { event: null }, measure: 'units', name: 'People' } as const;
  return { kind: 'trend', series: [people], interval: fittingInterval(overview) };
}
