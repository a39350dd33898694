import type { LogOverview } from '#log/overview.ts';
import type { PathsResult } from './result.ts';

const COLOURS = 8;

/**
 * Colours of nodes, 1..8; 0 = other. The largest of what is shown have one. An event has its own by how frequent it is in
 * the log, whatever is asked; where two want the same, the smaller takes the next.
 */
export function coloursOf({ nodes, graph }: PathsResult, { eventNames }: LogOverview): Record<string, number> {
  const own = new Map(eventNames.map(({ name }, i) => [name, i]));
  const sizes = new Map(graph.nodes.map(({ name }) => [name, 0]));
  for (const { name, count } of nodes) sizes.set(name, (sizes.get(name) ?? 0) + count);
  sizes.delete('…');
  const shown = [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const drawn = shown.filter((name) => sizes.get(name)! > 0).length;
  const colours: Record<string, number> = {};
  const free = new Set(Array.from({ length: COLOURS }, (_, i) => i));
  for (const name of shown.slice(0, drawn > COLOURS ? COLOURS - 1 : COLOURS)) {
    let colour = (own.get(name) ?? 0) % COLOURS;
    while (!free.has(colour)) colour = (colour + 1) % COLOURS;
    free.delete(colour);
    colours[name] = colour + 1;
  }
  return colours;
}

/** The token of a node's colour. */
export const colourOf = (colours: Record<string, number>, name: string): string => {
  const colour = Object.hasOwn(colours, name) ? colours[name]! : 0;
  return colour === 0 ? '--c-other' : `--c${colour}`;
};
