import { expect, test } from 'vitest';
import { cutShards } from '#log/event-log.ts';
import { IN_SEGMENT, NOT_IN_SEGMENT } from '#log/shard.ts';
import { Fields } from '#vocabulary/fields.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { kernel } from './kernel.ts';
import { resultOf } from './oracle-result.ts';
import { visitsOf, type OracleEvent } from './oracle.ts';
import { people } from './result-people.ts';
import { wholeOf } from './draw-parts.ts';
import { finish } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const NAMES = ['a', 'b', 'c', '…'];
/** Stands for the rules: who meets them is rolled. */
const SEGMENT = { ids: [] };

type Random = ReturnType<typeof random>;

interface Sample {
  spec: PathsSpec;
  journeys: OracleEvent[][];
  /** By person, whether they are in the first group and in the second. */
  isIn: [boolean, boolean][];
  events: PlainEvent[];
}

function sampleOf({ int, pick, next }: Random, most: number): Sample {
  const two = int(2) === 0;
  const spec: PathsSpec = {
    kind: 'paths',
    steps: 2 + int(4),
    gap: pick([null, { n: 1, unit: 'minute' }]),
    collapse: int(2) === 0,
    weigh: pick(['occurrences', 'units'] as const),
    ...(int(3) === 0 && { start: pick(NAMES) }),
    ...(int(3) === 0 && { end: pick(NAMES) }),
    ...(int(3) === 0 && { top: 1 + int(4) }),
    compare: { segments: two ? [SEGMENT, SEGMENT] : [SEGMENT] },
  };
  const persons = 1 + int(most);
  const isIn = Array.from({ length: persons }, (): [boolean, boolean] => {
    const first = int(2) === 0;
    return [first, two ? next() < 0.6 : !first];
  });
  const journeys = isIn.map(() => {
    let timeMs = 0;
    return Array.from({ length: 1 + int(7) }, (): OracleEvent => {
      timeMs += pick([0, 1000, 60_000, 600_000]);
      return { event: pick(NAMES), timeMs, page: null, passes: true };
    });
  });
  const events = journeys.flatMap((journey, p) =>
    journey.map(({ event, timeMs }): PlainEvent => [`u${String(p).padStart(3, '0')}`, event, timeMs]),
  );
  return { spec, journeys, isIn, events };
}

function partialOf({ spec, events, isIn }: Sample, shards: number) {
  const log = plainLog(events);
  const { options } = planOf(spec);
  return cutShards(log, shards)
    .map((shard) => {
      const column = (g: 0 | 1) => ({
        codes: Uint32Array.from(
          Array.from({ length: shard.personStart.length - 1 }, (_, p) =>
            new Array<number>(shard.personStart[p + 1]! - shard.personStart[p]!).fill(
              isIn[shard.firstPerson + p]![g] ? 1 : 2,
            ),
          ).flat(),
        ),
        values: [IN_SEGMENT, NOT_IN_SEGMENT],
      });
      const input = {
        shard,
        exists: null,
        matches: [],
        columns: spec.compare!.segments.map((_, g) => column(g as 0 | 1)),
        attributes: [],
        span: { fromMs: -Infinity, toMs: Infinity },
        lastMs: log.facts.lastMs,
      };
      return runSteps(kernel.run(input, options));
    })
    .reduce((left, right) => kernel.merge(left, right));
}

