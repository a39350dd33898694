import { describe, expect, test } from 'vitest';
import { Chain } from './kernel-chain.ts';
import { Journey } from './kernel-journey.ts';
import { noWay } from './kernel-way.ts';
import { Nodes } from './kernel-nodes.ts';
import { Ordered } from './kernel-ordered.ts';
import { PersonFunnel } from './kernel-person.ts';
import { Search } from './kernel-search.ts';
import { requiredBefore } from './kernel-required.ts';
import { secondsOf } from './kernel-rows.ts';
import { momentsOf as kernelMoments, type FunnelPartial } from './kernel-tally.ts';
import { kernel } from './kernel.ts';
import { depthOf, told, toldTrend } from './oracle.ts';
import {
  inputOf,
  momentsOf,
  mulberry32,
  optionsFor,
  plain,
  sampleOf,
  withExclusions,
  withHold,
  withTrend,
  type Sample,
  run,
} from './sample.ts';
import type { FunnelOptions } from './switches.ts';

/** Samples last seconds, or hours where a trend cuts them. */
const BUCKET_MS = 3_600_000;

/** Options with a trend, and the sample's seconds stretched to half hours. */
function inHours(random: () => number, sample: Sample, plainly: FunnelOptions): FunnelOptions {
  const options = withTrend(random, plainly);
  for (const event of sample.people.flat()) event.t *= 1800;
  sample.span = { fromMs: sample.span.fromMs * 1800, toMs: sample.span.toMs * 1800 };
  return { ...options, windowMs: options.windowMs * 1800, graceMs: options.graceMs * 1800 };
}

/** What the partial must be, by the oracle. */
function expected(sample: Sample, options: FunnelOptions) {
  const each = sample.people.map((_, p) => momentsOf(sample, p));
  const inside = (t: number) => t >= sample.span.fromMs && t <= sample.span.toMs;
  const ways = each.map((log) => told(log, options, sample.span));
  const apart: FunnelOptions = { ...options, ties: 'apart', graceMs: 0, reuse: false };
  const differs = each.filter(
    (log) =>
      options.order !== 'any' &&
      depthOf(told(log, { ...options, ties: 'together' }, sample.span)) !== depthOf(told(log, apart, sample.span)),
  );
  const seconds = Array.from({ length: options.steps }, (_, k) =>
    ways.filter((way) => k > 0 && depthOf(way) > k).map(({ times }) => (times[k]! - times[k - 1]!) / 1000),
  );
  const trend = each.flatMap((log, p) =>
    options.trend ? toldTrend(log, options, sample.span, BUCKET_MS).map((bucket) => [p, ...bucket]) : [],
  );
  return {
    trend,
    units: each.filter((log) => log.some(({ t }) => inside(t))).length,
    decidedByTies: differs.length,
    depth: ways.map(depthOf),
    seconds,
  };
}

const shown = (partial: FunnelPartial) => ({
  trend: [...(partial.trend?.person ?? [])]
    .map((person, i): [number, number, boolean] => [
      person,
      partial.trend!.startMs[i]!,
      partial.trend!.converted[i] === 1,
    ])
    .sort(([p, a], [q, b]) => p - q || a - b),
  units: partial.units,
  decidedByTies: partial.decidedByTies,
  depth: [...partial.depth],
  seconds: secondsOf(partial, requiredBefore(partial.times.length, [])).map((list) => [...list]),
});

const described = (sample: Sample, options: FunnelOptions, seed: number): string =>
  JSON.stringify({ seed, options, names: sample.names, ruled: sample.ruled, span: sample.span, people: sample.people });

function compare(
  seed: number,
  options: (random: () => number, steps: number, sample: Sample) => FunnelOptions,
  overlap: number,
  events = 6,
): void {
  const random = mulberry32(seed);
  const steps = 1 + Math.floor(random() * 4);
  const shape = { people: 3, events, names: 3, instants: 5, steps, overlap, rules: overlap / 2, where: 0.2 };
  const sample = sampleOf(random, shape);
  const chosen = options(random, steps, sample);
  const whole = run(inputOf(sample), chosen);
  const parts = [0, 1, 2].map((p) => run(inputOf(sample, p, p + 1), chosen));
  const merged = parts.reduce((left, right) => kernel.merge(left, right));
  same(
    () => shown(whole),
    expected(sample, chosen),
    () => described(sample, chosen, seed),
  );
  same(
    () => shown(merged),
    shown(whole),
    () => described(sample, chosen, seed),
  );
  expect([merged.open, merged.flags.join()]).toEqual([whole.open, whole.flags.join()]);
}

/** As toEqual, which takes too long for tens of thousands of equal answers. */
function same(found: () => unknown, wanted: unknown, context: () => string): void {
  if (JSON.stringify(found()) !== JSON.stringify(wanted)) expect(found(), context()).toEqual(wanted);
}

