import { beforeAll, describe, expect, test } from 'vitest';
import { hasBit, type Bitmap } from '#log/bitmap.ts';
import { OPERATORS, type Condition, type Rule, type Scalar } from '#vocabulary/rule.ts';
import { passes } from '../tests/support/plain-rule.ts';
import { random } from '../tests/support/random.ts';
import { value } from '../tests/support/engine.ts';
import { Breath } from './breath.ts';
import { Database } from './database.ts';
import { EVENTS_SETUP, openEvents } from './events-source.ts';
import { closeTheDoors } from './no-way-out.ts';
import { OpenedLog } from './opened-log.ts';
import { parsePeople } from './person-attributes.ts';

closeTheDoors(null);
let database: Database;
beforeAll(async () => {
  database = await Database.start();
});

type Props = Record<string, string | number | boolean | null>;

interface Given {
  user: string;
  event: string;
  time: string;
  props?: Props;
}

const open = async (events: Given[], people: unknown = {}) =>
  value(
    await OpenedLog.read(
      [{ source: value(openEvents(events, () => Promise.resolve(database))), setup: EVENTS_SETUP.tables[0]! }],
      EVENTS_SETUP,
      value(parsePeople(people)),
      () => Promise.resolve(database),
      new Breath(),
      () => undefined,
    ),
  );

const list = (bitmap: Bitmap) => Array.from({ length: bitmap.length }, (_, i) => hasBit(bitmap, i));

describe('rules on rows', () => {
  test('agree with a plain reading on random rows and rules', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { int, pick } = random(seed);
      const words = ['a', 'A', 'ab', 'Ba', '', "o'", '10', '9'];
      const rows = Array.from({ length: 40 }, () => ({
        word: int(5) === 0 ? null : pick(words),
        size: int(4) === 0 ? null : String(int(12)),
      }));
      const opened = await open(
        rows.map((props, i) => ({ user: `p${i % 6}`, event: 'e', time: `2024-01-01T00:00:0${i % 9}Z`, props })),
      );
      const numeric = (name: string) => name === 'size';
      const condition = (): Condition => {
        const op = pick(OPERATORS.filter((each) => each !== 'before' && each !== 'after'));
        const property = pick(['word', 'size', 'lost']);
        if (op === 'isSet' || op === 'isNotSet') return { property, op };
        const one = () =>
          op.endsWith('atches') ? pick(['a', '^A', 'b$', '1.?']) : pick<Scalar>(['a', 'A', 'b', "o'", '10', 9, 3]);
        if (op === 'between') return { property, op, value: [one(), one()] };
        const many = !['gt', 'gte', 'lt', 'lte'].includes(op) && int(3) === 0;
        return { property, op, value: many ? [one(), one()] : one(), ...(int(2) === 0 && { ignoreCase: true }) };
      };
      const rule = (depth: number): Rule => {
        const shape = depth === 0 ? 0 : int(5);
        if (shape === 1) return { not: rule(depth - 1) };
        if (shape === 2) return { all: Array.from({ length: int(3) }, () => rule(depth - 1)) };
        if (shape === 3) return { any: Array.from({ length: int(3) }, () => rule(depth - 1)) };
        return condition();
      };
      for (let n = 0; n < 40; n++) {
        const asked = rule(2);
        const missing = rows.map((row) => ({ word: row.word === '' ? null : row.word, size: row.size }));
        const expected = missing.map((props) => passes(asked, props, numeric));
        expect(list(await opened.masks.rows(asked, 'UTC', new Breath())), JSON.stringify(asked)).toEqual(expected);
      }
      await opened.close();
    }
  });

  test('of time compare instants, and dates begin at the zone’s midnight', async () => {
    const opened = await open([
      { user: 'a', event: 'x', time: '2024-01-01T22:30:00Z', props: { due: '2024-01-01T23:00:00Z' } },
      { user: 'a', event: 'x', time: '2024-01-01T23:30:00Z', props: { due: '2024-01-02 01:00:00+01:00' } },
    ]);
    const rows = async (rule: Rule, zone: string) => list(await opened.masks.rows(rule, zone, new Breath()));
    expect(await rows({ property: 'due', op: 'before', value: '2024-01-02' }, 'UTC')).toEqual([true, false]);
    expect(await rows({ property: 'due', op: 'after', value: '2024-01-01T22:59:59Z' }, 'UTC')).toEqual([true, true]);
    expect(await rows({ property: 'time', op: 'before', value: '2024-01-02' }, 'Europe/Berlin')).toEqual([true, false]);
  });

  test('of a person read the last known value, and a column of the people table before it', async () => {
    const events: Given[] = [
      { user: 'a', event: 'x', time: '2024-01-03T00:00:00Z', props: { plan: 'pro', tier: 1 } },
      { user: 'a', event: 'x', time: '2024-01-01T00:00:00Z', props: { plan: 'free', tier: 2 } },
      { user: 'a', event: 'x', time: '2024-01-04T00:00:00Z', props: { plan: '', tier: null } },
      { user: 'b', event: 'x', time: '2024-01-01T00:00:00Z', props: { plan: 'free' } },
    ];
    const opened = await open(events, { a: { tier: 9 }, b: { tier: 3 }, nobody: { tier: 5 } });
    const rows = async (rule: Rule) => list(await opened.masks.rows(rule, 'UTC', new Breath()));
    expect(await rows({ property: 'plan', op: 'is', of: 'person', value: 'pro' })).toEqual([true, true, true, false]);
    expect(await rows({ property: 'tier', op: 'gt', of: 'person', value: 4 })).toEqual([true, true, true, false]);
    expect(await rows({ property: 'lost', op: 'isNotSet', of: 'person' })).toEqual([true, true, true, true]);
  });

  test('hostile names and values are text', async () => {
    const name = `x" , (SELECT 1); DROP TABLE events; --`;
    const opened = await open([
      { user: 'a', event: 'x', time: '2024-01-01T00:00:00Z', props: { [name]: `'; DROP TABLE events; --` } },
    ]);
    const rows = async (rule: Rule) => list(await opened.masks.rows(rule, 'UTC', new Breath()));
    expect(await rows({ property: name, op: 'is', value: `'; DROP TABLE events; --` })).toEqual([true]);
    expect(await rows({ property: name, op: 'isNotSet' })).toEqual([false]);
  });
});
