import type { Segment } from '#segments/spec.ts';

/** Where a rule stands: its place in each group from the outermost on. `not` is no group. */
export type Path = readonly number[];
export type Group = { all: Segment[] } | { any: Segment[] };

export const EVERYBODY: Segment = { all: [] };

export const isGroup = (segment: Segment): segment is Group => 'all' in segment || 'any' in segment;
export const membersOf = (group: Group): Segment[] => ('all' in group ? group.all : group.any);
const withMembers = (group: Group, members: Segment[]): Group => ('all' in group ? { all: members } : { any: members });

/** What is said or denied. */
export const bare = (segment: Segment): Segment => ('not' in segment ? bare(segment.not) : segment);
export const isDenied = (segment: Segment): boolean => 'not' in segment && !isDenied(segment.not);
export const denied = (segment: Segment, deny: boolean): Segment => (deny ? { not: bare(segment) } : bare(segment));

/** The same rule with a plain group outermost, to which others can be added. */
export const rooted = (segment: Segment): Segment => (isGroup(segment) ? segment : { all: [segment] });

export function at(root: Segment, path: Path): Segment | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return root;
  const group = bare(root);
  const member = isGroup(group) ? membersOf(group)[first] : undefined;
  return member && at(member, rest);
}

/** Puts what `change` makes of the rule at a place there: none, one or several. */
function replaced(root: Segment, path: Path, change: (old: Segment) => Segment[]): Segment {
  const [first, ...rest] = path;
  const group = bare(root);
  if (first === undefined) return change(root)[0] ?? EVERYBODY;
  if (!isGroup(group)) return root;
  const members = membersOf(group).flatMap((member, i) => {
    if (i !== first) return [member];
    return rest.length ? [replaced(member, rest, change)] : change(member);
  });
  return denied(withMembers(group, members), isDenied(root));
}

const changedMembers = (root: Segment, path: Path, change: (members: Segment[]) => Segment[]): Segment =>
  replaced(root, path, (old) => {
    const group = bare(old);
    return [isGroup(group) ? denied(withMembers(group, change(membersOf(group))), isDenied(old)) : old];
  });

export const replace = (root: Segment, path: Path, next: Segment): Segment => replaced(root, path, () => [next]);
export const add = (root: Segment, group: Path, rule: Segment): Segment =>
  changedMembers(root, group, (members) => [...members, rule]);

/** What goes with a rule: a group that nothing is left in goes too, as an empty one would be everybody, or nobody. */
export function goneWith(root: Segment, path: Path): Path {
  const parent = path.slice(0, -1);
  const group = bare(at(root, parent) ?? root);
  return parent.length && isGroup(group) && membersOf(group).length === 1 ? goneWith(root, parent) : path;
}

export const remove = (root: Segment, path: Path): Segment => replaced(root, goneWith(root, path), () => []);

/** Puts a rule into a group of its own, of the other word than the group around it. */
export function group(root: Segment, path: Path): Segment {
  const around = bare(at(root, path.slice(0, -1)) ?? root);
  return replaced(root, path, (rule) => ['all' in around ? { any: [rule] } : { all: [rule] }]);
}

/** Puts the rules of a group in its place; a denied group stays, as its rules would say something else. */
export const ungroup = (root: Segment, path: Path): Segment =>
  replaced(root, path, (old) => (isGroup(old) ? membersOf(old) : [old]));

export const inserted = (root: Segment, path: Path, rule: Segment): Segment =>
  changedMembers(root, path.slice(0, -1), (members) => members.toSpliced(path.at(-1)!, 0, rule));
