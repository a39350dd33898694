import type { LogOverview } from '#log/overview.ts';
import { namer } from './kernel-names.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';

const COLOURS = 8;

/**
 * Colours of nodes, 1..8; 0 = other. The largest of what is shown have one. An event has its own by how frequent it is in
 * the log, whatever is asked, and what events are called by rules has that of the most frequent of them; where two want
 * the same, the smaller takes the next.
 */
export function coloursOf(
  { nodes, graph }: PathsResult,
  { eventNames }: LogOverview,
  { node }: PathsSpec,
): Record<string, number> {
  const nodeOf = namer({ rules: node?.rules ?? [], trimSlash: node?.trimSlash ?? false });
  const own = new Map(eventNames.map((event, i): [string, number] => [nodeOf(event.name), i]).reverse());
  const sizes = new Map(graph.nodes.map(({ name }) => [name, 0]));
  // a graph asked for alone has its own largest
  for (const { name, count } of nodes.length > 0 ? nodes : graph.nodes) sizes.set(name, (sizes.get(name) ?? 0) + count);
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
