import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { depthOf, told } from './oracle.ts';
import { windowCurve } from './result-window.ts';
import { inputOf, momentsOf, mulberry32, optionsFor, plain, run, sampleOf, withHold, type Sample } from './sample.ts';
import type { FunnelOptions } from './switches.ts';

const HALF = 500;
const INSTANTS = 6;
const facts = { people: 0, events: 0, firstMs: 0, lastMs: INSTANTS * 1000 };

/** How far each unit gets within a window, by the oracle. */
const depths = (sample: Sample, options: FunnelOptions, windowMs: number): number[] =>
  sample.people.map((_, p) => depthOf(told(momentsOf(sample, p), { ...options, windowMs }, sample.span)));

/** The curve at any window, of one pass: that it is the one in force. */
const curveOf = (sample: Sample, options: FunnelOptions, shards: number) => {
  const many = sample.people.length;
  const parts = Array.from({ length: shards }, (_, s) =>
    run(inputOf(sample, Math.floor((s * many) / shards), Math.floor(((s + 1) * many) / shards)), options),
  );
  const { windows, depth } = parts.reduce((left, right) => kernel.merge(left, right));
  const units = depth.filter((reached) => reached > 0).length;
  return (windowMs: number): [entered: number, count: number] => {
    const { entered, count } = windowCurve(windows!, units, undefined, windowMs, facts).atWindow;
    return [entered, count];
  };
};

const reaching = (depth: Iterable<number>, { from, to }: { from: number; to: number }): [number, number] => [
  [...depth].filter((each) => each > from).length,
  [...depth].filter((each) => each > to).length,
];

function questionOf(seed: number): { sample: Sample; options: FunnelOptions } {
  const random = mulberry32(seed);
  const steps = 2 + (seed % 3);
  const overlap = [0, 0.15, 0.5][Math.floor(seed / 3) % 3]!;
  const shape = { people: 2, events: 7, names: 4, instants: INSTANTS, steps, overlap, rules: overlap, where: 0.2 };
  const sample = sampleOf(random, shape);
  // as often as not no name is in two steps
  if (overlap === 0 && seed % 2 === 0) sample.names = sample.names.map((_, k) => [k]);
  const from = Math.floor(random() * (steps - 1));
  const to = from + 1 + Math.floor(random() * (steps - 1 - from));
  let options: FunnelOptions = { ...optionsFor(random, steps), windowCurve: { from, to } };
  if (random() < 0.2) options = withHold(random, sample, options);
  if (options.order !== 'any' && random() < 0.2)
    options.optional = Array.from({ length: Math.max(0, steps - 2) }, (_, k) => k + 1).filter(
      (k) => k !== from && k !== to && random() < 0.6,
    );
  return { sample, options };
}

test('the curve is the funnel at every window, by the oracle: all orders, ties, attempts and switches', () => {
  let converted = 0;
  let byWindow = 0;
  for (let seed = 0; seed < 10_000; seed++) {
    const { sample, options } = questionOf(seed);
    const curve = curveOf(sample, options, 1 + (seed % 2));
    for (const windowMs of [0, HALF, 1000, 2000, 2500, 3000, 4000, Infinity]) {
      const wanted = reaching(depths(sample, options, windowMs), options.windowCurve!);
      const found = curve(windowMs);
      if (found.join() !== wanted.join())
        expect(found, JSON.stringify({ seed, windowMs, options, sample })).toEqual(wanted);
    }
    converted += curve(Infinity)[1];
    if (curve(0)[1] !== curve(Infinity)[1]) byWindow++;
  }
  expect(converted).toBeGreaterThan(2000);
  expect(byWindow).toBeGreaterThan(1000);
}, 120_000);

test('the curve at the window in force is the funnel of the same pass, in long logs', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = mulberry32(seed);
    const shape = { people: 8, events: 120, names: 5, instants: 60, steps: 4, overlap: 0, rules: 0, where: 0 };
    const sample = sampleOf(random, shape);
    if (seed % 2 === 0) sample.names = [[0], [1], [2], [3]];
    const options = { ...optionsFor(random, 4), windowCurve: { from: 1, to: 3 } };
    const { depth } = run(inputOf(sample), options);
    const found = curveOf(sample, options, 2)(options.windowMs);
    expect(found, JSON.stringify({ seed, options })).toEqual(reaching(depth, options.windowCurve!));
  }
}, 60_000);

test('a shortest window is told to the millisecond', () => {
  const random = mulberry32(7);
  for (let n = 0; n < 300; n++) {
    const times = Array.from({ length: 20 }, () => Math.floor(random() * 1e9)).sort((a, b) => a - b);
    const events = times.map((t) => ({ code: Math.floor(random() * 3), t, passes: [true, true, true], exists: true }));
    const sample: Sample = {
      people: [events],
      names: n % 2 === 0 ? [[0], [1], [2]] : [[0], [0, 1], [2]],
      ruled: [false, false, false],
      where: false,
      span: { fromMs: -Infinity, toMs: Infinity },
    };
    const windowFrom = n % 3 === 0 ? 'previous' : 'entry';
    const options: FunnelOptions = { ...plain(3), windowFrom, windowCurve: { from: 0, to: 2 } };
    let least = Infinity;
    events.forEach((a, i) =>
      events.forEach((b, j) =>
        events.forEach((c, k) => {
          if (i >= j || j >= k || a.code !== 0 || !sample.names[1]!.includes(b.code) || c.code !== 2) return;
          least = Math.min(least, windowFrom === 'entry' ? c.t - a.t : Math.max(b.t - a.t, c.t - b.t));
        }),
      ),
    );
    expect([...run(inputOf(sample), options).windows!.to.ms]).toEqual(least === Infinity ? [] : [least]);
  }
});

const shortest = (ms: Float64Array) => ({ person: Uint32Array.from(ms, (_, i) => i), ms });

test('the points: none, all or as many as asked for with as many people between, and the length of the log', () => {
  const to = Float64Array.of(3000, 1000, 1000, 2000, 5000, 4000);
  const all = windowCurve({ from: null, to: shortest(to) }, 8, undefined, 2500, { ...facts, lastMs: 9000 });
  expect(all.units).toBe(8);
  expect(all.points.map(({ seconds, count, rate }) => [seconds, count, rate])).toEqual([
    [0, 0, 0],
    [1, 2, 0.25],
    [2, 3, 0.375],
    [3, 4, 0.5],
    [4, 5, 0.625],
    [5, 6, 0.75],
    [9, 6, 0.75],
  ]);
  expect(all.atWindow).toEqual({ entered: 8, count: 3, rate: 0.375 });
  const some = windowCurve({ from: null, to: shortest(to) }, 8, 3, Infinity, { ...facts, lastMs: 9000 });
  expect(some.points.map(({ seconds, count }) => [seconds, count])).toEqual([
    [0, 0],
    [1, 2],
    [3, 4],
    [5, 6],
    [9, 6],
  ]);
  const nobody = windowCurve({ from: null, to: shortest(new Float64Array()) }, 0, undefined, 0, {
    ...facts,
    lastMs: 0,
  });
  expect(nobody.points).toEqual([{ seconds: 0, entered: 0, count: 0, rate: 0 }]);
});
