import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
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
  // set back over midnight, at 02:31 UTC
  ['America/St_Johns', '2006-10-29'],
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

/** Many thousand comparisons: only one that fails is worth the matcher's words. */
function same(found: unknown, expected: unknown, story: string): void {
  if (!isDeepStrictEqual(found, expected)) expect(found, story).toStrictEqual(expected);
}

function expectRow(row: Row, told: Told, story: string, tested = true): void {
  same([row.people, row.share], [told.having, told.people === 0 ? 0 : told.having / told.people], story);
  row.segments.forEach(({ q, ...found }, s) => {
    const { people: size, having } = told.segments[s]!;
    const defined = size > 0 && told.having > 0;
    const test = tested && leastExpected(groups(told, s)) >= 5 ? scoreTest(groups(told, s)) : null;
    const expected = {
      people: having,
      share: size === 0 ? 0 : having / size,
      index: defined ? (100 * (having * told.people)) / (size * told.having) : null,
      interval: defined ? indexInterval(groups(told, s)).map((end) => 100 * end) : null,
      p: test?.p ?? null,
      few: having < 30,
    };
    same({ ...found, index: rounded(found.index) }, { ...expected, index: rounded(expected.index) }, story);
    same(q === null, test === null, story);
  });
}

const rounded = (index: number | null): string | null => index?.toPrecision(12) ?? null;

