import { expect, it } from 'vitest';
import { parseSegmentDocument } from '#document/parse.ts';
import { betweenRule, daysOf, daysSegment, edgeOf, valueRule } from './brushed.ts';

const histogram = (min: number, max: number, bars: number) => ({
  min,
  max,
  median: min,
  bins: new Array<number>(bars).fill(1),
});

it('reads edges of bars as round values, and the outer ones as they are', () => {
  const amounts = histogram(0.5, 100.25, 3);
  expect([0, 1, 2, 3].map((edge) => edgeOf(amounts, edge))).toEqual([0.5, 34, 67, 100.25]);
  const small = histogram(0, 0.001, 3);
  expect(edgeOf(small, 1)).toBe(0.00033);
  expect(edgeOf(histogram(7, 7, 24), 5)).toBe(7);
  expect(edgeOf(histogram(-1e9, 2e9, 3), 1)).toBe(0);
});

it('edges never fall and never leave the values', () => {
  for (const [min, max] of [
    [0, 1],
    [1, 5],
    [0.1, 0.30001],
    [-3, 1e12],
    [1e-9, 2e-9],
  ] as const) {
    const edges = Array.from({ length: 25 }, (_, edge) => edgeOf(histogram(min, max, 24), edge));
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    expect([Math.min(...edges), Math.max(...edges)]).toEqual([min, max]);
  }
});

it('makes rules that a segment may be', () => {
  const between = betweenRule('amount', histogram(0, 24, 24), { from: 2, to: 5 });
  expect(between).toEqual({ did: { event: null, where: { property: 'amount', op: 'between', value: [2, 5] } } });
  for (const segment of [between, valueRule('device', 'Phone')])
    expect(parseSegmentDocument({ sojourn: 1, segment }).ok).toBe(true);
});

it('takes whole UTC days, the last bar only as far as there are days', () => {
  const daily = Array.from({ length: 10 }, (_, i) => ({ startMs: Date.UTC(2026, 1, 25) + i * 86_400_000 }));
  expect(daysSegment(daysOf(daily, 1, { from: 3, to: 5 }))).toEqual({
    sojourn: 1,
    timezone: 'UTC',
    segment: { did: { event: null }, within: { from: '2026-02-28', to: '2026-03-01' } },
  });
  const weeks = daysSegment(daysOf(daily, 7, { from: 1, to: 2 }));
  expect(weeks.segment).toMatchObject({ within: { from: '2026-03-04', to: '2026-03-06' } });
  expect(parseSegmentDocument(weeks).ok).toBe(true);
});
