import type { PathsSpec } from './spec.ts';
import { gapOf, partsOf } from './switches.ts';

export type Way = 'flow' | 'graph' | 'process' | 'matrix' | 'links';

/** The ways to look at an answer. Whole cases are a process; two groups of them are compared in the graph. */
export function waysOf(spec: PathsSpec, compared: boolean): Way[] {
  const parts = partsOf(spec);
  return [
    ...(parts.has('flow') ? (['flow'] as const) : []),
    ...(parts.has('graph') ? (['graph'] as const) : []),
    ...(parts.has('graph') && gapOf(spec) === null && !compared ? (['process'] as const) : []),
    ...(parts.has('matrix') ? (['matrix'] as const) : []),
    ...(parts.has('flow') ? (['links'] as const) : []),
  ];
}

/** The one that is seen; null where whole paths are all that was asked for. */
export const seenOf = (ways: readonly Way[], wanted: Way): Way | null =>
  ways.includes(wanted) ? wanted : ways.includes('graph') ? 'graph' : (ways[0] ?? null);
