import { describe, expect, test } from 'vitest';
import { runSteps } from '../../tests/support/run-steps.ts';
import { Identities } from '#log/identities.ts';
import { UNLINKED, type Identity } from '#log/identity.ts';
import type { EventLog } from '#log/event-log.ts';
import { LogBuilder } from '#log/log-builder.ts';
import { textColumn } from '#log/text-column.ts';
import { blankTable, type TableSetup } from './setup.ts';
import { eventReader } from './table-events.ts';

const SETUP = blankTable('t', {
  ids: [{ column: 'who', kind: 'customer' }],
  event: { column: 'what' },
  time: 'when',
});

type Cells = Record<string, (string | null)[]>;

function laid(setup: Partial<TableSetup>, cells: Cells, identity: Identity = UNLINKED, batch = 3) {
  const builder = new LogBuilder(new Identities(identity));
  builder.beginTable();
  const reader = eventReader({ ...SETUP, ...setup }, builder.ids);
  const rows = Object.values(cells)[0]!.length;
  for (let from = 0; from < rows; from += batch) {
    const part = (name: string) => textColumn(cells[name]!.slice(from, from + batch));
    const columns = reader.scan.columns.map(part);
    builder.add(reader.read({ rows: Math.min(batch, rows - from), columns }));
  }
  return { builder, ...runSteps(builder.finish()) };
}

const journeys = (log: EventLog): Record<string, string[]> =>
  Object.fromEntries(
    Array.from({ length: log.facts.people }, (_, p) => [
      log.people.text(p),
      Array.from(log.event.subarray(log.personStart[p], log.personStart[p + 1]), (code) => log.names[code]!),
    ]),
  );

const days = (...list: (number | null)[]) => list.map((day) => (day === null ? null : `2026-03-0${day}`));

describe('rows of a table become events', () => {
  test('named by one name, by several columns, or by the first that is filled', () => {
    const cells = {
      who: ['a', 'a', 'b'],
      when: days(1, 2, 1),
      kind: ['track', 'page', null],
      name: ['Buy', null, null],
    };
    expect(journeys(laid({ event: { constant: 'Purchase' } }, cells).log)).toEqual({
      a: ['Purchase', 'Purchase'],
      b: ['Purchase'],
    });
    const joined = laid({ event: { columns: ['kind', 'name'], between: ': ' } }, cells);
    expect(journeys(joined.log)).toEqual({ a: ['track: Buy', 'page'], b: [''] });
    expect(journeys(laid({ event: { firstOf: ['name', 'kind'] } }, cells).log)).toEqual({
      a: ['Buy', 'page'],
      b: [''],
    });
  });

  test('each filled date of a row of milestones is an event, and one without any has no time', () => {
    const milestones = [
      { column: 'lead', event: 'Became lead' },
      { column: 'won', event: 'Won' },
    ];
    const cells = {
      who: ['a', 'b', 'c', null],
      lead: days(2, null, null, 4),
      won: ['2026-03-01', '2026-03-03', null, null],
    };
    const { log, builder } = laid({ shape: 'milestones', milestones }, cells);
    expect(journeys(log)).toEqual({ a: ['Won', 'Became lead'], b: ['Won'] });
    expect([...log.row]).toEqual([0, 0, 1]);
    expect(log.rows).toBe(4);
    expect(builder.unusable).toMatchObject({ withoutPerson: 1, withoutTime: 1 });
  });

  test('lines of one invoice are one event, also when other rows lie between', () => {
    const cells = {
      who: ['a', 'a', 'b', 'a', 'b', null],
      when: days(1, 1, 1, 2, 2, 2),
      what: ['Buy', 'Buy', 'Buy', 'Buy', 'Return', 'Buy'],
      invoice: ['1', '1', '2', '1', '2', '3'],
    };
    const { log, builder } = laid({ oneEventPer: 'invoice' }, cells);
    expect(journeys(log)).toEqual({ a: ['Buy'], b: ['Buy', 'Return'] });
    expect(log.merged).toEqual({ rows: Uint32Array.of(1, 3), heads: Uint32Array.of(0, 0) });
    expect(builder.merged).toBe(2);
    expect(builder.unusable.withoutPerson).toBe(1);
  });

  test('further lines of an invoice need no id and no time of their own', () => {
    const cells = {
      who: ['a', null, null, null],
      when: ['2026-03-01', null, '2026-03-01', null],
      what: ['Buy', 'Buy', 'Buy', 'Buy'],
      invoice: ['1', '1', '1', '2'],
    };
    const { log, builder } = laid({ oneEventPer: 'invoice' }, cells);
    expect(journeys(log)).toEqual({ a: ['Buy'] });
    expect(builder.merged).toBe(2);
    expect(builder.unusable).toMatchObject({ withoutPerson: 1, withoutTime: 0 });
  });

  test('rows without an id are nobody’s, each its own, or one person’s', () => {
    const cells = { who: ['a', null, null], when: days(1, 2, 3), what: ['x', 'y', 'z'] };
    expect(journeys(laid({}, cells).log)).toEqual({ a: ['x'] });
    expect(journeys(laid({ withoutId: 'each' }, cells).log)).toEqual({ a: ['x'], 'row 1': ['y'], 'row 2': ['z'] });
    expect(journeys(laid({ withoutId: { id: 'NA' } }, cells).log)).toEqual({ a: ['x'], NA: ['y', 'z'] });
  });

  test('of rows with the same event id the first stays', () => {
    const cells = {
      who: ['a', 'a', 'b', 'a'],
      when: days(1, 2, 3, 4),
      what: ['x', 'x', 'y', 'z'],
      key: ['1', '1', '1', null],
    };
    const { log, builder } = laid({ repeats: { column: 'key' } }, cells);
    expect(journeys(log)).toEqual({ a: ['x', 'z'] });
    expect(builder.repeats).toBe(2);
  });

  test('names that are merged become one, and those left out are counted', () => {
    const builder = new LogBuilder(new Identities(UNLINKED));
    const reader = eventReader(SETUP, builder.ids);
    const cells: Cells = { who: ['b', 'a', 'c'], what: ['X', 'y', 'y'], when: days(1, 2, 3) };
    builder.add(reader.read({ rows: 3, columns: reader.scan.columns.map((name) => textColumn(cells[name]!)) }));
    expect(builder.names).toEqual(['X', 'y']);
    const { log, hidden } = runSteps(builder.finish(['x', null]));
    expect(journeys(log)).toEqual({ b: ['x'] });
    expect(hidden).toBe(2);
  });
});

