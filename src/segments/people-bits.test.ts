import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { random } from '../../tests/support/random.ts';
import { allOf, anyOf, countOf, eventsOf, everybody, membersOf, notIn } from './people-bits.ts';

test('bitmaps of people do what sets do', () => {
  const { int, next } = random(11);
  for (let n = 0; n < 10_000; n++) {
    const people = int(100);
    const all = [...Array(people).keys()];
    const some = (): { set: number[]; bits: Bitmap } => {
      const share = next();
      const set = all.filter(() => next() < share);
      const bits = emptyBitmap(people);
      for (const person of set) setBit(bits, person);
      return { set, bits };
    };
    const sets = Array.from({ length: int(4) }, some);
    const bitmaps = sets.map(({ bits }) => bits);
    const members = (bits: Bitmap): number[] => [...membersOf(bits)];
    const both = allOf(bitmaps, people);
    const either = anyOf(bitmaps, people);
    expect(members(both)).toEqual(all.filter((person) => sets.every(({ set }) => set.includes(person))));
    expect(members(either)).toEqual(all.filter((person) => sets.some(({ set }) => set.includes(person))));
    expect(members(everybody(people))).toEqual(all);
    expect(countOf(both)).toBe(members(both).length);
    // De Morgan, both ways, and double negation: word by word, so that no bit past the last person is set
    expect(notIn(both)).toEqual(anyOf(bitmaps.map(notIn), people));
    expect(notIn(either)).toEqual(allOf(bitmaps.map(notIn), people));
    expect(notIn(notIn(either))).toEqual(either);
    const starts = [0];
    for (const _ of all) starts.push(starts.at(-1)! + (int(4) === 0 ? int(100) : int(3)));
    const events = eventsOf(either, Uint32Array.from(starts), starts.at(-1)!);
    const expected = members(either).flatMap((p) =>
      Array.from({ length: starts[p + 1]! - starts[p]! }, (_, i) => starts[p]! + i),
    );
    expect(members(events)).toEqual(expected);
  }
});