test('counts what each person is and did, by every rule as it is written', () => {
  const { int, pick, next } = random(41);
  for (let n = 0; n < 10_000; n++) {
    const [zone, around] = pick(ZONES);
    const middleMs = Date.parse(`${around}T00:00:00Z`);
    const halfHours = pick([7, 100]);
    const at = (): number => middleMs + (int(2 * halfHours) - halfHours) * (HOUR_MS / 2);
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
      sessions: { gap, ...(int(3) === 0 && { start: { event: 'a' } }), ...(int(3) === 0 && { end: { event: 'b' } }) },
    };
    const exists = Array.from(log.event, () => int(4) > 0);
    const plan = planOf(spec, context);
    const runOver = (members: boolean[] | null, options: CompareOptions): ComparePartial =>
      cutShards(log, 1 + int(3))
        .map((shard): KernelInput => ({
          shard,
          exists: bits(shard, members),
          matches: plan.matches.map((match) => ({ codes: codesOf(match, log.names), mask: null })),
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

    const events = [...log.event.keys()].map((e) => ({ name: log.names[log.event[e]!]!, timeMs: log.time[e]! }));
    const persons = Array.from({ length: count }, (_, p): OraclePerson => ({
      whole: events.slice(log.personStart[p], log.personStart[p + 1]),
      journey: events
        .slice(log.personStart[p], log.personStart[p + 1])
        .filter(({ timeMs }) => timeMs >= context.span.fromMs && timeMs <= context.span.toMs)
        .filter((event) => exists[events.indexOf(event)]),
      values: attributes.map(({ codes, values }) => values[codes[p]! - 1] ?? null),
      in: [...Array(segments).keys()].filter((s) => memberships[s]![p]),
      inBase: !against || memberships[segments]![p]!,
    }));
    const oracle = new Oracle(persons, segments);
    const story = `${n}`;
    same(result.units, oracle.active.length, story);
    same(result.base.people, oracle.base().length, story);
    same(
      result.segments.map(({ people: each }) => each),
      memberships.slice(0, segments).map((_, s) => oracle.members(s).length),
      story,
    );

    const compared = oracle.active.filter((person) => person.inBase || person.in.length > 0);
    const names = new Set(compared.flatMap(({ journey }) => journey.map(({ name }) => name)));
    same(new Set(result.events.map(({ event }) => event)), names, story);
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
      same(listed.length, all ? held.size : Math.min(often.length, spec.top!), story);
      same(found.left, held.size - listed.length, story);
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
      same(
        found.values.reduce((sum, row) => sum + row.people, 0),
        oracle.base().length,
        story,
      );
      // no frequent value that is left out holds a larger share of any group than one that is listed
      const largest = (value: string): number => {
        const told = oracle.counted(({ values }) => values[i] === value);
        return Math.max(
          told.having / (told.people || 1),
          ...told.segments.map(({ having, people: size }) => having / (size || 1)),
        );
      };
      const out = often.filter((value) => !listed.includes(value!)).map((value) => largest(value!));
      same(Math.max(0, ...out) <= Math.min(1, ...listed.map((value) => largest(value!))), true, story);
      const numeric = compared.some(({ values }) => values[i] !== null) && [...held].every((v) => !isNaN(Number(v)));
      const numbers = (of: OraclePerson[]) =>
        spread(of.flatMap(({ values }) => (values[i] === null ? [] : [Number(values[i])])));
      same(
        found.numeric,
        numeric
          ? {
              base: numbers(oracle.base()),
              segments: memberships.slice(0, segments).map((_, s) => numbers(oracle.members(s))),
            }
          : undefined,
        story,
      );
    });

    const tests = [...result.events, ...result.properties.flatMap(({ values }) => values)]
      .flatMap((row) => row.segments)
      .filter(({ p }) => p !== null);
    same(
      tests.map(({ q }) => q),
      falseDiscovery(tests.map(({ p }) => p!)),
      story,
    );
    same(result.tested, tests.length, story);

    for (const { of, base, segments: each } of result.numbers) {
      const typical = (list: OraclePerson[]) => {
        const { average, median } = spread(
          list.map((person) => perPerson[of](person, zone, { gapMs: gap.n * HOUR_MS, ...context.sessions })),
        );
        return { average, median };
      };
      same([base, ...each], [oracle.base(), ...each.map((_, s) => oracle.members(s))].map(typical), `${story} ${of}`);
    }

    const combinations = oracle.combinations();
    same(
      new Map(result.overlap?.combinations.map((each) => [each.in.join(), each.people])),
      segments > 1 ? combinations : new Map(),
      story,
    );
    const first = oracle.members(0).filter((person) => person.in.length > 1);
    same(result.overlap?.shared, segments > 1 ? first.length : undefined, story);

    // whoever is behind a number is those it counts
    const behind = (pointer: object): number[] => [...people(partial, Fields.of(pointer, '', [])!, spec, ofSegments)!];
    const who = (is: (person: OraclePerson) => boolean): number[] =>
      [...persons.keys()].filter((p) => persons[p]!.journey.length > 0 && is(persons[p]!));
    const s = int(segments);
    const name = pick(log.names);
    const value = pick([null, ...VALUES[0]!]);
    const did = ({ journey }: OraclePerson): boolean => journey.some((each) => each.name === name);
    same(
      behind({ of: s }),
      who((person) => person.in.includes(s)),
      story,
    );
    same(
      behind({}),
      who(({ inBase }) => inBase),
      story,
    );
    same(
      behind({ of: s, event: name }),
      who((person) => person.in.includes(s) && did(person)),
      story,
    );
    same(
      behind({ event: name }),
      who((person) => person.inBase && did(person)),
      story,
    );
    same(
      behind({ of: s, property: 'colour', value }),
      who((person) => person.in.includes(s) && person.values[0] === value),
      story,
    );
    same(
      behind({ of: s, property: 'size' }),
      who((person) => person.in.includes(s) && person.values[1] !== null),
      story,
    );
    const rest = result.properties[0]!.values.map((row) => row.value);
    if (rest.includes('$other'))
      same(
        behind({ of: s, property: 'colour', value: '$other' }),
        who((person) => person.in.includes(s) && !rest.includes(person.values[0]!)),
        story,
      );
    same(
      behind({ of: s, shared: true }),
      who((person) => person.in.includes(s) && person.in.length > 1),
      story,
    );
    const exact = [...Array(segments).keys()].filter(() => next() < 0.5);
    same(
      behind({ in: exact }),
      who((person) => person.in.join() === exact.join() && (exact.length > 0 || person.inBase)),
      story,
    );
  }
});
