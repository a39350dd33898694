import { expect, it } from 'vitest';
import type { FunnelSpec } from './spec.ts';
import { withSteps } from './steps-changed.ts';

const steps = ['A', 'B', 'C'].map((event) => ({ event }));
const spec: FunnelSpec = {
  kind: 'funnel',
  steps,
  window: null,
  trend: { interval: 'day', from: 1, to: 2 },
  timeToConvert: { from: 0, to: 2, bins: 5 },
  windowCurve: { from: 1, to: 2 },
  breakdown: { property: 'device', at: { step: 2 } },
};

it('speaks of the last step where the one it spoke of is gone', () => {
  expect(withSteps(spec, steps.slice(0, 2))).toEqual({
    ...spec,
    steps: steps.slice(0, 2),
    trend: { interval: 'day', from: 0, to: 1 },
    timeToConvert: { from: 0, to: 1, bins: 5 },
    windowCurve: { from: 0, to: 1 },
    breakdown: { property: 'device', at: { step: 1 } },
  });
});

it('leaves out what one step alone cannot have', () => {
  expect(withSteps(spec, steps.slice(0, 1))).toEqual({
    kind: 'funnel',
    steps: steps.slice(0, 1),
    window: null,
    breakdown: { property: 'device', at: { step: 0 } },
  });
});

it('changes nothing else, and adds nothing', () => {
  const four = [...steps, { event: 'D' }];
  expect(withSteps(spec, four)).toEqual({ ...spec, steps: four });
  const plain: FunnelSpec = { kind: 'funnel', steps, trend: { interval: 'week' } };
  expect(withSteps(plain, steps.slice(1))).toEqual({ ...plain, steps: steps.slice(1) });
});

it('lets neither the first nor the last step be optional', () => {
  const [a, b, c] = steps;
  const skipping: FunnelSpec = { kind: 'funnel', steps: [a!, { ...b!, optional: true }, c!] };
  expect(withSteps(skipping, skipping.steps.slice(0, 2)).steps).toEqual([a, b]);
  expect(withSteps(skipping, skipping.steps.slice(1)).steps).toEqual([b, c]);
  expect(withSteps(skipping, skipping.steps)).toEqual(skipping);
});
