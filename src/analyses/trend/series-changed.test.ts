import { expect, test } from 'vitest';
import { withoutSeries } from './series-changed.ts';
import type { TrendSpec } from './spec.ts';

const of = (event: string) => ({ of: { event } });
const spec: TrendSpec = { kind: 'trend', series: [of('a'), of('b'), of('c')], formula: 'C / A' };

test('the letters after a series that goes move up', () => {
  expect(withoutSeries(spec, 1)).toEqual({ kind: 'trend', series: [of('a'), of('c')], formula: 'B / A' });
});

test('a formula without one of its series goes', () => {
  expect(withoutSeries(spec, 2)).toEqual({ kind: 'trend', series: [of('a'), of('b')] });
});
