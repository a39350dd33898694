import type { LogOverview } from '#log/overview.ts';
import type { IntervalSpec } from './spec.ts';

/** How long it is from one event of each to the next. */
export const suggest = ({ events }: LogOverview): IntervalSpec | null =>
  events === 0 ? null : { kind: 'interval', from: { event: null }, to: { event: null }, each: 'all' };
