import type { LogOverview } from '#log/overview.ts';
import type { PathsResult } from './result.ts';

const COLOURS = 8;

/**
 * Colours of nodes, 1..8; 0 = other. Where nodes are events they keep theirs whatever is asked of the log, as long as
 * they are among the most frequent.
 */
export function coloursOf({ nodes, graph }: PathsResult, { eventNames }: LogOverview): Record<string, number> {
  const frequent = new Map(eventNames.map(({ name }, i) => [name, i]));
  const rank = new Map(graph.nodes.map(({ name }, i) => [name, i]));
  const placed = (name: string): number => frequent.get(name) ?? eventNames.length + (rank.get(name) ?? rank.size);
  const shown = [...new Set([...nodes.map(({ name }) => name), ...graph.nodes.map(({ name }) => name)])];
  shown.sort((a, b) => placed(a) - placed(b));
  const most = shown.length > COLOURS ? COLOURS - 1 : COLOURS;
  return Object.fromEntries(shown.map((name, i) => [name, i < most && name !== '…' ? i + 1 : 0]));
}

/** The token of a node's colour. */
export const colourOf = (colours: Record<string, number>, name: string): string => {
  const colour = Object.hasOwn(colours, name) ? colours[name]! : 0;
  return colour === 0 ? '--c-other' : `--c${colour}`;
};
