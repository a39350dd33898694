import { expect, test } from 'vitest';
import type { Person, Segment } from '#segments/spec.ts';
import { OPERATORS, type Condition, type Scalar } from '#vocabulary/rule.ts';
import { startEngine, value } from '../tests/support/engine.ts';
import { passes } from '../tests/support/plain-rule.ts';
import { random } from '../tests/support/random.ts';

const CASES = 10_000;

const engine = startEngine();
const ids = async (segment: Segment, timezone: string) =>
  value(await engine.segmentIds({ sojourn: 1, segment, timezone }, 1));

type Dice = ReturnType<typeof random>;
type Values = Record<string, string | null>;

/** Texts of times, and what they mean. */
const TIMES: Record<string, number> = {
  '2024-01-02': Date.UTC(2024, 0, 2),
  '2024-01-01T22:59:59Z': Date.UTC(2024, 0, 1, 22, 59, 59),
  '2024-01-01T23:00:00Z': Date.UTC(2024, 0, 1, 23),
  '2024-01-02 01:00:00+01:00': Date.UTC(2024, 0, 2),
  '2024-01-02T00:00:00.001Z': Date.UTC(2024, 0, 2) + 1,
  soon: NaN,
};
/** What a rule may be given, with the midnight of each zone; Berlin is an hour ahead of UTC in January. */
const EDGES: Record<string, (zone: string) => number> = {
  '2024-01-02': (zone) => Date.UTC(2024, 0, 2) - (zone === 'UTC' ? 0 : 3_600_000),
  '2024-01-01T23:00:00Z': () => Date.UTC(2024, 0, 1, 23),
  '2024-01-02T01:00:00+01:00': () => Date.UTC(2024, 0, 2),
};
const WORDS = ['a', 'A', 'ab', 'Ba', '', "o'", '10', 'ä'];
const OWN = ['tier', 'plan'];

interface Sample {
  rows: { user: string; time: number; values: Values }[];
  people: Record<string, Values>;
}

function sampleOf({ int, pick }: Dice): Sample {
  const user = () => `u${int(8)}`;
  return {
    rows: Array.from({ length: 1 + int(40) }, () => ({
      user: user(),
      time: Date.UTC(2024, 0, 1) + int(12) * 3_600_000,
      values: {
        word: int(4) === 0 ? null : pick(WORDS),
        size: int(4) === 0 ? null : String(int(12)),
        due: int(4) === 0 ? null : pick(Object.keys(TIMES)),
        // beside a column of the people table it is not looked at
        tier: pick(['1', 'x']),
      },
    })),
    people: Object.fromEntries(
      ['u0', 'u1', 'u2', 'u5', 'gone'].map((id) => [
        id,
        { tier: id === 'u0' ? '7' : int(4) === 0 ? null : String(int(9)), plan: id === 'u0' ? 'b' : pick(WORDS) },
      ]),
    ),
  };
}

function ruleOf({ int, pick }: Dice): Person {
  const op = pick(OPERATORS);
  const at = pick(['first', 'last', undefined] as const);
  const person = ((): Condition => {
    if (op === 'before' || op === 'after') return { property: 'due', op, value: pick(Object.keys(EDGES)) };
    const property = pick(['word', 'size', 'due', 'tier', 'plan', 'lost']);
    if (op === 'isSet' || op === 'isNotSet') return { property, op };
    const one = () =>
      op.endsWith('atches')
        ? pick(['a', '^A', 'b$', '1.?'])
        : pick<Scalar>(['a', 'A', 'b', "o'", '10', 9, 3, 'Ä', '2024-01-02']);
    const ignoreCase = int(2) === 0 && { ignoreCase: true };
    if (op === 'between') return { property, op, value: [one(), one()], ...ignoreCase };
    const many = !['gt', 'gte', 'lt', 'lte'].includes(op) && int(3) === 0;
    return { property, op, value: many ? Array.from({ length: int(4) }, one) : one(), ...ignoreCase };
  })();
  return { person, ...(at && { at }) };
}

/** Everybody's own values and those of their events, first or last in time; what came in one instant, in the order of the file. */
function knownOf({ rows, people }: Sample, at: 'first' | 'last'): Map<string, Values> {
  const inTime = rows.map((row, i) => ({ row, i })).sort((a, b) => a.row.time - b.row.time || a.i - b.i);
  const known = new Map<string, Values>();
  for (const { row } of inTime) {
    const values = known.get(row.user) ?? {};
    known.set(row.user, values);
    for (const [name, value] of Object.entries(row.values))
      if (value && !(at === 'first' && values[name])) values[name] = value;
  }
  for (const [user, values] of known)
    for (const name of OWN) values[name] = people[user]?.[name] ? people[user][name] : null;
  return known;
}

function holds({ op, value: edge }: Condition, given: string | null | undefined, zone: string): boolean {
  const edgeMs = EDGES[String(edge)]!(zone);
  return given ? (op === 'before' ? TIMES[given]! < edgeMs : TIMES[given]! > edgeMs) : false;
}

test('a condition on a person is decided on their own value, or the first or last that is known', async () => {
  const dice = random(41);
  for (let decided = 0; decided < CASES;) {
    const sample = sampleOf(dice);
    value(engine.attachPeople(sample.people));
    const events = sample.rows.map(({ user, time, values }) => ({ user, event: 'e', time, props: values }));
    value(await engine.openEvents(events, 1));
    const known = { first: knownOf(sample, 'first'), last: knownOf(sample, 'last') };
    const numeric = (name: string) => {
      const given = OWN.includes(name)
        ? [...known.last.values()].map((values) => values[name])
        : sample.rows.map(({ values }) => values[name]);
      const there = given.filter((each) => each);
      return there.length > 0 && there.every((each) => !Number.isNaN(Number(each)));
    };
    for (let n = 0; n < 50; n++) {
      const rule = ruleOf(dice);
      const zone = dice.pick(['UTC', 'Europe/Berlin']);
      const { person } = rule;
      const timed = person.op === 'before' || person.op === 'after';
      const expected = [...known[rule.at ?? 'last']]
        .filter(([, values]) =>
          timed ? holds(person, values[person.property], zone) : passes(person, values, numeric),
        )
        .map(([user]) => user);
      expect(await ids(rule, zone), JSON.stringify({ rule, zone, sample })).toEqual(expected.sort());
      decided += known.last.size;
    }
  }
}, 60_000);

test('a list of ids is whoever is called so', async () => {
  const { int, pick } = random(42);
  const names = ['ada', 'Ada', 'ada ', '10', '1e1', "o'", 'ada #1', 'Ünal', '顧客', '"', 'gone', 'away', ''];
  for (let n = 0; n < CASES;) {
    const users = Array.from({ length: 1 + int(12) }, () => pick(names.slice(0, -3)));
    value(
      await engine.openEvents(
        users.map((user, i) => ({ user, event: 'e', time: i })),
        1,
      ),
    );
    for (const end = n + 50; n < end; n++) {
      const rule = { ids: Array.from({ length: int(6) }, () => pick(names)) };
      const there = new Set(users.filter((user) => rule.ids.includes(user)));
      expect(await ids(rule, 'UTC'), JSON.stringify({ rule, users })).toEqual([...there].sort());
    }
  }
}, 30_000);
