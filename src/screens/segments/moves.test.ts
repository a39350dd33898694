import { expect, test } from 'vitest';
import type { Segment } from '#segments/spec.ts';
import { random } from '../../../tests/support/random.ts';
import { entering, leaving, moved, taken } from './moves.ts';
import { at, bare, isGroup, membersOf, type Path } from './tree.ts';

const did = (event: string): Segment => ({ did: { event } });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(did) as [Segment, Segment, Segment, Segment];
/** a and not (b or c) and d */
const root: Segment = { all: [a, { not: { any: [b, c] } }, d] };

test('moving down walks through groups and ends at the end', () => {
  const places: string[] = [];
  let now: ReturnType<typeof moved> = { root, path: [0] };
  while (now) {
    places.push(now.path.join('.'));
    expect(at(now.root, now.path)).toBe(a);
    now = moved(now.root, now.path, 1);
  }
  expect(places).toEqual(['0', '0.0', '0.1', '0.2', '1', '2']);
});

test('moving up is the way back', () => {
  const down = moved(root, [0], 1)!;
  expect(moved(down.root, down.path, -1)).toEqual({ root, path: [0] });
  expect(moved(root, [0], -1)).toBeNull();
});

test('the only rule of a group takes the place of the group it leaves', () => {
  expect(moved({ all: [a, { any: [b] }] }, [1, 0], -1)).toEqual({ root: { all: [a, b] }, path: [1] });
});

test('out of a group, and into the one before', () => {
  const out = leaving(root, [1, 0], 1)!;
  expect(out).toEqual({ root: { all: [a, { not: { any: [c] } }, b, d] }, path: [2] });
  expect(entering(out.root, [2])).toEqual({ root: { all: [a, { not: { any: [c, b] } }, d] }, path: [1, 1] });
  expect(leaving(root, [0], 1)).toBeNull();
  expect(entering(root, [1, 0])).toBeNull();
});

test('a rule stays where it stands, and out of itself', () => {
  expect(taken(root, [1], { group: [], index: 1 })).toBeNull();
  expect(taken(root, [1], { group: [], index: 2 })).toBeNull();
  expect(taken(root, [1], { group: [1], index: 0 })).toBeNull();
});

interface Found {
  path: Path;
  rule: Segment;
}

const everyRule = (rule: Segment, path: Path = []): Found[] => {
  const group = bare(rule);
  const inside = isGroup(group) ? membersOf(group).flatMap((member, i) => everyRule(member, [...path, i])) : [];
  return [{ path, rule }, ...inside];
};

test('wherever a rule is taken, it is found there, and the others keep their order', () => {
  const dice = random(11);
  let next = 0;
  const tree = (depth: number): Segment => {
    const members = Array.from({ length: 1 + dice.int(3) }, () =>
      depth > 0 && dice.int(3) === 0 ? tree(depth - 1) : did(String(next++)),
    );
    return depth % 2 ? { all: members } : { not: { any: members } };
  };
  const leaves = (of: Segment) => everyRule(of).flatMap(({ rule }) => ('did' in rule ? [rule.did.event] : []));
  for (let n = 0; n < 2000; n++) {
    const before: Segment = { all: [tree(2), tree(1), did('last')] };
    const places = everyRule(before);
    const from = dice.pick(places.slice(1));
    const group = dice.pick(places.filter(({ rule }) => isGroup(bare(rule))));
    const index = dice.int(membersOf(bare(group.rule) as { all: Segment[] }).length + 1);
    const after = taken(before, from.path, { group: group.path, index });
    if (!after) continue;
    expect(at(after.root, after.path)).toBe(from.rule);
    const own = new Set(leaves(from.rule));
    const others = (of: Segment) => leaves(of).filter((event) => !own.has(event));
    expect(others(after.root)).toEqual(others(before));
    expect(leaves(after.root).length).toBe(leaves(before).length);
    expect(
      everyRule(after.root).every(({ rule }) => !isGroup(bare(rule)) || membersOf(bare(rule) as never).length),
    ).toBe(true);
  }
});
