import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { kernel } from './kernel.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { depthOf, told, toldAttempts, type Told } from './oracle.ts';
import { finish, people, type FunnelResult } from './result.ts';
import { inputOf, momentsOf, mulberry32, run, sampleOf, type Sample } from './sample.ts';
import type { FunnelSpec } from './spec.ts';
import { optionsOf, type FunnelOptions } from './switches.ts';

const PEOPLE = 4;
const STEPS = 3;

interface Asked {
  sample: Sample;
  spec: FunnelSpec;
  options: FunnelOptions;
  partial: FunnelPartial;
  result: Omit<FunnelResult, 'kind' | 'elapsedMs' | 'warnings'>;
}

function ask(seed: number, fields: (random: () => number) => Partial<FunnelSpec>): Asked {
  const random = mulberry32(seed);
  const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)]!;
  // seconds that tie, or minutes to days apart
  const instants = pick(5, 5, 100_000);
  const shape = { people: PEOPLE, events: 8, names: 3, instants, steps: STEPS, overlap: 0.2, rules: 0.1, where: 0.1 };
  const sample = sampleOf(random, shape);
  const spec: FunnelSpec = {
    kind: 'funnel',
    steps: [{ event: 'a' }, { event: 'b' }, { event: 'c' }],
    order: pick('ordered', 'ordered', 'strict', 'any'),
    window: pick(null, { n: 2, unit: 'second' }, { n: 1, unit: 'hour' }),
    ties: pick('together', 'fileOrder', 'apart'),
    attempt: pick('furthest', 'first', 'latest'),
    lateSteps: pick(true, true, false),
    ...fields(random),
  };
  const context = { timezone: 'UTC', weekStart: 0, span: sample.span };
  const options = optionsOf(spec, context);
  const half = Math.floor(PEOPLE / 2);
  const partial = kernel.merge(run(inputOf(sample, 0, half), options), run(inputOf(sample, half, PEOPLE), options));
  const lastMs = Math.max(0, ...sample.people.flat().map(({ t }) => t));
  const facts = { people: PEOPLE, events: 0, firstMs: 0, lastMs };
  return { sample, spec, options, partial, result: finish(partial, spec, context, facts) };
}

function behind({ partial, spec }: Asked, pointer: object): number[] | string[] {
  const problems: Problem[] = [];
  const fields = Fields.of(pointer, '', problems)!;
  const found = people(partial, fields, spec);
  fields.done();
  return problems.length > 0 ? problems.map(({ code }) => code) : [...found!];
}

const everybody = Array.from({ length: PEOPLE }, (_, p) => p);

test('of every bin, point of the curve and number at risk as many people as it says, by the oracle', () => {
  let binned = 0;
  let censored = 0;
  for (let seed = 0; seed < 600; seed++) {
    const asked = ask(seed, (random) => ({
      timeToConvert: { from: random() < 0.5 ? 0 : 1, to: 2, scale: random() < 0.5 ? 'log' : 'linear', survival: true },
    }));
    const { sample, spec, options, result } = asked;
    const { from, to } = spec.timeToConvert!;
    const ways = everybody.map((p) => told(momentsOf(sample, p), options, sample.span));
    const took = (way: Told): number => (depthOf(way) > to ? (way.times[to]! - way.times[from]!) / 1000 : NaN);
    const who = (is: (seconds: number) => boolean): number[] => everybody.filter((p) => is(took(ways[p]!)));
    const { bins, units, survival } = result.timeToConvert!;
    const note = JSON.stringify({ seed, spec, sample });
    expect(
      bins.reduce((sum, { count }) => sum + count, 0),
      note,
    ).toBe(units);
    bins.forEach((bin, i) => {
      const last = i === bins.length - 1;
      const found = behind(asked, { times: { from: bin.from, to: bin.to } });
      expect(found, note).toEqual(who((s) => s >= bin.from && (s < bin.to || (last && s === bin.to))));
      expect(found, note).toHaveLength(bin.count);
      expect(bins[i + 1]?.from ?? bin.to, note).toBe(bin.to);
      binned += bin.count;
    });
    for (const { seconds, converted } of survival!.points) {
      const found = behind(asked, { convertedWithin: seconds });
      expect(found, note).toEqual(who((s) => s <= seconds));
      expect(found, note).toHaveLength(converted);
    }
    for (const { seconds, units: many } of survival!.atRisk)
      expect(behind(asked, { followedFor: seconds }), note).toHaveLength(many);
    expect(behind(asked, { censored: true }), note).toHaveLength(survival!.censored);
    censored += survival!.censored;
  }
  expect(binned).toBeGreaterThan(200);
  expect(censored).toBeGreaterThan(200);
});

