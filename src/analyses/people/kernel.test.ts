import { expect, test } from 'vitest';
import { emptyBitmap, hasBit, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards, type EventLog } from '#log/event-log.ts';
import type { KernelInput } from '#log/shard.ts';
import { durationMs } from '#vocabulary/duration.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { kernel } from './kernel.ts';
import { personOf, sorted, type OracleEvent, type OraclePerson } from './oracle.ts';
import { finish, people } from './result.ts';
import { STAGES } from './spec-columns.ts';
import type { PersonFilter } from './spec-filter.ts';
import type { PeopleSpec } from './spec.ts';
import { planOf } from './switches.ts';

/** Days around a change of clocks; in St John's they went back over midnight. */
const ZONES: [string, string][] = [
  ['UTC', '2024-02-28'],
  ['Europe/Berlin', '2024-10-27'],
  ['America/St_Johns', '2006-10-29'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Australia/Lord_Howe', '2024-04-07'],
  ['Asia/Kathmandu', '2024-01-01'],
];
const HOUR = 3_600_000;
const MINUTE = 60_000;
const PHONES = ['Phone', 'Tablet'];
const AGES = ['9', '10', '31'];

interface Known extends OraclePerson {
  id: string;
  person: number;
  device: string | null;
  age: number | null;
}

const bitsFrom = (list: boolean[]): Bitmap => {
  const bits = emptyBitmap(list.length);
  list.forEach((set, i) => set && setBit(bits, i));
  return bits;
};

const part = (bits: Bitmap, from: number, length: number): Bitmap =>
  bitsFrom(Array.from({ length }, (_, i) => hasBit(bits, from + i)));

test('says of everybody what the rules say, sorted, paged, found and filtered', () => {
  const { int, pick, next } = random(5);
  for (let n = 0; n < 10_000; n++) {
    const [zone, around] = pick(ZONES);
    const middleMs = Date.parse(`${around}T00:00:00Z`);
    const spread = pick([HOUR, 24 * HOUR, 72 * HOUR]);
    const at = () => middleMs + Math.round(((next() * 2 - 1) * spread) / (10 * MINUTE)) * 10 * MINUTE;
    const events = Array.from({ length: 1 + int(14) }, (): PlainEvent => [pick(['ann-10', 'Bo-9', 'cy']), 'e', at()]);
    const log = plainLog(events);
    const size = log.time.length;
    const journeyBits = {
      exists: bitsFrom(Array.from({ length: size }, () => int(4) > 0)),
      opens: bitsFrom(Array.from({ length: size }, () => int(6) === 0)),
      closes: bitsFrom(Array.from({ length: size }, () => int(6) === 0)),
    };
    const amounts = Float64Array.from({ length: size }, () => (int(4) === 0 ? NaN : int(5) - 1));
    const cuts = int(2) === 0;
    const where = int(2) === 0;
    const spec: PeopleSpec = {
      kind: 'people',
      columns: ['device', 'age'],
      amount: 'price',
      sort: {
        by: pick(['id', 'first', 'last', 'events', 'days', 'sessions', 'stage', 'amount', 'device', 'age']),
        order: pick(['ascending', 'descending']),
      },
      from: int(3),
      limit: 1 + int(3),
      ...(int(3) === 0 && { find: pick(['n-1', 'BO', 'y']) }),
      ...(int(3) === 0 && { filter: [filterOf(int, pick)] }),
    };
    const context = {
      timezone: zone,
      weekStart: 0,
      span: {
        fromMs: int(3) === 0 ? -Infinity : middleMs - (int(3) * spread) / 2,
        toMs: int(3) === 0 ? Infinity : middleMs + (int(3) * spread) / 2,
      },
      sessions: {
        gap: { n: 30, unit: 'minute' as const },
        ...(cuts && { start: { event: 'o' }, end: { event: 'c' } }),
      },
    };
    const lifecycle = {
      silentAfter: { n: 1 + int(20), unit: 'hour' as const },
      churnedAfter: { n: 20 + int(20), unit: 'hour' as const },
    };
    const codes = (values: string[]) => Uint32Array.from(log.personStart.subarray(1), () => int(values.length + 1));
    const attributes = [PHONES, AGES].map((values) => ({ codes: codes(values), values }));
    const { options } = planOf(spec, context);
    const inputOf = (shard: EventLog | ReturnType<typeof cutShards>[number]): KernelInput => {
      const from = log.personStart[shard.firstPerson]!;
      const cut = (bits: Bitmap) => part(bits, from, shard.time.length);
      return {
        shard,
        exists: where ? cut(journeyBits.exists) : null,
        matches: cuts ? [journeyBits.opens, journeyBits.closes].map((bits) => ({ codes: null, mask: cut(bits) })) : [],
        columns: [],
        attributes,
        amounts: [amounts.subarray(from, from + shard.time.length)],
        lifecycle,
        span: context.span,
        lastMs: log.facts.lastMs,
      };
    };
    const partial = cutShards(log, 1 + int(3))
      .map((shard) => runSteps(kernel.run(inputOf(shard), options)))
      .reduce((left, right) => kernel.merge(left, right));

    const known = [...Array(log.facts.people).keys()].flatMap((person): Known[] => {
      const journey = [...Array(size).keys()]
        .slice(log.personStart[person], log.personStart[person + 1])
        .map((i): OracleEvent => ({
          timeMs: log.time[i]!,
          exists: !where || hasBit(journeyBits.exists, i),
          amount: amounts[i]!,
          opens: cuts && hasBit(journeyBits.opens, i),
          closes: cuts && hasBit(journeyBits.closes, i),
        }));
      const found = personOf(journey, {
        zone,
        span: context.span,
        gapMs: 30 * MINUTE,
        silentMs: durationMs(lifecycle.silentAfter),
        churnedMs: durationMs(lifecycle.churnedAfter),
        lastMs: log.facts.lastMs,
      });
      const [device, age] = attributes.map((each) => each.values[each.codes[person]! - 1] ?? null);
      return found
        ? [{ ...found, id: log.people.text(person), person, device: device!, age: age === null ? null : Number(age) }]
        : [];
    });
    const passes = (each: Known): boolean =>
      each.id.toLowerCase().includes((spec.find ?? '').toLowerCase()) &&
      (spec.filter ?? []).every((filter) => passesOne(each, filter));
    const keyOf = (each: Known): number | null => {
      const by = spec.sort!.by as keyof Known | 'first' | 'last';
      if (by === 'first') return each.firstMs;
      if (by === 'last') return each.lastMs;
      if (by === 'stage') return STAGES.indexOf(each.stage as (typeof STAGES)[number]);
      if (by === 'id') return ['ann-10', 'Bo-9', 'cy'].indexOf(each.id);
      if (by === 'device') return each.device === null ? null : PHONES.indexOf(each.device);
      return each[by] as number | null;
    };
    const table = sorted(known, keyOf, spec.sort!.order === 'descending')
      .map((place) => known[place]!)
      .filter(passes);

    const story = `${n} ${zone} ${JSON.stringify(spec)}`;
    const result = finish(partial, spec, context, log.facts, [], log.people);
    expect(result.units, story).toBe(known.length);
    expect(result.total, story).toBe(table.length);
    expect(result.rows, story).toEqual(
      table.slice(spec.from, spec.from! + spec.limit!).map(({ person: _, device, age, ...row }) => ({
        ...row,
        values: [device, age === null ? null : String(age)],
      })),
    );
    const counted = table.map((each) => each.events).sort((a, b) => a - b);
    const half = (counted.length - 1) / 2;
    expect(
      result.columns.find(({ name }) => name === 'events'),
      story,
    ).toMatchObject({
      known: counted.length,
      sum: counted.reduce((a, b) => a + b, 0),
      ...(counted.length > 0 && { median: (counted[Math.floor(half)]! + counted[Math.ceil(half)]!) / 2 }),
    });
    const asked = filterOf(int, pick);
    const problems: Problem[] = [];
    const behind = people(partial, Fields.of(asked, '', problems)!, spec, log.people);
    expect(problems).toEqual([]);
    const members = table.filter((each) => passesOne(each, asked)).map(({ person }) => person);
    expect([...behind!], `${story} ${JSON.stringify(asked)}`).toEqual(members.sort((a, b) => a - b));
  }
});

function filterOf(int: (n: number) => number, pick: <T>(list: readonly T[]) => T): PersonFilter {
  switch (int(4)) {
    case 0:
      return { stage: pick(STAGES) };
    case 1:
      return { column: 'device', value: pick([...PHONES, null, 'none']) };
    case 2:
      return { column: pick(['events', 'sessions', 'age', 'amount']), from: int(3), below: 2 + int(20) };
    default:
      return { column: 'days', to: 1 + int(2) };
  }
}

function passesOne(each: Known, filter: PersonFilter): boolean {
  if ('stage' in filter) return each.stage === filter.stage;
  if ('value' in filter) return each.device === filter.value;
  const number = each[filter.column as 'events'] as number | null;
  return (
    number !== null &&
    number >= Number(filter.from ?? -Infinity) &&
    number <= Number(filter.to ?? Infinity) &&
    number < (filter.below ?? Infinity)
  );
}
