import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { finish } from './result.ts';
import { inputOf, mulberry32, run, sampleOf, type Sample } from './sample.ts';
import type { FunnelSpec } from './spec.ts';
import { needsWays, optionsOf, type FunnelOptions } from './switches.ts';

const SECOND = 'second' as const;

function askedOf(random: () => number, sample: Sample): FunnelSpec {
  const below = (n: number): number => Math.floor(random() * n);
  const chance = (share: number): boolean => random() < share;
  const either = <T>(...values: T[]): T => values[below(values.length)]!;
  const last = sample.names.length - 1;
  if (chance(0.5)) {
    sample.values = [['x', 'y', 'z']];
    for (const event of sample.people.flat()) event.values = [below(4)];
  }
  const ties = either('together', 'apart', 'fileOrder');
  return {
    kind: 'funnel',
    steps: sample.names.map((names) => ({ event: names?.map(String) ?? '0' })),
    window: chance(0.3) ? null : { n: below(4), unit: SECOND },
    ties,
    ...(ties === 'together' && chance(0.3) && { grace: { n: 1, unit: SECOND } }),
    ...(ties !== 'apart' && chance(0.3) && { reuse: true }),
    ...(chance(0.3) && { attempt: 'first' }),
    ...(chance(0.3) && { lateSteps: false }),
    ...(sample.values && {
      breakdown: { property: 'p', at: either('first', 'last'), top: 1 + below(4), other: chance(0.5) },
    }),
    ...(last > 0 && chance(0.3) && { windowCurve: chance(0.5) ? {} : { from: last - 1, to: last } }),
    significance: { minimum: 1 },
  };
}

function counted(sample: Sample, options: FunnelOptions, from?: number, to?: number): FunnelPartial | null {
  const running = kernel.count!(inputOf(sample, from, to), options);
  for (;;) {
    const { done, value } = running.next();
    if (done) return value;
  }
}

test('counted alone the result is what it is with people, of one shard and of several', () => {
  let common = 0;
  for (let seed = 0; seed < 1_500; seed++) {
    const random = mulberry32(seed);
    const steps = 1 + Math.floor(random() * 4);
    const shape = { people: 6, events: 7, names: 4, instants: 6, steps, overlap: 0.05, rules: 0.2, where: 0.2 };
    const sample = sampleOf(random, shape);
    const spec = askedOf(random, sample);
    const context = { timezone: 'UTC', weekStart: 0, span: sample.span };
    const options = optionsOf(spec, context);
    const parts = [0, 3].map((p) => counted(sample, options, p, p + 3));
    const alone = counted(sample, options);
    if (!alone || !parts[0] || !parts[1]) continue;
    common++;
    const facts = { people: 6, events: 30, firstMs: 0, lastMs: inputOf(sample).lastMs };
    const shown = (partial: FunnelPartial) => finish(partial, spec, context, facts);
    const wanted = shown(run(inputOf(sample), options));
    expect(alone.depth.length + alone.flags.length).toBe(0);
    expect(shown(alone), `seed ${seed}`).toEqual(wanted);
    expect(shown(kernel.merge(parts[0], parts[1])), `seed ${seed}, merged`).toEqual(wanted);
  }
  expect(common).toBeGreaterThan(600);
});

test('a question that needs everybody’s way is not counted alone', () => {
  const sample = sampleOf(mulberry32(1), {
    people: 3,
    events: 5,
    names: 3,
    instants: 5,
    steps: 2,
    overlap: 0,
    rules: 0,
    where: 0,
  });
  const plain: FunnelSpec = { kind: 'funnel', steps: [{ event: '0' }, { event: '1' }] };
  const context = { timezone: 'UTC', weekStart: 0, span: sample.span };
  sample.names = [[0], [1]];
  expect(counted(sample, optionsOf(plain, context))).not.toBeNull();
  expect(counted(sample, { ...optionsOf(plain, context), ways: true })).toBeNull();
  expect(counted(sample, optionsOf({ ...plain, order: 'strict' }, context))).toBeNull();
  expect(needsWays(plain)).toBe(false);
  expect(needsWays({ ...plain, timeToConvert: { from: 0, to: 1 } })).toBe(true);
  expect(needsWays({ ...plain, compare: { segments: [] } })).toBe(true);
});