describe('ids of one row', () => {
  const ids = [
    { column: 'visitor', kind: 'visitor' },
    { column: 'customer', kind: 'customer' },
  ];
  const cells = {
    visitor: ['v1', 'v1', 'v2', 'v2', 'v3', 'v2'],
    customer: [null, 'c1', 'c1', 'c2', null, null],
    when: days(1, 2, 3, 4, 5, 6),
    what: ['a', 'b', 'c', 'd', 'e', 'f'],
  };
  const linked = (identity: Partial<Identity>) =>
    laid({ ids }, cells, { rule: 'graph', kinds: ['customer', 'visitor'], cap: 9, split: [], ...identity });

  test('make one person by the rule, named by the strongest', () => {
    expect(journeys(linked({ rule: 'none' }).log)).toEqual({ v1: ['a', 'b'], v2: ['c', 'd', 'f'], v3: ['e'] });
    expect(journeys(linked({}).log)).toEqual({ c1: ['a', 'b', 'c', 'd', 'f'], v3: ['e'] });
    expect(journeys(linked({ rule: 'firstKnown' }).log)).toEqual({ c1: ['a', 'b', 'c', 'f'], c2: ['d'], v3: ['e'] });
    expect(journeys(linked({ rule: 'lastKnown' }).log)).toEqual({ c1: ['a', 'b', 'c'], c2: ['d', 'f'], v3: ['e'] });
  });

  test('link nothing where one is split off or linked to too many, which is listed', () => {
    const { log, identity } = linked({ split: [{ kind: 'visitor', id: 'v2' }] });
    expect(journeys(log)).toEqual({ c1: ['a', 'b', 'c'], c2: ['d'], v3: ['e'], v2: ['f'] });
    expect(identity).toMatchObject({ merged: 1, withoutLinking: 3, people: 4, ignored: [] });
    const capped = linked({ cap: 1 });
    expect(capped.identity.ignored).toEqual([
      { kind: 'customer', id: 'c1', linkedTo: 2 },
      { kind: 'visitor', id: 'v2', linkedTo: 2 },
    ]);
  });
});
