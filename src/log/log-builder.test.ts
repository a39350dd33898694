import { describe, expect, test } from 'vitest';
import { batchOf, newBuilder } from '../../tests/support/log.ts';
import { random } from '../../tests/support/random.ts';
import { runSteps } from '../../tests/support/run-steps.ts';
import { cutShards, personAt } from './event-log.ts';
import { overviewOf } from './overview-of.ts';
import { textColumn } from './text-column.ts';
import { variantsOf } from './variants.ts';

interface Row {
  person: string | null;
  event: string | null;
  time: number;
}

function build(rows: Row[], batch = 7) {
  const builder = newBuilder();
  for (let i = 0; i < rows.length; i += batch) {
    const part = rows.slice(i, i + batch);
    const names = textColumn(part.map(({ event }) => event));
    const times = Float64Array.from(part, ({ time }) => time);
    builder.add(
      batchOf(
        builder.ids,
        part.map(({ person }) => person),
        names,
        times,
      ),
    );
  }
  const { log } = runSteps(builder.finish());
  return { log, builder };
}

/** The same by plain objects: group by person in order of appearance, stable sort by time. */
function naive(rows: Row[]) {
  const people = new Map<string, { event: string; time: number; row: number }[]>();
  rows.forEach(({ person, event, time }, row) => {
    if (!person || Number.isNaN(time)) return;
    if (!people.has(person)) people.set(person, []);
    people.get(person)!.push({ event: event ?? '', time, row });
  });
  return [...people].map(([person, events]) => ({ person, events: events.sort((a, b) => a.time - b.time) }));
}

function unfolded(log: ReturnType<typeof build>['log']) {
  return Array.from({ length: log.facts.people }, (_, p) => ({
    person: log.people.text(p),
    events: Array.from({ length: log.personStart[p + 1]! - log.personStart[p]! }, (_, i) => {
      const at = log.personStart[p]! + i;
      return { event: log.names[log.event[at]!]!, time: log.time[at]!, row: log.row[at]! };
    }),
  }));
}

describe('the event log', () => {
  test('is the rows grouped by person and sorted by time, ties in the order of the files', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { int } = random(seed);
      const rows = Array.from({ length: int(60) }, () => ({
        person: int(12) === 0 ? null : `p${int(4)}`,
        event: int(15) === 0 ? null : 'abcdé'[int(5)]!,
        time: int(20) === 0 ? NaN : int(6),
      }));
      const { log, builder } = build(rows);
      expect(unfolded(log)).toEqual(naive(rows));
      expect(log.rows).toBe(rows.length);
      expect(builder.unusable.withoutPerson).toBe(rows.filter(({ person }) => !person).length);
      expect(builder.unusable.withoutTime).toBe(rows.filter(({ person, time }) => person && Number.isNaN(time)).length);
    }
  });

  test('sorts a long journey that is written backwards', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ person: 'p', event: 'e', time: Math.floor((499 - i) / 2) }));
    expect(unfolded(build(rows).log)).toEqual(naive(rows));
  });

  test('keeps the examples of times that cannot be read', () => {
    const builder = newBuilder();
    const times = textColumn(['12', 'soon', null]);
    builder.add(batchOf(builder.ids, ['a', 'b', 'c'], textColumn(['x', 'x', 'x']), times));
    expect(builder.unusable).toEqual({
      withoutPerson: 0,
      withoutTime: 1,
      unreadableTimes: 1,
      unreadableExamples: ['soon'],
    });
  });

  test('takes columns that write each text once, missing and empty ones among them', () => {
    const builder = newBuilder();
    const values = textColumn(['x', '', 'y']);
    const coded = {
      rows: 5,
      codes: Uint8Array.from([0, 2, 1, 2, 0]),
      values,
      valid: Uint8Array.from([0b01111]),
      validFrom: 0,
    };
    builder.add(batchOf(builder.ids, ['a', 'a', 'a', 'b', 'b'], coded, Float64Array.from([3, 1, 2, 1, 2])));
    const { log } = runSteps(builder.finish());
    expect(unfolded(log).map(({ events }) => events.map(({ event }) => event))).toEqual([
      ['y', '', 'x'],
      ['y', ''],
    ]);
    expect(builder.unnamed).toBe(2);
  });

  test('of nobody is empty and not broken', () => {
    const { log } = build([{ person: null, event: 'a', time: 1 }]);
    expect(log.facts).toMatchObject({ people: 0, events: 0 });
    expect(overviewOf(log).daily).toEqual([]);
    expect(variantsOf(log)).toBe(0);
  });

  test('cuts into shards that hold every person once', () => {
    const { int } = random(5);
    const { log } = build(Array.from({ length: 400 }, () => ({ person: `p${int(30)}`, event: 'e', time: int(9) })));
    for (const count of [1, 2, 3, 50]) {
      const shards = cutShards(log, count);
      expect(shards.reduce((sum, shard) => sum + shard.personStart.length - 1, 0)).toBe(log.facts.people);
      expect(shards.flatMap((shard) => [...shard.time])).toEqual([...log.time]);
      for (const shard of shards) expect(shard.personStart[0]).toBe(0);
    }
  });

  test('finds the person of a place', () => {
    const { log } = build(['a', 'b', 'b', 'c'].map((person, time) => ({ person, event: 'e', time })));
    expect([0, 1, 2, 3].map((place) => log.people.text(personAt(log, place)))).toEqual(['a', 'b', 'b', 'c']);
  });

  test('summarises events by name with the people who did them', () => {
    const rows = [
      { person: 'a', event: 'x', time: 0 },
      { person: 'a', event: 'y', time: 1 },
      { person: 'b', event: 'x', time: 86_400_000 },
    ];
    const overview = overviewOf(build(rows).log);
    expect(overview.eventNames).toEqual([
      { name: 'x', events: 2, people: 2, meanPlace: 0 },
      { name: 'y', events: 1, people: 1, meanPlace: 1 },
    ]);
    expect(overview.daily.map(({ events }) => events)).toEqual([2, 1]);
    expect(variantsOf(build(rows).log)).toBe(2);
  });
});