describe('against the oracle', () => {
  test('with every switch, rules that overlap and many ties', () => {
    for (let seed = 0; seed < 12_000; seed++) compare(seed, optionsFor, 0.4);
  });

  test('with every switch and names of one step each or repeated', () => {
    for (let seed = 20_000; seed < 26_000; seed++) compare(seed, optionsFor, 0);
  });

  test('with excluded events', () => {
    const excluding = (random: () => number, steps: number, sample: Sample): FunnelOptions =>
      withExclusions(random, sample, 3, optionsFor(random, steps));
    for (let seed = 60_000; seed < 68_000; seed++) compare(seed, excluding, seed % 2 === 0 ? 0.3 : 0);
  });

  test('with a trend, also with excluded events', () => {
    const trending = (random: () => number, steps: number, sample: Sample): FunnelOptions => {
      const slow = inHours(random, sample, optionsFor(random, steps));
      return random() < 0.5 ? slow : withExclusions(random, sample, 3, slow);
    };
    for (let seed = 80_000; seed < 86_000; seed++) compare(seed, trending, seed % 2 === 0 ? 0.3 : 0);
  });

  test('with held properties, also with excluded events or a trend', () => {
    const holding = (random: () => number, steps: number, sample: Sample): FunnelOptions => {
      const options = withHold(random, sample, optionsFor(random, steps));
      const kind = Math.floor(random() * 3);
      if (kind === 0) return options;
      if (kind === 1) return withExclusions(random, sample, 3, options);
      return inHours(random, sample, options);
    };
    for (let seed = 100_000; seed < 106_000; seed++) compare(seed, holding, seed % 2 === 0 ? 0.3 : 0, 8);
  });

  test('with the defaults and one switch', () => {
    const one = (random: () => number, steps: number): FunnelOptions => {
      const all = optionsFor(random, steps);
      const name = (Object.keys(all) as (keyof FunnelOptions)[])[1 + Math.floor(random() * 9)]!;
      const changed = { ...plain(steps), windowMs: 3000, [name]: all[name] };
      return changed.ties === 'together' ? changed : { ...changed, graceMs: 0, reuse: false };
    };
    for (let seed = 40_000; seed < 46_000; seed++) compare(seed, one, 0.2);
  });
});

describe('roads to the same answer', () => {
  const shape = { people: 12, events: 60, names: 5, instants: 40, steps: 4, overlap: 0, rules: 0.2, where: 0.2 };

  test('the quick way and the general one', () => {
    for (let seed = 0; seed < 1_500; seed++) {
      const random = mulberry32(seed);
      const instants = seed % 2 === 0 ? 40 : 4000;
      const sample = sampleOf(random, { ...shape, instants });
      sample.names = [[0], [1], [2], [3]];
      const options: FunnelOptions = {
        ...plain(4),
        windowMs: [Infinity, 1000, 10_000, 200_000, 900_000][seed % 5]!,
        graceMs: seed % 3 === 0 ? 2000 : 0,
        attempt: seed % 7 === 0 ? 'first' : 'furthest',
        lateSteps: seed % 4 !== 0,
      };
      const input = inputOf(sample);
      const partial = run(input, options);
      const each = new PersonFunnel(input, options, null);
      sample.people.forEach((_, p) => {
        each.solve(p);
        same(
          () => partial.depth[p],
          each.way.depth,
          () => described(sample, options, seed),
        );
      });
    }
  });

  test('attempt after attempt, both passes of the chain, and the search', () => {
    for (let seed = 0; seed < 1_500; seed++) {
      const random = mulberry32(seed);
      const sample = sampleOf(random, { ...shape, people: 1, events: 24, instants: 12, overlap: 0.4, where: 0 });
      const options: FunnelOptions = {
        ...plain(4),
        windowMs: [Infinity, 2000, 5000][seed % 3]!,
        attempt: (['furthest', 'first', 'latest'] as const)[seed % 4] ?? 'furthest',
      };
      const input = inputOf(sample);
      const journey = new Journey(input, options);
      journey.read(0);
      const [walked, chained, searched] = [noWay(4), noWay(4), noWay(4)];
      new Ordered(journey, options).solve('together', false, walked);
      const nodes = new Nodes(journey);
      nodes.build(true, 'matching', false);
      new Chain(nodes, options).solve(chained);
      new Search(journey, options).solve(false, searched);
      const seen = ({ depth, time }: typeof walked) => [...time.subarray(0, depth)];
      same(
        () => seen(chained),
        seen(walked),
        () => described(sample, options, seed),
      );
      same(
        () => seen(searched),
        seen(walked),
        () => described(sample, options, seed),
      );
    }
  });
});

