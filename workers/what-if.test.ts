import { describe, expect, test } from 'vitest';
import type { Identity } from '#log/identity.ts';
import { asDocument, codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

/** Anonymous visits, signing in, a shared device, and a table that says which e-mail is whose. */
const WEB = `visitor_id,customer_id,event,time
v1,,see,2026-01-01T10:00:00Z
v1,anna,sign in,2026-01-01T11:00:00Z
v2,anna,buy,2026-01-03T10:00:00Z
v3,,see,2026-01-02T10:00:00Z
v3,ben,buy,2026-01-02T12:00:00Z
kiosk,,see,2026-01-04T09:00:00Z
kiosk,anna,see,2026-01-04T10:00:00Z
kiosk,ben,see,2026-01-04T11:00:00Z
kiosk,dora,see,2026-01-04T11:20:00Z
kiosk,emil,see,2026-01-04T11:40:00Z
kiosk,cleo,buy,2026-01-04T12:00:00Z
`;
const CALLS = `email,event,time
a@x.org,call,2026-01-05T10:00:00Z
c@x.org,call,2026-01-06T10:00:00Z
`;
const LINKS = `email,customer_id
a@x.org,anna
c@x.org,cleo
`;

const files = [fileOf(WEB, 'web.csv'), fileOf(CALLS, 'calls.csv'), fileOf(LINKS, 'links.csv')];
const ids = (...kinds: [column: string, kind: string][]) => kinds.map(([column, kind]) => ({ column, kind }));
const UNLINKED: Identity = { rule: 'none', kinds: [], cap: 0, split: [] };
const linked = (given: Partial<Identity>): Identity => ({
  rule: 'graph',
  kinds: ['customer', 'email', 'visitor'],
  cap: 4,
  split: [],
  ...given,
});
const given = (identity: Identity) => ({
  identity,
  zone: 'UTC',
  tables: [
    { table: 'web.csv', ids: ids(['visitor_id', 'visitor'], ['customer_id', 'customer']) },
    { table: 'calls.csv', ids: ids(['email', 'email']) },
    { table: 'links.csv', shape: 'links' as const, ids: ids(['email', 'email'], ['customer_id', 'customer']) },
  ],
});
const funnel = asDocument({
  sojourn: 1,
  analysis: { kind: 'funnel', steps: [{ event: 'see' }, { event: 'buy' }], window: { n: 30, unit: 'day' } },
});

const engine = startEngine();
const what = async (from: Identity, to: Identity, document = funnel) => {
  value(await engine.open(files, given(from), 1));
  return value(await engine.whatIf(to, document, 2));
};

describe('another identity', () => {
  test('brings those together who are one, and leaves the open log as it was', async () => {
    const { now, then } = await what(UNLINKED, linked({}));
    // v1, v2, v3, kiosk and two addresses; linked: anna, ben, cleo, dora, emil and the kiosk's anonymous visit
    expect(now.identity).toMatchObject({ people: 6, merged: 0 });
    expect(then.identity).toMatchObject({ people: 6, withoutLinking: 6, merged: 3, ignoredTotal: 1 });
    expect(then.identity.ignored).toEqual([{ kind: 'visitor', id: 'kiosk', linkedTo: 5 }]);
    // unlinked v1, v3 and kiosk see, v3 and kiosk buy; linked five see, of whom anna and ben buy
    expect(now.conversion).toBeCloseTo(2 / 3, 12);
    expect(then.conversion).toBeCloseTo(2 / 5, 12);
    // unlinked nobody, linked anna, ben and cleo come a day later again
    expect(now.cameBack).toBe(0);
    expect(then.cameBack).toBe(3 / 6);
    expect(value(await engine.whatIf(UNLINKED, null, 3))).toEqual({
      now: { ...now, conversion: null },
      then: { ...now, conversion: null },
    });
  });

  test('without a cap the shared device makes one person of five, and split by hand it does not', async () => {
    const { now, then } = await what(
      linked({ cap: 10 }),
      linked({ cap: 10, split: [{ kind: 'visitor', id: 'kiosk' }] }),
    );
    expect(now.identity).toMatchObject({ people: 1 });
    expect(now.identity.largest[0]).toMatchObject({ person: 'anna', count: 11 });
    expect(then.identity).toMatchObject({ people: 6, ignoredTotal: 0 });
  });

  test('an anonymous visit goes to the first or to the last who is known', async () => {
    const { now, then } = await what(linked({ rule: 'firstKnown', cap: 9 }), linked({ rule: 'lastKnown', cap: 9 }));
    expect(now.identity.people).toBe(5);
    expect(then.identity.people).toBe(5);
    const whose = (of: typeof now) =>
      of.identity.largest.find(({ ids: own }) => own.some(({ id }) => id === 'kiosk'))?.person;
    expect([whose(now), whose(then)]).toEqual(['anna', 'cleo']);
  });

  test('asks the same where the question needs the table', async () => {
    const where = { property: 'customer_id', op: 'isSet' };
    const asked = asDocument({ ...funnel, where });
    const { now, then } = await what(UNLINKED, linked({}), asked);
    expect([now.conversion, then.conversion]).toEqual([1, 0]);
  });

  test('is told as a problem where it cannot be', async () => {
    expect(codesOf(await startEngine().whatIf(UNLINKED, null, 1))).toEqual(['engine/nothingOpen']);
    value(await engine.open(files, given(UNLINKED), 1));
    expect(
      codesOf(await engine.whatIf(UNLINKED, asDocument({ sojourn: 1, analysis: { kind: 'nothing' } }), 2)),
    ).not.toEqual([]);
    const stopped = engine.whatIf(linked({}), null, 7);
    engine.cancel(7);
    expect(codesOf(await stopped)).toEqual(['engine/cancelled']);
  });
});

describe('memory', () => {
  test('is counted and freed, and what was freed is made again', async () => {
    value(await engine.open(files, given(UNLINKED), 1));
    const before = value(await engine.memory(2));
    expect(before.log).toBeGreaterThan(11 * 13);
    expect(before.caches).toBe(0);
    const asked = asDocument({ ...funnel, where: { property: 'customer_id', op: 'isSet' } });
    const first = value(await engine.run(asked, 3));
    const during = value(await engine.memory(4));
    expect(during.caches).toBeGreaterThan(0);
    expect(during.database).toBeGreaterThan(1_000_000);
    expect(during.tables.map(({ table }) => table)).toEqual(['web.csv', 'calls.csv', 'links.csv']);
    const after = value(await engine.freeMemory(5));
    expect(after.caches).toBe(0);
    expect(after.tables.every(({ database }) => database === 0)).toBe(true);
    expect({ ...value(await engine.run(asked, 6)), elapsedMs: 0 }).toEqual({ ...first, elapsedMs: 0 });
    expect(value(await startEngine().memory(1))).toEqual({ log: 0, caches: 0, database: 0, tables: [] });
  });

  test('rows are given as they were read, in the order asked for', async () => {
    value(await engine.open(files, given(UNLINKED), 1));
    const { columns, rows } = value(await engine.rawRows([11, 0, 99], 2));
    expect(columns.slice(0, 4)).toEqual(['visitor_id', 'customer_id', 'event', 'time']);
    const at = (row: number, name: string) => rows[row]![columns.indexOf(name)];
    expect([at(0, 'email'), at(1, 'visitor_id'), at(2, 'visitor_id')]).toEqual(['a@x.org', 'v1', null]);
  });
});
