import type { LogOverview } from '#log/overview.ts';
import type { PathsSpec } from './spec.ts';

/** Where people do most things but once, the log is of cases, whose steps lie days apart. */
const ONCE = 1.5;

export function suggest({ events, eventNames }: LogOverview): PathsSpec | null {
  if (events === 0) return null;
  const did = eventNames.reduce((sum, { people }) => sum + people, 0);
  return { kind: 'paths', ...(events < ONCE * did && { gap: null, collapse: false }) };
}
