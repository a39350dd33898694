import { describe, expect, test } from 'vitest';
import { emptyBitmap, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput } from '#log/shard.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import { GAP_OPERATORS, type PatternPart } from '#vocabulary/pattern.ts';
import { Fields } from '#vocabulary/fields.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { wholeOf } from './draw-parts.ts';
import { kernel, type PathsPartial } from './kernel.ts';
import { resultOf } from './oracle-result.ts';
import { isAt, leftOutOf, pathsOf, placesOf, visitsOf, type OracleEvent } from './oracle.ts';
import { people } from './result-people.ts';
import { finish, type PathsResult } from './result.ts';
import { ANCHORS, WEIGHTS, type NodeMatch, type PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const EVENTS = ['a', 'b', 'view', 'view/', '/'];
const PAGES = ['/x', '/x/', '/y/1', '/y/2', '/', '…'];
const RULE = { property: 'page', op: 'isSet' } as const;
/** In ties, within a gap, at its very edge, and a microsecond past it. */
const STEPS_MS = [0, 0, 1000, 5000, 60_000, 60_000.001, 5_000_000];

type Random = ReturnType<typeof random>;

function anySpec({ int, pick, next }: Random): PathsSpec {
  const perhaps = <T>(share: number, value: () => T): T | undefined => (next() < share ? value() : undefined);
  const match = (): EventMatch => ({ event: pick([...EVENTS, null]), ...(int(2) === 0 && { where: RULE }) });
  const asked = (): NodeMatch => (int(3) === 0 ? match() : pick([...EVENTS, ...PAGES, 'Y']));
  const link = (): PatternPart[] =>
    pick([
      [],
      [{ any: '*' }],
      [{ not: match() }],
      [{ not: match() }, { gap: { op: pick(GAP_OPERATORS), seconds: pick([0, 1, 60, 60.000001]) } }],
    ]);
  const pattern = () => ({
    then: [
      ...pick<PatternPart[]>([[], [{ any: '*' }]]),
      match(),
      ...(int(3) > 0 ? [...link(), pick([match(), { any: '.' as const }])] : []),
      ...(int(4) === 0 ? [...link(), match()] : []),
      ...(int(4) === 0 ? [{ not: match() }] : []),
    ],
    within: perhaps(0.4, () => ({ n: pick([1, 60]), unit: 'second' as const })),
  });
  const given: Record<string, unknown> = {
    steps: perhaps(0.8, () => 2 + int(5)),
    start: perhaps(0.35, asked),
    end: perhaps(0.35, asked),
    anchor: perhaps(0.6, () => pick(ANCHORS)),
    pattern: perhaps(0.3, pattern),
    node: perhaps(0.6, () => ({
      by: pick(['event', 'page', { view: 'page' }, { view: 'page', '*': 'event' }, { a: 'event', '*': 'page' }]),
      trimSlash: int(2) === 0,
      rules: pick([
        [],
        [{ match: '/y/*', as: 'Y' }],
        [
          { match: '^/[xy]', as: 'Y', regex: true },
          { match: '(view|2)/?$', as: 'a', regex: true },
        ],
        [
          { match: '*', as: 'Y' },
          { match: 'i*w', as: '/x/' },
        ],
      ]),
    })),
    events: perhaps(0.2, () => [match(), match()]),
    exclude: perhaps(0.3, () => [pick(EVENTS), pick(PAGES)]),
    matrixAt: perhaps(0.3, asked),
    gap: perhaps(0.8, () => pick([null, { n: 1, unit: 'minute' }, { n: 5, unit: 'second' }])),
    collapse: perhaps(0.6, () => int(2) === 0),
    weigh: perhaps(0.6, () => pick(WEIGHTS)),
    top: perhaps(0.5, () => 1 + int(6)),
    minCount: perhaps(0.2, () => 1 + int(2)),
    maxCount: perhaps(0.2, () => 2 + int(3)),
  };
  return JSON.parse(JSON.stringify({ kind: 'paths', ...given })) as PathsSpec;
}

interface Sample {
  partials: PathsPartial[];
  journeys: OracleEvent[][];
}

/** A random log, as kernels get it in some shards and as the oracle reads it. */
function sampleOf(spec: PathsSpec, { int, pick, next }: Random, shards: number): Sample {
  const rows = ['u', 'v', 'w', 'x'].slice(0, 1 + int(4)).flatMap((person) => {
    let timeMs = 1_700_000_000_000;
    return Array.from({ length: 1 + int(9) }, () => {
      timeMs += pick(STEPS_MS);
      const page = int(6) === 0 ? null : pick(PAGES);
      return { person, event: pick(EVENTS), timeMs, page, passes: page !== null, exists: next() < 0.9 };
    });
  });
  const log = plainLog(rows.map(({ person, event, timeMs }) => [person, event, timeMs]));
  const span = {
    fromMs: int(4) === 0 ? 1_700_000_001_000 : -Infinity,
    toMs: int(4) === 0 ? 1_700_000_300_000 : Infinity,
  };
  const laid = [...log.row].map((row) => rows[row]!);
  const { matches, columns = [], options } = planOf(spec);
  const partials = cutShards(log, shards).map((shard) => {
    const from = log.personStart[shard.firstPerson]!;
    const here = laid.slice(from, from + shard.event.length);
    const bits = (is: (event: (typeof here)[number]) => boolean) => {
      const bitmap = emptyBitmap(here.length);
      here.forEach((event, i) => is(event) && setBit(bitmap, i));
      return bitmap;
    };
    const input: KernelInput = {
      shard,
      exists: bits(({ exists }) => exists),
      matches: matches.map((match) => ({
        codes: codesOf(match, log.names),
        mask: match.where ? bits(({ passes }) => passes) : null,
      })),
      columns: columns.map(() => ({
        codes: Uint32Array.from(here, ({ page }) => (page === null ? 0 : PAGES.indexOf(page) + 1)),
        values: PAGES,
      })),
      attributes: [],
      span,
      lastMs: log.facts.lastMs,
    };
    return runSteps(kernel.run(input, options));
  });
  const journeys = [...Array(log.facts.people).keys()].map((p) =>
    laid
      .slice(log.personStart[p], log.personStart[p + 1])
      .filter(({ exists, timeMs }) => exists && timeMs >= span.fromMs && timeMs <= span.toMs),
  );
  return { partials, journeys };
}

/** Of a question for all parts. */
const whole = (partial: PathsPartial, spec: PathsSpec): PathsResult =>
  wholeOf({ kind: 'paths', elapsedMs: 0, ...runSteps(finish(partial, spec)) });

const near = (value: unknown): unknown =>
  typeof value === 'number'
    ? expect.closeTo(value, 6)
    : Array.isArray(value)
      ? value.map(near)
      : value && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, near(each)]))
        : value;

