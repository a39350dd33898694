import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import type { KernelInput, Shard, UnitColumn } from '#log/shard.ts';
import { falseDiscovery } from '#statistics/false-discovery.ts';
import { indexInterval, leastExpected, scoreTest } from '#statistics/overlapping.ts';
import { Fields } from '#vocabulary/fields.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { kernel, type ComparePartial } from './kernel.ts';
import { Oracle, perPerson, spread, type OraclePerson, type Told } from './oracle.ts';
import { planOf, type CompareOptions } from './plan.ts';
import { people } from './result-people.ts';
import { finish, type Row } from './result.ts';
import type { CompareSpec } from './spec.ts';

const HOUR_MS = 3_600_000;
const ZONES: [string, string][] = [
  ['UTC', '2024-02-28'],
  ['Europe/Berlin', '2024-03-31'],
  ['Australia/Lord_Howe', '2024-10-06'],
];
/** Words; numbers in several spellings; words and numbers. */
const VALUES = [
  ['red', 'green', 'blue', 'grey'],
  ['1', '2.0', '2', '-3', '1e1', '10'],
  ['4', 'none', '5'],
];

const groups = ({ people: all, having, segments }: Told, s: number) => {
  const of = segments[s]!;
  return {
    a: { people: of.people, having: of.having },
    b: { people: all, having },
    both: { people: of.both, having: of.bothHaving },
  };
};

function expectRow(row: Row, told: Told, story: string, tested = true): void {
  expect([row.people, row.share], story).toEqual([told.having, told.people === 0 ? 0 : told.having / told.people]);
  row.segments.forEach((found, s) => {
    const { people: size, having } = told.segments[s]!;
    const defined = size > 0 && told.having > 0;
    const test = tested && leastExpected(groups(told, s)) >= 5 ? scoreTest(groups(told, s)) : null;
    expect(found, story).toMatchObject({ people: having, share: size === 0 ? 0 : having / size, few: having < 30 });
    expect(found.index).toEqual(
      defined ? (expect.closeTo((100 * (having / size)) / (told.having / told.people), 8) as unknown) : null,
    );
    expect(found.interval).toEqual(defined ? indexInterval(groups(told, s)).map((end) => 100 * end) : null);
    expect(found.p).toBe(test?.p ?? null);
    expect(found.q === null).toBe(test === null);
  });
}

