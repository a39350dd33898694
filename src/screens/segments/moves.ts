import type { Segment } from '#segments/spec.ts';
import { at, bare, goneWith, inserted, isGroup, membersOf, remove, type Path } from './tree.ts';

/** The tree after a move, and where the rule stands in it. */
export interface Moved {
  root: Segment;
  path: Path;
}

/** A place among the members of a group, counted before the move. */
export interface Place {
  group: Path;
  index: number;
}

const begins = (path: Path, prefix: Path): boolean => prefix.every((place, i) => path[i] === place);

/** Where a rule stands once another was put at `by`, or taken from there. */
function shifted(path: Path, by: Path, step: 1 | -1): Path {
  const level = by.length - 1;
  const place = path[level];
  if (place === undefined || !begins(path, by.slice(0, -1))) return path;
  return place > by[level]! || (step === 1 && place === by[level]) ? path.with(level, place + step) : path;
}

/** Takes a rule to another place; null where it stands there already, or the place is inside of it. */
export function taken(root: Segment, from: Path, { group, index }: Place): Moved | null {
  const rule = at(root, from);
  const place = from.at(-1);
  if (rule === undefined || place === undefined || begins(group, from)) return null;
  const same = group.length === from.length - 1 && begins(from, group);
  if (same && (index === place || index === place + 1)) return null;
  const to = [...group, index];
  const both = inserted(root, to, rule);
  const old = shifted(from, to, 1);
  return { root: remove(both, old), path: shifted(to, goneWith(both, old), -1) };
}

function around(root: Segment, path: Path): { parent: Path; place: number; siblings: Segment[] } | null {
  const parent = path.slice(0, -1);
  const place = path.at(-1);
  const group = bare(at(root, parent) ?? root);
  return place === undefined || !isGroup(group) ? null : { parent, place, siblings: membersOf(group) };
}

/** One place up or down, into a group that is met and out of one whose edge is; null where there is no further. */
export function moved(root: Segment, path: Path, by: 1 | -1): Moved | null {
  const found = around(root, path);
  if (!found) return null;
  const { parent, place, siblings } = found;
  const neighbour = siblings[place + by];
  if (neighbour === undefined) return leaving(root, path, by);
  const inside = bare(neighbour);
  if (isGroup(inside))
    return taken(root, path, { group: [...parent, place + by], index: by === 1 ? 0 : membersOf(inside).length });
  return taken(root, path, { group: parent, index: by === 1 ? place + 2 : place - 1 });
}

/** Out of its group, to after or before it; null outermost. */
export function leaving(root: Segment, path: Path, by: 1 | -1): Moved | null {
  const parent = path.slice(0, -1);
  const place = parent.at(-1);
  return place === undefined
    ? null
    : taken(root, path, { group: parent.slice(0, -1), index: by === 1 ? place + 1 : place });
}

/** To the end of the group that stands before it; null where none does. */
export function entering(root: Segment, path: Path): Moved | null {
  const found = around(root, path);
  const before = found && found.siblings[found.place - 1];
  const inside = before && bare(before);
  if (!inside || !isGroup(inside)) return null;
  return taken(root, path, { group: [...found.parent, found.place - 1], index: membersOf(inside).length });
}
