import { expect, test } from 'vitest';
import { momentsOf as kernelMoments } from './kernel-tally.ts';
import { toldAttempts } from './oracle.ts';
import { inputOf, momentsOf, mulberry32, plain, run, sampleOf, type Sample } from './sample.ts';
import type { FunnelOptions } from './switches.ts';

const longLog = (seed: number, instants: number, steps: number): Sample => {
  const random = mulberry32(seed);
  const shape = { people: 1, events: 400, names: 12, instants, steps, overlap: 0, rules: 0, where: 0 };
  const sample = sampleOf(random, shape);
  sample.names = Array.from({ length: steps }, (_, k) => [k]);
  sample.span = { fromMs: -Infinity, toMs: Infinity };
  return sample;
};

/** When each step of each attempt was reached; null where it was skipped. */
const timesOf = (sample: Sample, options: FunnelOptions): (number | null)[][] => {
  const { depth, times } = run(inputOf(sample), options);
  const next = times.map(() => 0);
  return [...depth].map((reached) =>
    Array.from({ length: reached }, (_, k) => {
      const time = times[k]![next[k]!++]!;
      return Number.isNaN(time) ? null : time;
    }),
  );
};

test('attempts of a long log without ties as a plain walk finds them', () => {
  for (let seed = 0; seed < 60; seed++) {
    const sample = longLog(seed, 100_000, 3);
    const log = sample.people[0]!.filter(({ t }, i, all) => all[i - 1]?.t !== t);
    sample.people = [log];
    const windowMs = [Infinity, 20_000_000, 3_000_000][seed % 3]!;
    const found: number[][] = [];
    for (let i = 0; i < log.length;) {
      if (log[i]!.code !== 0) {
        i++;
        continue;
      }
      const times = [log[i]!.t];
      const edge = log[i]!.t + windowMs;
      for (i++; i < log.length && log[i]!.t <= edge && times.length < 3; i++)
        if (log[i]!.code === times.length) times.push(log[i]!.t);
      found.push(times);
      while (times.length < 3 && i < log.length && log[i]!.t <= edge) i++;
    }
    expect(timesOf(sample, { ...plain(3), windowMs, count: 'attempts' }), `${seed}`).toEqual(found);
  }
});

test('attempts of a long log against the oracle', () => {
  for (let seed = 0; seed < 72; seed++) {
    const sample = longLog(seed, 200, 3);
    const options: FunnelOptions = {
      ...plain(3),
      optional: seed % 2 === 0 ? [1] : [],
      windowMs: [Infinity, 30_000, 100_000][seed % 3]!,
      ties: (['together', 'fileOrder', 'apart'] as const)[Math.floor(seed / 3) % 3]!,
      order: seed % 8 === 0 ? 'strict' : 'ordered',
      windowFrom: seed % 5 === 0 && seed % 3 === 1 ? 'previous' : 'entry',
      count: 'attempts',
    };
    const wanted = toldAttempts(momentsOf(sample, 0), options, sample.span).map(({ steps, times }) =>
      Array.from({ length: steps.at(-1)! + 1 }, (_, k) => (steps.includes(k) ? times[steps.indexOf(k)]! : null)),
    );
    expect(timesOf(sample, options), JSON.stringify({ seed, options })).toEqual(wanted);
  }
});

test('a timeline marks the steps of every attempt, and none that was skipped', () => {
  const at = (code: number, minute: number) => ({ code, t: 60_000 * minute, passes: [], exists: true });
  const sample: Sample = {
    people: [[at(0, 0)], [at(0, 1), at(2, 2), at(0, 3), at(1, 4), at(2, 5)], [at(2, 6), at(0, 7)]],
    names: [[0], [1], [2]],
    ruled: [false, false, false],
    where: false,
    span: { fromMs: -Infinity, toMs: Infinity },
  };
  const options: FunnelOptions = { ...plain(3), windowMs: 90_000, optional: [1], count: 'attempts' };
  const marks = (person: number): [number, number][] =>
    kernelMoments(run(inputOf(sample), options), person).map(({ timeMs, step }) => [timeMs / 60_000, step]);
  expect(marks(1)).toEqual([
    [1, 0],
    [2, 2],
    [3, 0],
    [4, 1],
  ]);
  expect(marks(2)).toEqual([[7, 0]]);
});

test('fifty steps, all but the first and last of which may be skipped', () => {
  const codes = Array.from({ length: 50 }, (_, k) => k);
  const sample: Sample = {
    people: [codes.filter((k) => k % 7 === 0).map((code) => ({ code, t: 1000 * code, passes: [], exists: true }))],
    names: codes.map((k) => [k]),
    ruled: codes.map(() => false),
    where: false,
    span: { fromMs: -Infinity, toMs: Infinity },
  };
  const options: FunnelOptions = { ...plain(50), optional: codes.slice(1, -1) };
  const filled = [0, 7, 14, 21, 28, 35, 42, 49];
  for (const order of ['ordered', 'strict'] as const) {
    const [times] = timesOf(sample, { ...options, order });
    expect(times!.flatMap((time, k) => (time === null ? [] : [k]))).toEqual(filled);
  }
  expect(timesOf(sample, { ...options, optional: [] })[0]).toHaveLength(1);
});