test('of every window of the curve as many people as it says, half and twice the window among them', () => {
  let converted = 0;
  for (let seed = 0; seed < 300; seed++) {
    const asked = ask(seed, (random) => ({ windowCurve: { from: random() < 0.5 ? 0 : 1 } }));
    const { sample, options, result, spec } = asked;
    const { points, atHalf, atDouble } = result.windowCurve!;
    const from = spec.windowCurve!.from!;
    for (const { seconds, count, entered } of [...points, ...(atHalf && atDouble ? [atHalf, atDouble] : [])]) {
      const reach = (step: number): number[] =>
        everybody.filter((p) => {
          const within = { ...options, windowMs: seconds * 1000 };
          return depthOf(told(momentsOf(sample, p), within, sample.span)) > step;
        });
      expect(behind(asked, { windowWithin: seconds }), `${seed}`).toEqual(reach(2));
      expect(behind(asked, { windowWithin: seconds, step: from }), `${seed}`).toEqual(reach(from));
      expect([reach(from).length, reach(2).length], `${seed}`).toEqual([entered, count]);
    }
    converted += points.at(-1)!.count;
  }
  expect(converted).toBeGreaterThan(100);
});

test('the range of a step between ties together and apart, and whom they decide, by the oracle', () => {
  let ranges = 0;
  let fewer = 0;
  for (let seed = 0; seed < 1200; seed++) {
    const attempts = seed % 3 === 0;
    const asked = ask(seed, (random) => ({
      ...(attempts && { count: 'attempts' as const }),
      order: random() < 0.7 ? 'ordered' : 'strict',
      ...(random() < 0.3 && { steps: [{ event: 'a' }, { event: 'b', optional: true }, { event: 'c' }] }),
    }));
    const { sample, options, result } = asked;
    const times = (ties: FunnelOptions['ties'], step: number): number[] =>
      everybody.map((p) => {
        const log = momentsOf(sample, p);
        const by = { ...options, ties };
        const ways = attempts ? toldAttempts(log, by, sample.span) : [told(log, by, sample.span)];
        return ways.filter(({ steps }) => steps.includes(step)).length;
      });
    result.steps.forEach(({ ties, count }, step) => {
      const [together, apart] = [times('together', step), times('apart', step)];
      const sum = (list: number[]): number => list.reduce((all, n) => all + n, 0);
      const note = JSON.stringify({ seed, step, options, sample });
      expect([ties?.together ?? count, ties?.apart ?? count], note).toEqual(
        sum(together) === sum(apart) ? [count, count] : [sum(together), sum(apart)],
      );
      const decided = everybody.filter((p) => together[p] !== apart[p]);
      expect(behind(asked, { step, decidedByTies: true }), note).toEqual(decided);
      if (ties) ranges++;
      if (ties && ties.apart < ties.together) fewer++;
    });
  }
  expect(ranges).toBeGreaterThan(40);
  expect(fewer).toBeGreaterThan(20);
});

test('of the range before the people of its own numbers', () => {
  let before = 0;
  for (let seed = 0; seed < 400; seed++) {
    const asked = ask(seed, () => ({
      compare: { previous: true },
      timeToConvert: { from: 0, to: 2, survival: true },
      windowCurve: {},
    }));
    const [compared] = asked.result.compare ?? [];
    if (!compared) continue;
    compared.steps.forEach(({ count }, step) =>
      expect(behind(asked, { previous: true, step }), `${seed}`).toHaveLength(count),
    );
    for (const { seconds, converted } of compared.survival!.points)
      expect(behind(asked, { previous: true, convertedWithin: seconds }), `${seed}`).toHaveLength(converted);
    for (const { seconds, count } of compared.windowCurve!.points)
      expect(behind(asked, { previous: true, windowWithin: seconds }), `${seed}`).toHaveLength(count);
    before += compared.steps[0]!.count;
  }
  expect(before).toBeGreaterThan(10);
});

test('problems', () => {
  const plain = ask(1, () => ({}));
  expect(behind(plain, { times: { from: 0, to: 1 } })).toContain('funnel/pointer');
  expect(behind(plain, { windowWithin: 1 })).toEqual(['funnel/pointer']);
  expect(behind(plain, { previous: true, step: 0 })).toContain('funnel/pointer');
  const asked = ask(1, () => ({ timeToConvert: { from: 0, to: 1 }, windowCurve: { from: 1 } }));
  expect(behind(asked, { times: { from: -1, to: 1 } })).toEqual(['funnel/pointer']);
  expect(behind(asked, { times: { from: 0 } })).toEqual(['funnel/pointer']);
  expect(behind(asked, { convertedWithin: 'x' })).toEqual(['funnel/pointer']);
  expect(behind(asked, { windowWithin: 1, step: 0 })).toEqual(['funnel/pointer']);
});
