import { beforeEach, expect, test } from 'vitest';
import type { RuleCount } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import { startEngine, value } from '../tests/support/engine.ts';

/** What each of them does, one after the other. */
const DOES: Record<string, string[]> = {
  ada: ['View', 'Order', 'Order'],
  bob: ['View', 'Order', 'Refund'],
  cleo: ['View'],
  dan: ['Support', 'Refund'],
};

const engine = startEngine();
const count = async (segment: Segment): Promise<RuleCount> =>
  value(await engine.segment({ sojourn: 1, segment }, 1)).rule;
const did = (event: string): Segment => ({ did: { event } });

beforeEach(async () => {
  value(engine.saveSegments({ buyers: did('Order') }));
  const events = Object.entries(DOES).flatMap(([user, names]) =>
    names.map((event, i) => ({ user, event, time: `2024-03-0${i + 1}T09:00:00Z` })),
  );
  value(await engine.openEvents(events, 1));
});

test('each rule of a group is counted alone, and who is left after it', async () => {
  const rule: Segment = {
    all: [did('View'), { not: did('Refund') }, { did: { event: 'Order' }, times: { op: 'gte', value: 2 } }],
  };
  expect(await count(rule)).toEqual({
    people: 1,
    members: [
      { people: 3, left: 3 },
      { people: 2, left: 2 },
      { people: 1, left: 1 },
    ],
  });
});

test('of alternatives nobody is left over', async () => {
  expect(await count({ any: [did('Order'), did('Support')] })).toEqual({
    people: 3,
    members: [{ people: 2 }, { people: 1 }],
  });
});

test('a group in a group is counted as a whole and in its parts', async () => {
  const inner: Segment = { all: [did('Order'), did('Refund')] };
  expect(await count({ all: [did('View'), { any: [inner, did('Support')] }] })).toEqual({
    people: 1,
    members: [
      { people: 3, left: 3 },
      {
        people: 2,
        left: 1,
        members: [
          {
            people: 1,
            members: [
              { people: 2, left: 2 },
              { people: 2, left: 1 },
            ],
          },
          { people: 1 },
        ],
      },
    ],
  });
});

test('a denied group is told with the rules it denies', async () => {
  expect(await count({ not: { not: { not: { any: [did('Refund'), did('Support')] } } } })).toEqual({
    people: 2,
    members: [{ people: 2 }, { people: 1 }],
  });
});

test('a saved segment is one rule', async () => {
  value(engine.saveSegments({ buyers: { all: [did('View'), did('Order')] } }));
  expect(await count({ all: [{ saved: 'buyers' }, { not: { saved: 'buyers' } }] })).toEqual({
    people: 0,
    members: [
      { people: 2, left: 2 },
      { people: 2, left: 0 },
    ],
  });
});

test('one rule, and groups of none', async () => {
  expect(await count(did('Support'))).toEqual({ people: 1 });
  expect(await count({ all: [] })).toEqual({ people: 4, members: [] });
  expect(await count({ any: [] })).toEqual({ people: 0, members: [] });
});
