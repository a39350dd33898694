import type { LogOverview } from '#log/overview.ts';
import type { DistributionSpec } from './spec.ts';

/** How many events everybody has. */
export const suggest = ({ events }: LogOverview): DistributionSpec | null =>
  events === 0 ? null : { kind: 'distribution', of: { event: null }, measure: 'events' };