test('every number is the one that plain lists give, in one shard or several', () => {
  const rolls = random(29);
  for (let n = 0; n < 1000; n++) {
    const spec = anySpec(rolls);
    const { partials, journeys } = sampleOf(spec, rolls, 1 + rolls.int(3));
    const partial = partials.reduce((left, right) => kernel.merge(left, right));
    const result = whole(partial, spec);
    const expected = resultOf(journeys, spec);
    const story = `${n} ${JSON.stringify(spec)}\n${JSON.stringify(journeys)}`;
    const { visits, paths, pathUnits, links, graph, variants, matrix, kept } = result;
    expect(result.units, story).toBe(journeys.filter(({ length }) => length > 0).length);
    expect({ visits, paths, pathUnits }, story).toEqual({
      visits: expected.visits,
      paths: expected.paths,
      pathUnits: expected.pathUnits,
    });
    expect(graph.nodes, story).toEqual(expected.nodes);
    expect(graph.edges, story).toEqual(near(expected.edges));
    expect(links, story).toEqual(near(expected.links));
    expect(variants, story).toEqual(near(expected.variants));
    expect(matrix, story).toEqual(near(expected.matrix));
    expect(kept, story).toEqual(
      near({
        links: expected.links.length,
        linksTotal: expected.linksTotal,
        share: expected.share,
        ...(spec.pattern && { visits: { held: expected.visits, total: expected.visits + expected.leftOut } }),
        graph: {
          nodes: expected.nodes.length,
          nodesTotal: expected.nodes.length,
          edges: expected.edges.length,
          edgesTotal: expected.edges.length,
          share: expected.edges.length > 0 ? 1 : 0,
        },
        variants: {
          listed: expected.variants.length,
          total: expected.variants.length,
          share: expected.paths > 0 ? 1 : 0,
        },
      }),
    );
    for (const node of result.nodes) expect(expected.layer, story).toContainEqual(node);
    for (const { source, target } of links)
      for (const end of [source, target])
        expect(result.nodes, story).toContainEqual(expect.objectContaining({ step: end.step, name: end.name }));
  }
}, 120_000);

test('what comes into a node goes out of it again, in the graph and at each step', () => {
  const rolls = random(31);
  for (let n = 0; n < 1000; n++) {
    const { minCount: _min, maxCount: _max, ...any } = anySpec(rolls);
    const spec: PathsSpec = { ...any, top: 10_000, weigh: 'occurrences' };
    const { partials } = sampleOf(spec, rolls, 1);
    const { graph, links, nodes, paths, visits, pathUnits, kept } = whole(partials[0]!, spec);
    const sum = (list: { count: number }[]): number => list.reduce((total, { count }) => total + count, 0);
    for (const { name, count, starts, ends } of graph.nodes) {
      expect(sum(graph.edges.filter(({ target }) => target === name)) + starts).toBe(count);
      expect(sum(graph.edges.filter(({ source }) => source === name)) + ends).toBe(count);
    }
    expect(graph.nodes.reduce((total, { starts }) => total + starts, 0)).toBe(visits);
    for (const { step, name, count, ends, goOn } of nodes) {
      const into = sum(links.filter(({ target }) => target.step === step && target.name === name));
      const out = sum(links.filter(({ source }) => source.step === step && source.name === name));
      expect(out + ends + goOn).toBe(count);
      if (step > 1) expect(into).toBe(count);
    }
    expect(sum(nodes.filter(({ step }) => step === 1))).toBe(paths);
    for (let step = 1; step < 8; step++)
      expect(sum(links.filter(({ source }) => source.step === step))).toBeLessThanOrEqual(paths);
    for (const { count } of whole(partials[0]!, { ...spec, weigh: 'units' }).links)
      expect(count).toBeLessThanOrEqual(pathUnits);
    expect(kept.links).toBe(kept.linksTotal);
  }
});

