import type { LogOverview } from '#log/overview.ts';
import type { SequenceSpec } from './spec.ts';

/** One of the two events that most people did, then the other, whatever lies between, the earlier in journeys first. */
export function suggest({ eventNames }: LogOverview): SequenceSpec | null {
  const [one, other] = eventNames
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1));
  if (!one) return null;
  const pair = other ? [one, other].sort((a, b) => a.meanPlace - b.meanPlace) : [one];
  const [first, last] = pair.map(({ name }) => ({ event: name }));
  return { kind: 'sequence', pattern: { then: last ? [first!, { any: '*' }, last] : [first!] } };
}
