import { expect, test } from 'vitest';
import { logOf } from '../../tests/support/log.ts';
import { random } from '../../tests/support/random.ts';
import { bothBits, emptyBitmap, hasBit, setBit } from './bitmap.ts';
import { codesOf, eventsOfPeople, firstOnly, intoLogOrder, intoRowOrder } from './masks.ts';

const bits = (list: boolean[]) => {
  const out = emptyBitmap(list.length);
  list.forEach((bit, i) => bit && setBit(out, i));
  return out;
};
const list = (bitmap: ReturnType<typeof bits>) => Array.from({ length: bitmap.length }, (_, i) => hasBit(bitmap, i));

test('bits of rows and bits of the log are one another’s mirror', () => {
  for (let seed = 1; seed < 60; seed++) {
    const { int } = random(seed);
    const log = logOf(Array.from({ length: 1 + int(90) }, () => [`p${int(5)}`, 'e', int(7)]));
    const rows = bits(Array.from({ length: log.rows }, () => int(2) === 0));
    const inLog = intoLogOrder(rows, log);
    expect(list(inLog)).toEqual([...log.row].map((row) => hasBit(rows, row)));
    expect(list(intoRowOrder(inLog, log))).toEqual(list(rows));
    expect(list(bothBits(inLog, inLog))).toEqual(list(inLog));
  }
});

test('codes are those of the names asked for; null for any event', () => {
  expect(codesOf({ event: ['b', 'z'] }, ['a', 'b'])).toEqual(Uint8Array.from([0, 1]));
  expect(codesOf({ event: null }, ['a'])).toBeNull();
});

test('first ever must itself pass the rule, first matching is the first that does', () => {
  const log = logOf([
    ['p', 'a', 1],
    ['p', 'a', 2],
    ['p', 'a', 3],
    ['q', 'b', 1],
    ['q', 'a', 2],
  ]);
  const codes = codesOf({ event: 'a' }, log.names);
  const passes = bits([false, true, true, true, true]);
  expect(list(firstOnly('ever', log, codes, passes, null))).toEqual([false, false, false, false, true]);
  expect(list(firstOnly('matching', log, codes, passes, null))).toEqual([false, true, false, false, true]);
  expect(list(firstOnly('ever', log, codes, passes, bits([false, true, true, true, true])))).toEqual([
    false,
    true,
    false,
    false,
    true,
  ]);
});

test('events of people are all of theirs and nobody else’s', () => {
  const log = logOf([
    ['p', 'a', 1],
    ['q', 'a', 1],
    ['p', 'a', 2],
  ]);
  expect(list(eventsOfPeople(bits([true, false]), log))).toEqual([true, true, false]);
});