describe('people', () => {
  const rolls = random(37);

  test('behind every number are as many as it says, and the ones who did it', () => {
    for (let n = 0; n < 300; n++) {
      const spec = anySpec(rolls);
      const { partials, journeys } = sampleOf(spec, rolls, 1 + rolls.int(3));
      const partial = partials.reduce((left, right) => kernel.merge(left, right));
      const { links, nodes, graph, variants } = whole(partial, spec);
      const behind = (pointer: Record<string, unknown>): number[] => [
        ...people(partial, Fields.of(pointer, '', [])!, spec)!,
      ];
      const unitsWhere = (is: (names: string[], places: string[], goesOn: boolean) => boolean): number[] =>
        [...journeys.keys()].filter((unit) =>
          visitsOf(journeys[unit]!, spec).some((visit) => {
            const paths = pathsOf(visit, spec).map((path) => placesOf(path, spec));
            const names = visit.map(({ name }) => name);
            return [...paths, { places: [], goesOn: false }].some(({ places, goesOn }) =>
              is(
                names,
                places.map(({ name }, i) => `${i + 1}_${name}`),
                goesOn,
              ),
            );
          }),
        );
      for (const { source, target, units } of links) {
        const link = [`${source.step}_${source.name}`, `${target.step}_${target.name}`];
        const found = behind({ link });
        expect(found).toEqual(unitsWhere((_, places) => link.every((place) => places.includes(place))));
        expect(found.length).toBe(units);
      }
      for (const { step, name, units } of nodes) {
        const node = `${step}_${name}`;
        expect(behind({ node })).toEqual(unitsWhere((_, places) => places.includes(node)));
        expect(behind({ node }).length).toBe(units);
        expect(behind({ node, ends: true })).toEqual(
          unitsWhere((_, places, goesOn) => places.at(-1) === node && !goesOn),
        );
      }
      for (const { source, target, units } of graph.edges) {
        const found = behind({ edge: [source, target] });
        expect(found).toEqual(
          unitsWhere((names) => names.some((name, i) => name === source && names[i + 1] === target)),
        );
        expect(found.length).toBe(units);
      }
      for (const { name, units } of graph.nodes) {
        expect(behind({ graphNode: name }).length).toBe(units);
        expect(behind({ graphNode: name })).toEqual(unitsWhere((names) => names.includes(name)));
        expect(behind({ graphNode: name, repeats: true })).toEqual(
          unitsWhere((names) => names.filter((each) => each === name).length > 1),
        );
        expect(behind({ graphNode: name, starts: true })).toEqual(unitsWhere(([first]) => first === name));
        expect(behind({ graphNode: name, ends: true })).toEqual(unitsWhere((names) => names.at(-1) === name));
        const { matrixAt } = spec;
        if (matrixAt === undefined)
          expect(behind({ position: `2_${name}` })).toEqual(unitsWhere((names) => names[1] === name));
        else
          for (const k of [-1, 0, 1])
            expect(behind({ position: `${k}_${name}` })).toEqual(
              [...journeys.keys()].filter((unit) =>
                visitsOf(journeys[unit]!, spec).some((visit) => {
                  const centre = visit.findIndex((node) => isAt(matrixAt, node, spec));
                  return centre >= 0 && visit[centre + k]?.name === name;
                }),
              ),
            );
      }
      if (spec.pattern) {
        const without = [...journeys.keys()].filter((unit) => leftOutOf(journeys[unit]!, spec) > 0);
        expect(behind({ leftOut: true })).toEqual(without);
      }
      for (const { path, units } of variants) expect(behind({ variant: path }).length).toBe(units);
    }
  });

  test('are refused where it is not said which', () => {
    const spec: PathsSpec = { kind: 'paths' };
    const { partials } = sampleOf(spec, rolls, 1);
    const wrong = [
      {},
      { link: ['1_a'] },
      { link: ['1_a', '3_b'] },
      { node: 'a' },
      { edge: 'a' },
      { node: '1_a', edge: [] },
    ];
    for (const pointer of wrong) {
      const fields = Fields.of(pointer, '', [])!;
      expect(people(partials[0]!, fields, spec)).toBe(null);
      expect(fields.problems.map(({ code }) => code)).toEqual(['paths/pointer']);
    }
  });
});
