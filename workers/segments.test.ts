import { beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { SegmentDocument } from '#document/document.ts';
import type { Segment } from '#segments/spec.ts';
import type { Condition } from '#vocabulary/rule.ts';
import { asDocument, codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';

/** Ada buys twice, Bob once and asks for his money back, Cleo only looks. */
const EVENTS = [
  { user: 'ada', event: 'View', time: '2024-03-01T09:00:00Z', props: { page: 'a' } },
  { user: 'ada', event: 'Order', time: '2024-03-01T22:30:00Z', props: { amount: '0.1', page: 'b' } },
  { user: 'ada', event: 'Order', time: '2024-03-01T23:30:00Z', props: { amount: '0.2' } },
  { user: 'ada', event: 'Order', time: '2024-03-20T10:00:00Z', props: { amount: '4' } },
  { user: 'bob', event: 'View', time: '2024-03-02T09:00:00Z', props: { page: 'c' } },
  { user: 'bob', event: 'Order', time: '2024-03-02T10:00:00Z', props: { amount: '-3' } },
  { user: 'bob', event: 'Refund', time: '2024-03-09T10:00:00Z' },
  { user: 'cleo', event: 'View', time: '2024-01-01T09:00:00Z', props: { page: 'a' } },
  { user: 'cleo', event: 'View', time: '2024-03-15T09:00:00Z', props: { page: 'c' } },
];
const PEOPLE = { ada: { plan: 'pro' }, bob: { plan: 'free' } };

const engine = startEngine();
const of = (segment: Segment, timezone?: string): SegmentDocument => ({
  sojourn: 1,
  segment,
  ...(timezone && { timezone }),
});
const ids = async (segment: Segment, zone?: string) => value(await engine.segmentIds(of(segment, zone), 1));

beforeEach(async () => {
  value(engine.attachPeople(PEOPLE));
  value(engine.saveSegments({}));
  value(await engine.openEvents(EVENTS, 1));
});

const order = { event: 'Order' };
const day = (n: number) => ({ n, unit: 'day' as const });
const funnel = {
  sojourn: 1 as const,
  analysis: { kind: 'funnel', steps: [{ event: 'View' }, { event: 'Order' }, { event: 'Refund' }] },
};

const hasFunnels = kinds.has('funnel');
const RULES: [string, Segment, string[]][] = [
  ['did', { did: order }, ['ada', 'bob']],
  ['did not', { not: { did: order } }, ['cleo']],
  ['did at most once, never included', { did: order, times: { op: 'lte', value: 1 } }, ['bob', 'cleo']],
  ['never did', { did: order, times: { op: 'is', value: 0 } }, ['cleo']],
  ['did on two days', { did: order, times: { op: 'gte', value: 2 }, days: true }, ['ada']],
  ['did on a day', { did: order, within: { from: '2024-03-02', to: '2024-03-02' } }, ['bob']],
  ['did in the last 11 days, the edge included', { did: { event: 'Refund' }, within: { last: day(11) } }, ['bob']],
  ['did not in less', { did: { event: 'Refund' }, within: { last: day(10.99) } }, []],
  [
    'did in the first days of a life',
    { did: { event: 'View' }, times: { op: 'gte', value: 2 }, within: { firstDays: day(74) } },
    ['cleo'],
  ],
  ['did with a rule', { did: { event: 'View', where: { property: 'page', op: 'is', value: 'c' } } }, ['bob', 'cleo']],
  [
    'did first ever with a rule',
    { did: { event: 'View', first: 'ever', where: { property: 'page', op: 'is', value: 'c' } } },
    ['bob'],
  ],
  ['adds up decimals', { sum: 'amount', of: order, op: 'is', value: 0.3, within: { to: '2024-03-02' } }, ['ada']],
  ['adds up nothing to 0', { sum: 'amount', of: order, op: 'between', value: [0, 0] }, ['cleo']],
  ['adds up to less', { sum: 'amount', of: {}, op: 'lt', value: 0 }, ['bob']],
  ['a column of people', { person: { property: 'plan', op: 'is', value: 'pro' } }, ['ada']],
  ['a missing column of people', { person: { property: 'plan', op: 'isNot', value: 'pro' } }, ['bob', 'cleo']],
  ['the last value', { person: { property: 'page', op: 'is', value: 'c' } }, ['bob', 'cleo']],
  ['the first value', { person: { property: 'page', op: 'is', value: 'a' }, at: 'first' }, ['ada', 'cleo']],
  ['a sequence', { sequence: { then: [order, order] }, within: day(1) }, ['ada']],
  ['not followed by', { sequence: { then: [order, { not: { event: 'Refund' } }] }, within: day(7) }, ['ada']],
  ['reached', { funnel, reached: 1 }, ['ada', 'bob']],
  ['dropped', { funnel, dropped: 2 }, ['ada']],
  ['reached by session', { funnel: asDocument({ ...funnel, unit: 'session' }), reached: 1 }, []],
  ['churned', { lifecycle: 'churned', silentAfter: day(3), churnedAfter: day(7) }, ['bob']],
  ['silent', { lifecycle: 'silent', silentAfter: day(3), churnedAfter: day(7) }, ['cleo']],
  ['active', { lifecycle: 'active', silentAfter: day(3), churnedAfter: day(30) }, ['ada']],
  [
    'resurrected',
    { lifecycle: 'resurrected', asOf: '2024-03-15', silentAfter: day(1), churnedAfter: day(30) },
    ['cleo'],
  ],
  ['new', { lifecycle: 'new', asOf: '2024-03-03', silentAfter: day(7) }, ['ada', 'bob']],
  ['ids', { ids: ['cleo', 'ada', 'nobody', 'ada'] }, ['ada', 'cleo']],
  ['everybody', { all: [] }, ['ada', 'bob', 'cleo']],
  ['nobody', { any: [] }, []],
  [
    'all, any and not',
    { all: [{ any: [{ ids: ['bob'] }, { ids: ['ada'] }] }, { not: { did: { event: 'Refund' } } }] },
    ['ada'],
  ],
];

describe('a segment', () => {
  test.each(RULES.filter(([, rule]) => hasFunnels || !('funnel' in rule)))('%s', async (_, segment, expected) => {
    expect(await ids(segment)).toEqual(expected);
    expect(value(await engine.segment(of(segment), 1))).toMatchObject({
      people: expected.length,
      of: 3,
      rule: { people: expected.length },
      warnings: [],
    });
  });

  test('counts local days', async () => {
    const rule: Segment = { did: order, times: { op: 'is', value: 3 }, days: true };
    expect(await ids(rule)).toEqual([]);
    expect(await ids(rule, 'Europe/Berlin')).toEqual(['ada']);
  });

  test('is paged as people behind a number are', async () => {
    const page = value(await engine.segmentPeople(of({ did: order }), { from: 1, limit: 5 }, 1));
    expect(page).toMatchObject({ total: 2, from: 1, people: [{ id: 'bob', events: 3 }] });
  });

  test.skipIf(!hasFunnels)(
    'warns of names that occur nowhere, also in funnels inside, and of sums of words',
    async () => {
      const segment: Segment = {
        any: [
          { sequence: { then: [{ event: 'Ordr' }] } },
          { person: { property: 'plann', op: 'isSet' } },
          { sum: 'page', of: {}, op: 'gt', value: 0 },
          {
            funnel: asDocument({ ...funnel, analysis: { kind: 'funnel', steps: [{ event: 'Vew' }] } }),
            reached: 0,
          },
        ],
      };
      const { warnings } = value(await engine.segment(of(segment), 1));
      expect(warnings.map(({ code }) => code)).toEqual([
        'engine/noSuchEvent',
        'engine/noSuchEvent',
        'engine/noSuchProperty',
        'engine/notNumeric',
      ]);
    },
  );

  test.skipIf(!kinds.has('retention'))('warns of names that occur nowhere inside an analysis', async () => {
    const analysis = {
      kind: 'retention',
      start: { event: 'Vew' },
      return: { event: 'Order', where: { property: 'amuont', op: 'gt', value: 1 } },
      breakdown: { property: 'plann', of: 'person' },
    };
    const inside = { all: [{ did: { event: 'Retour' } }, { not: { person: { property: 'plan', op: 'isSet' } } }] };
    const behind = { ...funnel, where: { property: 'pgae', op: 'isSet' }, segment: inside, analysis };
    const rule = { behind, pointer: { cohort: '2024-03-01', period: 0 } } as unknown as Segment;
    value(engine.saveSegments({ bought: { did: { event: 'Ordr' } } }));
    const { people, warnings } = value(await engine.segment(of({ not: { all: [rule, { saved: 'bought' }] } }), 1));
    expect(people).toBe(3);
    const names = warnings.map(({ message }) => /“(.*)”/.exec(message)![1]);
    expect(names.sort()).toEqual(['Ordr', 'Retour', 'Vew', 'amuont', 'pgae', 'plann']);
    expect(new Set(warnings.map(({ at, severity }) => `${at} ${severity}`))).toEqual(new Set(['segment warning']));
  });

  test.skipIf(!hasFunnels)('may name saved segments, which may be changed', async () => {
    value(engine.saveSegments({ buyers: { did: order }, quiet: { not: { saved: 'buyers' } } }));
    expect(await ids({ saved: 'quiet' })).toEqual(['cleo']);
    const asked = asDocument({ ...funnel, segment: { saved: 'buyers' } });
    expect(value(await engine.run(asked, 1)).units).toBe(2);
    value(engine.saveSegments({ buyers: { ids: ['bob'] } }));
    expect(value(await engine.run(asked, 1)).units).toBe(1);
    expect(codesOf(engine.saveSegments({ a: { saved: 'a' }, b: {} }))).toEqual(['segment/cycle', 'segment/empty']);
    expect(codesOf(await engine.segment(of({ saved: 'a' }), 1))).toEqual(['segment/unknown']);
  });
});

describe.skipIf(!hasFunnels)('the segment of a document', () => {
  const run = async (fields: object) => value(await engine.run(asDocument({ ...funnel, ...fields }), 1));

  test('says whose journeys are looked at, and nothing else changes', async () => {
    const result = await run({ segment: { did: { event: 'Refund' } } });
    expect(result).toMatchObject({ units: 1, steps: [{ count: 1 }, { count: 1 }, { count: 1 }] });
    expect(result.rules).toContainEqual({
      name: 'segment',
      value: null,
      text: 'only people who did Refund',
      from: 'document',
    });
  });

  test('looks at the whole log, whatever the range and the rule on events', async () => {
    const segment = { did: order };
    const range = { from: '2024-03-15', to: '2024-03-20' };
    expect(await run({ segment, range })).toMatchObject({ units: 1 });
    const where = { property: 'page', op: 'isSet' };
    expect(await run({ segment, where })).toMatchObject({
      units: 2,
      steps: [{ count: 2 }, { count: 1 }, { count: 0 }],
    });
  });

  test('is about people whatever is counted', async () => {
    const segment = { ids: ['bob'] };
    expect(await run({ segment, unit: 'session' })).toMatchObject({ units: 3, steps: [{ count: 1 }, {}, {}] });
    // page c is of Bob and Cleo; only Bob's events are left of it
    const pages = await run({ segment, unit: { property: 'page' } });
    expect(pages).toMatchObject({ units: 1, steps: [{ count: 1 }, {}, {}] });
  });

  test('is refused where it does not parse', async () => {
    expect(
      codesOf(await engine.run(asDocument({ ...funnel, segment: { likely: 'churn', model: 'm', top: 1 } }), 1)),
    ).toEqual(['segment/notYet']);
  });
});

test('conditions on people are decided as a plain reading of each value', async () => {
  const { int, pick } = random(21);
  const values = ['', '1', '2', '10', '2.5'];
  const rows = Array.from({ length: 2000 }, () => {
    const amount = pick(values);
    return {
      user: `u${int(400)}`,
      event: 'e',
      time: new Date(Date.UTC(2024, 0, 1) + int(50) * 1000).toISOString(),
      props: { word: pick(['', 'tea', 'Tea', 'coffee']), ...(amount && { amount }) },
    };
  });
  value(await engine.openEvents(rows, 1));
  const known = new Map<string, { word: string[]; amount: number[] }>();
  for (const { user, props } of rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => (a.row.time < b.row.time ? -1 : a.row.time > b.row.time ? 1 : a.i - b.i))
    .map(({ row }) => row)) {
    const person = known.get(user) ?? { word: [], amount: [] };
    known.set(user, person);
    if (props.word) person.word.push(props.word);
    if (props.amount) person.amount.push(Number(props.amount));
  }
  const people = [...known];
  const rules: [Condition, (word: string | undefined, amount: number | undefined) => boolean][] = [
    [{ property: 'word', op: 'is', value: ['tea', 'coffee'] }, (word) => word === 'tea' || word === 'coffee'],
    [{ property: 'word', op: 'isNot', value: 'tea', ignoreCase: true }, (word) => word?.toLowerCase() !== 'tea'],
    [{ property: 'word', op: 'notContains', value: 'ea' }, (word) => !word?.includes('ea')],
    [{ property: 'word', op: 'isSet' }, (word) => word !== undefined],
    [{ property: 'amount', op: 'gt', value: 2 }, (_, amount) => amount !== undefined && amount > 2],
    [
      { property: 'amount', op: 'between', value: [2, 2.5] },
      (_, amount) => amount !== undefined && amount >= 2 && amount <= 2.5,
    ],
    [{ property: 'amount', op: 'isNotSet' }, (_, amount) => amount === undefined],
  ];
  for (const at of ['first', 'last'] as const) {
    const end = at === 'first' ? 0 : -1;
    for (const [person, holds] of rules) {
      const expected = people
        .filter(([, { word, amount }]) => holds(word.at(end), amount.at(end)))
        .map(([user]) => user);
      const rule: Segment = { person, at };
      expect(await ids(rule), JSON.stringify(rule)).toEqual(expected.sort());
      expect(await ids({ not: { not: rule } })).toEqual(expected);
      const other: Segment = { did: {}, times: { op: 'gte', value: 6 } };
      expect(await ids({ not: { all: [rule, other] } })).toEqual(await ids({ any: [{ not: rule }, { not: other }] }));
      expect(await ids({ not: { any: [rule, other] } })).toEqual(await ids({ all: [{ not: rule }, { not: other }] }));
    }
  }
});

test('rows of one event are added up', async () => {
  const lines = [
    'id,order,name,at,amount',
    'a,1,Buy,2024-01-01,2',
    'a,1,Buy,2024-01-01,3',
    'a,2,Buy,2024-01-02,',
    'b,3,Buy,2024-01-02,4',
  ];
  const files = [fileOf(lines.join('\n'))];
  const { guess } = value(await engine.inspect(files, 1));
  const as = { shape: 'events' as const, ids: [{ kind: 'person', column: 'id' }], time: 'at', oneEventPer: 'order' };
  const tables = guess.tables.map(({ setup }) => ({ ...setup, ...as, event: { column: 'name' } }));
  value(await engine.open(files, { tables, identity: guess.identity }, 1));
  const sum = (op: 'is' | 'gte', amount: number): Segment => ({
    sum: 'amount',
    of: { event: 'Buy' },
    op,
    value: amount,
  });
  expect(await ids(sum('is', 5))).toEqual(['a']);
  expect(await ids(sum('gte', 4))).toEqual(['a', 'b']);
  expect(await ids({ did: { event: 'Buy' }, times: { op: 'is', value: 2 } })).toEqual(['a']);
});

test('intervals between visits give thresholds', async () => {
  // gaps over half an hour: Ada 13.5 h, 1 h and 442.5 h, Bob 1 h and 168 h, Cleo 74 days
  expect(value(await engine.usageIntervals(1))).toEqual({
    gaps: 6,
    // bins of 9.25 days: the longest ends the eighth
    histogram: [4, 1, 0, 0, 0, 0, 0, 1, ...new Array<number>(16).fill(0)],
    medianMs: 13.5 * 3_600_000,
    p75Ms: 442.5 * 3_600_000,
    p90Ms: 74 * 86_400_000,
    silentAfter: day(74),
    churnedAfter: day(222),
  });
});