test('what is counted of each group is what plain lists of its people give', () => {
  const rolls = random(41);
  for (let n = 0; n < 250; n++) {
    const sample = sampleOf(rolls, 6);
    const { spec, journeys, isIn } = sample;
    const partial = partialOf(sample, 1 + rolls.int(3));
    const result = wholeOf({ kind: 'paths', elapsedMs: 0, ...runSteps(finish(partial, spec)) });
    const { compare, links, nodes, graph, variants, matrix } = result;
    const story = `${n} ${JSON.stringify(sample)}`;
    for (const g of [0, 1] as const) {
      const units = [...journeys.keys()].filter((unit) => isIn[unit]![g]);
      const own = resultOf(
        units.map((unit) => journeys[unit]!),
        { ...spec, top: 10_000 },
      );
      expect(compare!.groups[g], story).toEqual({
        units: units.length,
        visits: own.visits,
        paths: own.paths,
        pathUnits: own.pathUnits,
      });
      const base = spec.weigh === 'units' ? own.pathUnits : own.paths;
      const numbersOf = (list: { count: number; units: number }[]) =>
        list[0] ? [list[0].count, list[0].units] : [0, 0];
      links.forEach(({ source, target }, i) => {
        const { counts, units: have, shares } = compare!.links[i]!;
        const same = own.links.filter(
          (link) => JSON.stringify([link.source, link.target]) === JSON.stringify([source, target]),
        );
        expect([counts[g], have[g]], story).toEqual(numbersOf(same));
        expect(shares[g], story).toBeCloseTo(base === 0 ? 0 : counts[g] / base, 12);
      });
      nodes.forEach(({ step, name }, i) => {
        const { counts, units: have } = compare!.nodes[i]!;
        expect([counts[g], have[g]], story).toEqual(
          numbersOf(own.layer.filter((node) => node.step === step && node.name === name)),
        );
      });
      variants.forEach(({ path }, i) => {
        const { counts, units: have } = compare!.variants[i]!;
        expect([counts[g], have[g]], story).toEqual(
          numbersOf(own.variants.filter((variant) => variant.path.join() === path.join())),
        );
      });
      const visits = units.flatMap((unit) => visitsOf(journeys[unit]!, spec).map((visit) => ({ unit, visit })));
      const whereIt = (is: (names: string[]) => boolean) => {
        const list = visits.filter(({ visit }) => is(visit.map(({ name }) => name)));
        const having = new Set(list.map(({ unit }) => unit));
        return [spec.weigh === 'units' ? having.size : list.length, having.size];
      };
      graph.edges.forEach(({ source, target }, i) => {
        const { counts, units: have } = compare!.edges[i]!;
        expect([counts[g], have[g]], story).toEqual(
          whereIt((names) => names.some((name, k) => name === source && names[k + 1] === target)),
        );
      });
      matrix.names.forEach((name, row) =>
        matrix.shares[row]!.forEach((_, k) => {
          const { counts, units: have } = compare!.matrix[row]![k]!;
          expect([counts[g], have[g]], story).toEqual(whereIt((names) => names[k] === name));
        }),
      );
      const behind = (pointer: Record<string, unknown>) => [...people(partial, Fields.of(pointer, '', [])!, spec)!];
      links.forEach(({ source, target }, i) => {
        const link = [source, target].map(({ step, name }) => `${step}_${name}`);
        const found = behind({ link, of: g });
        expect(found.length, story).toBe(compare!.links[i]!.units[g]);
        expect(found.every((unit) => isIn[unit]![g])).toBe(true);
      });
      graph.edges.forEach(({ source, target }, i) =>
        expect(behind({ edge: [source, target], of: g }).length, story).toBe(compare!.edges[i]!.units[g]),
      );
    }
    const both = isIn.filter(([first, second]) => first && second).length;
    expect(compare!.both, story).toBe(both);
  }
});

test('of groups that do not differ few links are called different; of groups that do, theirs', () => {
  const rolls = random(43);
  const { next, int } = rolls;
  const answer = (isDifferent: boolean) => {
    const isIn = Array.from({ length: 160 }, (): [boolean, boolean] => (int(2) === 0 ? [true, false] : [false, true]));
    const events = isIn.flatMap(([first], p) =>
      Array.from({ length: 1 + int(6) }, (_, v) => v * 1e8).flatMap((at): PlainEvent[] => {
        const toB = next() < (isDifferent && first ? 0.75 : 0.5);
        return [
          [`u${String(p).padStart(3, '0')}`, 'a', at],
          [`u${String(p).padStart(3, '0')}`, toB ? 'b' : 'c', at + 1000],
        ];
      }),
    );
    const spec: PathsSpec = { kind: 'paths', compare: { segments: [SEGMENT] } };
    return runSteps(finish(partialOf({ spec, events, isIn, journeys: [] }, 1), spec)).compare!.links!.map(
      ({ q }) => q!,
    );
  };
  expect(Math.max(...answer(true))).toBeLessThan(1e-4);
  const clear = Array.from({ length: 20 }, () => Math.min(...answer(false))).filter((q) => q < 0.05);
  expect(clear.length).toBeLessThan(5);
});

test('asks for a group only where there are some', () => {
  const sample = sampleOf(random(47), 3);
  const { compare: _compare, ...spec } = sample.spec;
  const fields = Fields.of({ edge: ['a', 'b'], of: 0 }, '', [])!;
  expect(
    people(partialOf({ ...sample, spec: { ...spec, compare: { segments: [SEGMENT] } } }, 1), fields, spec),
  ).not.toBe(null);
  const plain = runSteps(
    kernel.run(
      {
        shard: plainLog(sample.events),
        exists: null,
        matches: [],
        columns: [],
        attributes: [],
        span: { fromMs: -Infinity, toMs: Infinity },
        lastMs: 0,
      },
      planOf(spec).options,
    ),
  );
  expect(runSteps(finish(plain, spec)).compare).toBe(undefined);
  expect(people(plain, fields, spec)).toBe(null);
  expect(fields.problems.map(({ code, at }) => `${code} ${at}`)).toEqual(['paths/pointer of']);
});