test('counts what each person is and did, by every rule as it is written', () => {
  const { int, pick, next } = random(41);
  for (let n = 0; n < 10_000; n++) {
    const [zone, around] = pick(ZONES);
    const middleMs = Date.parse(`${around}T00:00:00Z`);
    const at = (): number => middleMs + (int(200) - 100) * (HOUR_MS / 2);
    const ids = Array.from({ length: 1 + int(n % 100 === 0 ? 150 : 7) }, (_, i) => `p${i}`);
    const log = plainLog(
      Array.from({ length: 1 + int(4 * ids.length) }, (): PlainEvent => [pick(ids), pick(['a', 'b', 'c']), at()]),
    );
    // somebody of a table of people who never did anything
    log.personStart = Uint32Array.from([...log.personStart, log.event.length]);
    const count = log.personStart.length - 1;
    const segments = 1 + int(4);
    const against = int(3) === 0;
    const memberships = Array.from({ length: segments + (against ? 1 : 0) }, () =>
      Array.from({ length: count }, () => int(3) > 0),
    );
    const attributes = VALUES.map((values): UnitColumn => ({
      codes: Uint32Array.from({ length: count }, () => int(values.length + 1)),
      values,
    }));
    const anybody = { all: [] };
    const spec: CompareSpec = {
      kind: 'compare',
      segments: Array.from({ length: segments }, () => anybody),
      ...(against && { against: anybody }),
      properties: ['colour', 'size', 'mixed'],
      top: 1 + int(4),
    };
    const gap = { n: 1 + int(2), unit: 'hour' as const };
    const context = {
      timezone: zone,
      weekStart: 0,
      span: { fromMs: int(2) ? -Infinity : middleMs - 20 * HOUR_MS, toMs: int(2) ? Infinity : middleMs + 20 * HOUR_MS },
      sessions: { gap },
    };
    const exists = Array.from(log.event, () => int(4) > 0);
    const plan = planOf(spec, context);
    const runOver = (members: boolean[] | null, options: CompareOptions): ComparePartial =>
      cutShards(log, 1 + int(3))
        .map((shard): KernelInput => ({
          shard,
          exists: bits(shard, members),
          matches: [],
          columns: [],
          attributes,
          span: context.span,
          lastMs: log.facts.lastMs,
        }))
        .map((input) => runSteps(kernel.run(input, options)))
        .reduce((left, right) => kernel.merge(left, right));
    const bits = (shard: Shard, members: boolean[] | null): Bitmap => {
      const out = emptyBitmap(shard.event.length);
      for (let p = 0; p + 1 < shard.personStart.length; p++)
        for (let e = shard.personStart[p]!; e < shard.personStart[p + 1]!; e++)
          if (exists[log.personStart[shard.firstPerson]! + e] && (members?.[shard.firstPerson + p] ?? true))
            setBit(out, e);
      return out;
    };
    const partial = runOver(null, plan.options);
    const ofSegments = memberships.map((members) => runOver(members, plan.segments!.options));
    const result = finish(partial, spec, context, log.facts, ofSegments);

    const persons = Array.from({ length: count }, (_, p): OraclePerson => ({
      journey: [...log.event.keys()]
        .slice(log.personStart[p], log.personStart[p + 1])
        .filter((e) => exists[e] && log.time[e]! >= context.span.fromMs && log.time[e]! <= context.span.toMs)
        .map((e) => ({ name: log.names[log.event[e]!]!, timeMs: log.time[e]! })),
      values: attributes.map(({ codes, values }) => values[codes[p]! - 1] ?? null),
      in: [...Array(segments).keys()].filter((s) => memberships[s]![p]),
      inBase: !against || memberships[segments]![p]!,
    }));
    const oracle = new Oracle(persons, segments);
    const story = `${n}`;
    expect(result.units, story).toBe(oracle.active.length);
    expect(result.base.people, story).toBe(oracle.base().length);
    expect(
      result.segments.map(({ people: each }) => each),
      story,
    ).toEqual(memberships.slice(0, segments).map((_, s) => oracle.members(s).length));

    const compared = oracle.active.filter((person) => person.inBase || person.in.length > 0);
    const names = new Set(compared.flatMap(({ journey }) => journey.map(({ name }) => name)));
    expect(new Set(result.events.map(({ event }) => event)), story).toEqual(names);
    for (const row of result.events)
      expectRow(
        row,
        oracle.counted(({ journey }) => journey.some(({ name }) => name === row.event)),
        story,
      );

    result.properties.forEach((found, i) => {
      const listed = found.values.map(({ value }) => value).filter((value) => value !== null && value !== '$other');
      const held = new Set(compared.map(({ values }) => values[i]).filter((value) => value !== null));
      const often = [...held].filter((value) => {
        const told = oracle.counted(({ values }) => values[i] === value);
        return told.having >= 5 || told.segments.some(({ having }) => having >= 5);
      });
      const all = held.size <= spec.top!;
      expect(listed.length, story).toBe(all ? held.size : Math.min(often.length, spec.top!));
      expect(found.left, story).toBe(held.size - listed.length);
      for (const row of found.values)
        expectRow(
          row,
          oracle.counted(({ values }) =>
            row.value === '$other' ? values[i] !== null && !listed.includes(values[i]!) : values[i] === row.value,
          ),
          story,
          row.value !== '$other',
        );
      // nobody is lost and nobody counted twice
      expect(
        found.values.reduce((sum, row) => sum + row.people, 0),
        story,
      ).toBe(oracle.base().length);
      // no frequent value that is left out holds a larger share of any group than one that is listed
      const largest = (value: string): number => {
        const told = oracle.counted(({ values }) => values[i] === value);
        return Math.max(
          told.having / (told.people || 1),
          ...told.segments.map(({ having, people: size }) => having / (size || 1)),
        );
      };
      const out = often.filter((value) => !listed.includes(value!)).map((value) => largest(value!));
      expect(Math.max(0, ...out), story).toBeLessThanOrEqual(Math.min(1, ...listed.map((value) => largest(value!))));
      const numeric = compared.some(({ values }) => values[i] !== null) && [...held].every((v) => !isNaN(Number(v)));
      const numbers = (of: OraclePerson[]) =>
        spread(of.flatMap(({ values }) => (values[i] === null ? [] : [Number(values[i])])));
      expect(found.numeric, story).toEqual(
        numeric
          ? {
              base: numbers(oracle.base()),
              segments: memberships.slice(0, segments).map((_, s) => numbers(oracle.members(s))),
            }
          : undefined,
      );
    });

    const tests = [...result.events, ...result.properties.flatMap(({ values }) => values)]
      .flatMap((row) => row.segments)
      .filter(({ p }) => p !== null);
    expect(
      tests.map(({ q }) => q),
      story,
    ).toEqual(falseDiscovery(tests.map(({ p }) => p!)));
    expect(result.tested, story).toBe(tests.length);

    for (const { of, base, segments: each } of result.numbers) {
      const typical = (list: OraclePerson[]) => {
        const { average, median } = spread(list.map((person) => perPerson[of](person, zone, gap.n * HOUR_MS)));
        return { average: expect.closeTo(average, 9) as number, median };
      };
      expect([base, ...each], `${story} ${of}`).toEqual(
        [oracle.base(), ...each.map((_, s) => oracle.members(s))].map(typical),
      );
    }

    const combinations = oracle.combinations();
    expect(new Map(result.overlap?.combinations.map((each) => [each.in.join(), each.people])), story).toEqual(
      segments > 1 ? combinations : new Map(),
    );
    const first = oracle.members(0).filter((person) => person.in.length > 1);
    expect(result.overlap?.shared, story).toBe(segments > 1 ? first.length : undefined);

    // whoever is behind a number is those it counts
    const behind = (pointer: object): number[] => [...people(partial, Fields.of(pointer, '', [])!, spec, ofSegments)!];
    const who = (is: (person: OraclePerson) => boolean): number[] =>
      [...persons.keys()].filter((p) => persons[p]!.journey.length > 0 && is(persons[p]!));
    const s = int(segments);
    const name = pick(log.names);
    const value = pick([null, ...VALUES[0]!]);
    const did = ({ journey }: OraclePerson): boolean => journey.some((each) => each.name === name);
    expect(behind({ of: s }), story).toEqual(who((person) => person.in.includes(s)));
    expect(behind({}), story).toEqual(who(({ inBase }) => inBase));
    expect(behind({ of: s, event: name }), story).toEqual(who((person) => person.in.includes(s) && did(person)));
    expect(behind({ event: name }), story).toEqual(who((person) => person.inBase && did(person)));
    expect(behind({ of: s, property: 'colour', value }), story).toEqual(
      who((person) => person.in.includes(s) && person.values[0] === value),
    );
    expect(behind({ of: s, property: 'size' }), story).toEqual(
      who((person) => person.in.includes(s) && person.values[1] !== null),
    );
    const rest = result.properties[0]!.values.map((row) => row.value);
    if (rest.includes('$other'))
      expect(behind({ of: s, property: 'colour', value: '$other' }), story).toEqual(
        who((person) => person.in.includes(s) && !rest.includes(person.values[0]!)),
      );
    expect(behind({ of: s, shared: true }), story).toEqual(
      who((person) => person.in.includes(s) && person.in.length > 1),
    );
    const exact = [...Array(segments).keys()].filter(() => next() < 0.5);
    expect(behind({ in: exact }), story).toEqual(
      who((person) => person.in.join() === exact.join() && (exact.length > 0 || person.inBase)),
    );
  }
});
