import type { LogOverview } from '#log/overview.ts';
import type { CompareSpec } from './spec.ts';

/** Who did what about half of the people did, against everybody. */
export function begin({ eventNames, people }: LogOverview): CompareSpec | null {
  const fromHalf = (name: { people: number }): number => Math.abs(name.people - people / 2);
  const [middle] = eventNames.filter(({ name }) => name !== '').sort((a, b) => fromHalf(a) - fromHalf(b));
  if (!middle) return null;
  return { kind: 'compare', segments: [{ did: { event: middle.name } }], names: [`Did ${middle.name}`] };
}
