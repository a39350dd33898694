import { describe, expect, test } from 'vitest';
import { plainLog } from '../../tests/support/plain-log.ts';
import { random } from '../../tests/support/random.ts';
import { runSteps } from '../../tests/support/run-steps.ts';
import { emptyBitmap, hasBit, setBit } from './bitmap.ts';
import type { EventLog } from './event-log.ts';
import { intoLaidOrder, regroup } from './regroup.ts';

/** Each row of a log as two events in a row of one person: a table of customers with a date for each stage. */
function twice(log: EventLog): EventLog {
  const both = <T>(list: ArrayLike<T>) => Array.from(list).flatMap((value) => [value, value]);
  return {
    ...log,
    personStart: log.personStart.map((start) => 2 * start),
    event: Uint8Array.from(both(log.event)),
    time: Float64Array.from(both(log.time)),
    row: Uint32Array.from(both(log.row)),
  };
}

/** One event after another: its value's list, sorted by time, row and place. */
function naive(log: EventLog, codes: Uint32Array, values: string[]) {
  return values
    .map((value, v) => ({
      value,
      places: [...codes.keys()]
        .filter((place) => codes[place] === v + 1)
        .sort((a, b) => log.time[a]! - log.time[b]! || log.row[a]! - log.row[b]! || a - b),
    }))
    .filter(({ places }) => places.length > 0);
}

function unfolded(log: EventLog) {
  return Array.from({ length: log.people.size }, (_, u) => ({
    value: log.people.text(u),
    places: [...log.laid!.places!.subarray(log.personStart[u], log.personStart[u + 1])],
  }));
}

describe('a log laid by another unit', () => {
  test('has each value’s events by time, ties in the order of the files', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { int, pick } = random(seed);
      const plain = plainLog(
        Array.from({ length: int(70) }, () => [`p${int(6)}`, pick(['a', 'b', 'c']), int(seed % 2 === 0 ? 4 : 40)]),
      );
      const log = seed % 3 === 0 ? twice(plain) : plain;
      const values = ['u', 'v', 'w', 'x', 'y'].slice(0, 1 + int(5));
      const codes = Uint32Array.from(log.event, () => int(values.length + 1));
      const laid = runSteps(regroup(log, { codes, values }));
      const expected = naive(log, codes, values);
      expect(unfolded(laid), `seed ${seed}`).toEqual(expected);
      const order = expected.flatMap(({ places }) => places);
      expect([...laid.time]).toEqual(order.map((place) => log.time[place]));
      expect([...laid.row]).toEqual(order.map((place) => log.row[place]));
      expect([...laid.event]).toEqual(order.map((place) => log.event[place]));
      expect(laid.facts).toEqual({ ...log.facts, people: expected.length, events: order.length });
      const bits = emptyBitmap(log.event.length);
      for (let i = 0; i < bits.length; i++) if (int(2) === 0) setBit(bits, i);
      const moved = intoLaidOrder(bits, laid);
      expect(order.map((_, i) => hasBit(moved, i))).toEqual(order.map((place) => hasBit(bits, place)));
    }
  });

  test('finds a value by its text', () => {
    const log = plainLog([
      ['p', 'a', 1],
      ['q', 'a', 2],
    ]);
    const { people } = runSteps(regroup(log, { codes: Uint32Array.from([3, 1]), values: ['one', 'two', 'three'] }));
    expect([people.size, people.find('three'), people.find('two'), people.text(0)]).toEqual([2, 1, -1, 'one']);
  });

  test('may hold nobody', () => {
    const log = plainLog([['p', 'a', 1]]);
    const laid = runSteps(regroup(log, { codes: Uint32Array.from([0]), values: ['one'] }));
    expect([laid.event.length, [...laid.personStart], laid.people.size]).toEqual([0, [0], 0]);
  });
});
