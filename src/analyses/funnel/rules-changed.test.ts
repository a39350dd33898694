import { describe, expect, it } from 'vitest';
import type { Segment } from '#segments/spec.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { exclusionsTaken, orderTaken, presetTaken, takesAttempt } from './rules-changed.ts';
import { parseFunnel, PRESETS, type FunnelSpec } from './spec.ts';
import { withSteps } from './steps-changed.ts';
import { resolve } from './switches.ts';

const steps = ['A', 'B', 'C'].map((event) => ({ event }));
const plain: FunnelSpec = { kind: 'funnel', steps };

/** As the editor does it: what is undefined is no field. */
const changed = (spec: FunnelSpec, change: Partial<FunnelSpec>): FunnelSpec =>
  JSON.parse(JSON.stringify({ ...spec, ...change })) as FunnelSpec;

function problems(spec: FunnelSpec): string[] {
  const list: Problem[] = [];
  parseFunnel(Fields.of(spec, '', list)!, (value) => value as Segment);
  return list.map(({ code, at }) => `${code} ${at}`);
}

describe('a preset', () => {
  /** Every switch at a value that no preset has. */
  const own: FunnelSpec = {
    ...plain,
    order: 'strict',
    window: { n: 3, unit: 'hour' },
    windowFrom: 'previous',
    windowEvents: 2,
    attempt: 'latest',
    ties: 'together',
    grace: { n: 9, unit: 'second' },
    reuse: true,
    lateSteps: false,
    excluded: 'attempt',
    exclude: [{ event: 'X', from: 0, to: 2 }],
  };

  it.each(PRESETS)('%s is taken whole', (preset) => {
    const taken = changed(own, presetTaken(preset));
    expect(resolve(taken)).toEqual(resolve({ ...plain, preset }));
    expect(taken.exclude).toEqual(own.exclude);
  });

  it('is let go of for our own rules', () => {
    expect(changed({ ...own, preset: 'mixpanel' }, presetTaken(null))).toEqual({ ...plain, exclude: own.exclude });
  });
});

describe('exclusions', () => {
  const quit = { event: 'Quit', from: 1, to: 2 };
  const help = { event: 'Help', from: 0, to: 1, where: { property: 'topic', op: 'is' as const, value: 'price' } };

  it('take the window curve with them, and their choice when the last is gone', () => {
    const curved: FunnelSpec = { ...plain, windowCurve: { points: 9 }, excluded: 'attempt' };
    const some = changed(curved, exclusionsTaken([quit]));
    expect(some).toEqual({ ...plain, exclude: [quit], excluded: 'attempt' });
    expect(problems(some)).toEqual([]);
    expect(changed(some, exclusionsTaken([]))).toEqual(plain);
  });

  it('are over the whole funnel in any order, with every step added or taken away', () => {
    const any = changed({ ...plain, exclude: [quit, help] }, orderTaken({ ...plain, exclude: [quit, help] }, 'any'));
    expect(any.exclude).toEqual([
      { ...quit, from: 0, to: 2 },
      { ...help, from: 0, to: 2 },
    ]);
    expect(problems(any)).toEqual([]);
    const four = withSteps(any, [...steps, { event: 'D' }]);
    expect(four.exclude?.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(problems(four)).toEqual([]);
    expect(problems(withSteps(four, steps.slice(0, 2)))).toEqual([]);
  });

  it('stay between steps that are there', () => {
    const two = withSteps({ ...plain, exclude: [quit, help], excluded: 'attempt' }, steps.slice(0, 2));
    expect(two.exclude).toEqual([{ ...quit, from: 0, to: 1 }, help]);
    expect(problems(two)).toEqual([]);
    expect(withSteps(two, steps.slice(0, 1))).toEqual({ ...plain, steps: steps.slice(0, 1) });
  });

  it('take only the attempt in any order and where attempts are counted', () => {
    expect(takesAttempt(plain)).toBe(null);
    expect(takesAttempt({ ...plain, preset: 'ga4' })).toBe(null);
    expect(takesAttempt({ ...plain, count: 'attempts' })).toBe('attempts');
    expect(takesAttempt({ ...plain, count: 'attempts', order: 'any' })).toBe('any');
  });
});

it('in any order nothing is left that only an order can have', () => {
  const ordered: FunnelSpec = {
    ...plain,
    steps: [{ event: 'A' }, { event: 'B', optional: true }, { event: 'C' }],
    windowFrom: 'previous',
    windowEvents: 1,
  };
  const any = changed(ordered, orderTaken(ordered, 'any'));
  expect(any).toEqual({ ...plain, order: 'any' });
  expect(changed(any, orderTaken(any, 'strict'))).toEqual({ ...plain, order: 'strict' });
});
