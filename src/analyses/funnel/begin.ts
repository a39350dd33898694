import type { LogOverview } from '#log/overview.ts';
import type { FunnelSpec } from './spec.ts';

/** The two events that most people did, in the order in which they come to them. */
export function begin({ eventNames }: LogOverview): FunnelSpec | null {
  const most = eventNames
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.people - a.people)
    .slice(0, 2)
    .sort((a, b) => a.meanPlace - b.meanPlace);
  return most.length > 0 ? { kind: 'funnel', steps: most.map(({ name }) => ({ event: name })) } : null;
}