describe('people who could take for ever', () => {
  const crowd = (events: number, instants: number): Sample => ({
    people: [
      Array.from({ length: events }, (_, i) => ({
        code: (i * 7) % 5,
        t: Math.floor((i * instants) / events),
        passes: [],
        exists: true,
      })),
    ],
    names: [[0, 1], [1, 2], null, [0, 3]],
    ruled: [false, false, false, false],
    where: false,
    span: { fromMs: -Infinity, toMs: Infinity },
  });

  test.each([1, 365, 100_000])('100,000 events on %i instants', (instants) => {
    const input = inputOf(crowd(100_000, instants));
    for (const changed of [
      {},
      { windowMs: 10 },
      { order: 'any', windowMs: 10 },
      { order: 'strict' },
      { attempt: 'latest' },
      { graceMs: 5 },
      { windowFrom: 'previous', windowMs: 1 },
      { windowEvents: 100 },
      { optional: [1] },
      { optional: [1, 2], windowMs: 10, attempt: 'latest' },
      { optional: [1], order: 'strict' },
      { optional: [1], graceMs: 5 },
      { optional: [1], windowFrom: 'previous', windowMs: 1 },
      { optional: [1], windowEvents: 100 },
    ] as Partial<FunnelOptions>[])
      expect(run(input, { ...plain(4), ...changed }).depth[0], JSON.stringify(changed)).toBeGreaterThan(0);
  });

  test.each([
    [2_000, 1],
    [10_000, 365],
    [10_000, 10_000],
  ])('attempts of %i events on %i instants', (events, instants) => {
    const input = inputOf(crowd(events, instants));
    for (const changed of [
      {},
      { windowMs: 10 },
      { order: 'any' },
      { order: 'strict' },
      { windowFrom: 'previous', windowMs: 1 },
      { optional: [1, 2] },
      { optional: [1, 2], order: 'strict' },
    ] as Partial<FunnelOptions>[])
      expect(
        run(input, { ...plain(4), ...changed, count: 'attempts' }).depth.length,
        JSON.stringify(changed),
      ).toBeGreaterThan(events / 10);
  });

  test('100,000 events that hold 25,000 values', () => {
    const sample = crowd(100_000, 100_000);
    sample.held = [Array.from({ length: 25_000 }, (_, code) => String(code))];
    sample.people[0]!.forEach((event, i) => (event.holds = [1 + Math.floor(i / 4)]));
    for (const changed of [{}, { order: 'any' }, { order: 'strict' }, { graceMs: 5 }] as Partial<FunnelOptions>[])
      expect(
        run(inputOf(sample), { ...plain(4), ...changed, hold: 1 }).depth[0],
        JSON.stringify(changed),
      ).toBeGreaterThan(0);
  });
});

describe('open', () => {
  const one = (times: number[], lastMs: number, options: Partial<FunnelOptions>): number => {
    const sample: Sample = {
      people: [times.map((t, i) => ({ code: i, t, passes: [], exists: true }))],
      names: [[0], [1], [2]],
      ruled: [false, false, false],
      where: false,
      span: { fromMs: -Infinity, toMs: Infinity },
    };
    return run({ ...inputOf(sample), lastMs }, { ...plain(3), ...options }).open;
  };

  test('until the window closes, its edge included', () => {
    expect(one([0, 1000], 1999, { windowMs: 2000 })).toBe(1);
    expect(one([0, 1000], 2000, { windowMs: 2000 })).toBe(0);
    expect(one([0, 1000], 2000, { windowMs: 2000, windowFrom: 'previous' })).toBe(1);
  });

  test('never once converted, nor without a window', () => {
    expect(one([0, 1000, 1500], 1500, { windowMs: 2000 })).toBe(0);
    expect(one([0], 0, {})).toBe(0);
  });

  test('not after a strict attempt was broken', () => {
    expect(one([0, 1000], 1000, { windowMs: 2000, order: 'strict' })).toBe(1);
    expect(one([0, 1000, 1500, 1600], 1600, { windowMs: 2000, order: 'strict', steps: 3 })).toBe(0);
  });
});

test('the moments that counted are events of the person', () => {
  for (let seed = 0; seed < 2_000; seed++) {
    const random = mulberry32(seed);
    const sample = sampleOf(random, {
      people: 1,
      events: 8,
      names: 3,
      instants: 6,
      steps: 3,
      overlap: 0.3,
      rules: 0,
      where: 0,
    });
    const options = optionsFor(random, 3);
    const input = inputOf(sample);
    const moments = kernelMoments(run(input, options), 0);
    const log = momentsOf(sample, 0);
    for (const { timeMs, step } of moments)
      expect(
        log.some(({ t, steps }) => t === timeMs && steps.includes(step)),
        described(sample, options, seed),
      ).toBe(true);
    expect(new Set(moments.map(({ step }) => step)).size).toBe(moments.length);
  }
});
