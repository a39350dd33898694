import { expect, test } from 'vitest';
import { kaplanMeier } from '#statistics/kaplan-meier.ts';
import { depthOf, told } from './oracle.ts';
import { followedFrom, overlap, riskTimes, survivalOf } from './result-survival.ts';
import { inputOf, momentsOf, mulberry32, optionsFor, run, sampleOf } from './sample.ts';

test('how long each unit is followed, by the oracle', () => {
  let open = 0;
  for (let seed = 0; seed < 3000; seed++) {
    const random = mulberry32(seed);
    const steps = 2 + (seed % 2);
    const shape = { people: 3, events: 7, names: 4, instants: 6, steps, overlap: 0.2, rules: 0.1, where: 0.1 };
    const sample = sampleOf(random, shape);
    const options = optionsFor(random, steps);
    const from = seed % (steps - 1);
    const lastMs = Math.max(0, ...sample.people.flat().map(({ t }) => t));
    const partial = run(inputOf(sample), options);
    const found = followedFrom(partial, { from, to: steps - 1 }, options, partial.endMs, null);
    const wanted = sample.people.flatMap((_, p): [number, number, number, number][] => {
      const way = told(momentsOf(sample, p), options, sample.span);
      if (depthOf(way) <= from) return [];
      const begun = way.times[from]!;
      if (depthOf(way) === steps) return [[p, (way.times.at(-1)! - begun) / 1000, 1, 0]];
      const edge = (options.windowFrom === 'entry' ? way.times[0]! : way.times.at(-1)!) + options.windowMs;
      const end = Math.min(lastMs, options.lateSteps ? Infinity : sample.span.toMs);
      if (end < edge) open++;
      return [[p, Math.max(0, Math.min(edge, end) - begun) / 1000, 0, end < edge ? 1 : 0]];
    });
    const shown = [...found.row].map((row, i) => [row, found.times[i], found.happened[i], found.censored[i]]);
    expect(shown, JSON.stringify({ seed, options, sample })).toEqual(wanted);
  }
  expect(open).toBeGreaterThan(900);
});

test('the share converted, from nobody on, with those still followed', () => {
  const followed = {
    times: Float64Array.of(10, 20, 20, 50),
    happened: Uint8Array.of(1, 0, 1, 0),
    censored: Uint8Array.of(0, 1, 0, 0),
  };
  const survival = survivalOf(followed, riskTimes(followed, false));
  expect(survival).toMatchObject({ units: 4, converted: 2, medianSeconds: 20, censored: 1, censoredSeconds: [20] });
  expect(survival.points.map(({ seconds, rate, atRisk, converted }) => [seconds, rate, atRisk, converted])).toEqual([
    [0, 0, 4, 0],
    [10, 0.25, 4, 1],
    [20, 0.5, 3, 2],
  ]);
  expect(survival.atRisk).toEqual([
    { seconds: 0, units: 4 },
    { seconds: 10, units: 4 },
    { seconds: 20, units: 3 },
    { seconds: 30, units: 1 },
    { seconds: 40, units: 1 },
    { seconds: 50, units: 1 },
  ]);
  const [, { low, high }] = kaplanMeier(followed) as [unknown, { low: number; high: number }];
  expect(survival.points[2]).toMatchObject({ low: 1 - high, high: 1 - low });
  const none = { times: new Float64Array(), happened: new Uint8Array(), censored: new Uint8Array() };
  const nobody = survivalOf(none, riskTimes(none, false));
  expect(nobody).toEqual({
    units: 0,
    converted: 0,
    medianSeconds: null,
    censored: 0,
    censoredSeconds: [],
    points: [{ seconds: 0, rate: 0, low: 0, high: 0, atRisk: 0, converted: 0 }],
    atRisk: [{ seconds: 0, units: 0 }],
  });
});

test('where times lie far apart the followed are counted at times that grow, behind the first', () => {
  const times = Float64Array.of(90, 700, 86_400, 86_400);
  expect(riskTimes({ times, happened: Uint8Array.of(1, 1, 1, 0) }, true)).toEqual([0, 600, 3600, 14_400, 86_400]);
  expect(riskTimes({ times, happened: Uint8Array.of(0, 0, 0, 0) }, true)).toEqual([0, 10, 600, 14_400]);
});

test('of many moments as many points as a figure can show, the first and the last among them', () => {
  const times = Float64Array.from({ length: 5000 }, (_, i) => i + 1);
  const { points } = survivalOf(
    {
      times,
      happened: new Uint8Array(5000).fill(1),
      censored: new Uint8Array(5000),
    },
    [],
  );
  expect(points).toHaveLength(201);
  expect([points[1]!.seconds, points.at(-1)!.seconds, points.at(-1)!.rate]).toEqual([1, 5000, 1]);
});

test('segments that share somebody who begins', () => {
  const ways = (...depth: number[]) => ({ person: null, depth: Uint8Array.from(depth), times: [] });
  expect(overlap([])).toBe(false);
  expect(overlap([ways(1, 0, 2), ways(0, 3, 0)])).toBe(false);
  expect(overlap([ways(1, 0, 2), ways(0, 3, 1)])).toBe(true);
});
