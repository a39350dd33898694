import { expect, test } from 'vitest';
import type { Segment } from '#segments/spec.ts';
import { add, at, bare, denied, group, isDenied, remove, replace, rooted, ungroup } from './tree.ts';

const did = (event: string): Segment => ({ did: { event } });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(did) as [Segment, Segment, Segment, Segment];
/** a and not (b or c) and d */
const root: Segment = { all: [a, { not: { any: [b, c] } }, d] };

test('a rule is found, replaced, added and removed where it stands, also in what is denied', () => {
  expect(at(root, [1, 0])).toBe(b);
  expect(at(root, [0, 0])).toBeUndefined();
  expect(replace(root, [1, 1], d)).toEqual({ all: [a, { not: { any: [b, d] } }, d] });
  expect(add(root, [1], d)).toEqual({ all: [a, { not: { any: [b, c, d] } }, d] });
  expect(add(root, [], b)).toEqual({ all: [a, { not: { any: [b, c] } }, d, b] });
  expect(remove(root, [1, 0])).toEqual({ all: [a, { not: { any: [c] } }, d] });
});

test('a group goes with its last rule, the outermost stays', () => {
  expect(remove({ all: [a, { any: [{ all: [b] }] }] }, [1, 0, 0])).toEqual({ all: [a] });
  expect(remove({ all: [a] }, [0])).toEqual({ all: [] });
});

test('a rule is grouped under the other word, and the group dissolved', () => {
  const grouped = group({ all: [a, b] }, [1]);
  expect(grouped).toEqual({ all: [a, { any: [b] }] });
  expect(ungroup(grouped, [1])).toEqual({ all: [a, b] });
  expect(ungroup(root, [1])).toEqual(root);
});

test('denials are counted, and written once', () => {
  expect(isDenied({ not: { not: a } })).toBe(false);
  expect(isDenied({ not: { not: { not: a } } })).toBe(true);
  expect(bare({ not: { not: a } })).toBe(a);
  expect(denied({ not: { not: { not: a } } }, true)).toEqual({ not: a });
  expect(rooted(a)).toEqual({ all: [a] });
  expect(rooted(root)).toBe(root);
});
