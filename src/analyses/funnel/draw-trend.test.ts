import { describe, expect, it } from 'vitest';
import type { Series, Stretch } from './draw-series.ts';
import { namesAt, nearest, placeOf } from './draw-trend-plot.ts';
import { drawTrend, fittingInterval } from './draw-trend.ts';
import { timesFigure, trendFigure } from './draw-also-figure.ts';
import { drawTimes } from './draw-times.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelTrendPoint } from './result-trend.ts';
import type { FunnelSpec } from './spec.ts';

const NAMES = ['View', 'Pay', 'Order'];
const steps = NAMES.map((name) => ({
  name,
  count: 1,
  rateFromFirst: 1,
  rateFromPrevious: 1,
  dropped: 0,
  averageSeconds: 0,
  medianSeconds: 0,
  p90Seconds: 0,
}));
const spec: FunnelSpec = {
  kind: 'funnel',
  steps: NAMES.map((event) => ({ event })),
  trend: { interval: 'day', to: 1 },
};
const point = (day: number, entered: number, converted: number, open = false): FunnelTrendPoint => ({
  start: `2026-05-0${day}`,
  entered,
  converted,
  rate: entered === 0 ? 0 : converted / entered,
  open,
});
const points = [point(1, 100, 20), point(2, 0, 0), point(3, 40, 10), point(4, 10, 9), point(5, 40, 2, true)];
const result = (more: Partial<FunnelResult> = {}): FunnelResult => ({
  kind: 'funnel',
  units: 10,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  decidedByTies: 0,
  open: 0,
  steps,
  trend: points,
  ...more,
});
const series = (name: string, trend: FunnelTrendPoint[]): Series => ({
  name,
  phrase: name,
  colour: '--c1',
  pointer: { value: name },
  steps,
  trend,
  few: false,
  mixed: false,
});
const text = (stretches: Stretch[]) =>
  stretches.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

describe('the trend of a funnel', () => {
  const trend = drawTrend(spec, result(), [])!;

  it('has a gap where nobody entered, and marks what is open or of few', () => {
    const [all] = trend.lines;
    expect(all!.points.map(({ rate }) => rate)).toEqual([0.2, null, 0.25, 0.9, 0.05]);
    expect(all!.points.map(({ few }) => few)).toEqual([false, false, false, true, false]);
    expect([trend.hasOpen, trend.hasFew, trend.top]).toEqual([true, true, 1]);
    expect(all!.points[4]!.says).toBe('5 May: 2 of 40 people, 5.0%, open');
  });

  it('points to those who entered, who got there and who did not', () => {
    const third = trend.lines[0]!.points[2]!;
    const start = '2026-05-03';
    expect(third.entered).toMatchObject({ n: 40, pointer: { step: 0, start } });
    expect(third.converted).toMatchObject({ n: 10, pointer: { step: 1, start } });
    expect(third.left).toMatchObject({ n: 30, pointer: { step: 1, dropped: true, start } });
    expect(third.converted.who).toEqual({ heading: '10 people got to “Pay”', note: 'began 3 May' });
  });

  it('speaks of closed buckets of some size only', () => {
    expect(text(trend.sentence)).toBe(
      'Of those who entered, between 20.0% (1 May) and 25.0% (3 May) got from “View” to “Pay”.',
    );
    const early = drawTrend(spec, result({ trend: [points[4]!] }), [])!;
    expect(text(early.sentence)).toContain('No two days have closed yet');
  });

  it('draws a line for each series, and the range before in grey', () => {
    const several = drawTrend(spec, result(), [series('Phone', points)])!;
    expect(several.lines.map(({ name, colour }) => [name, colour])).toEqual([
      ['All', '--ink'],
      ['Phone', '--c1'],
    ]);
    expect(several.lines[1]!.points[0]!.converted.pointer).toEqual({ value: 'Phone', step: 1, start: '2026-05-01' });
    const previous: FunnelSpec = { ...spec, compare: { previous: true } };
    expect(drawTrend(previous, result({ compare: [{ steps, trend: points }] }), [])!.before).toEqual([
      0.2,
      null,
      0.25,
      0.9,
      0.05,
    ]);
  });

  it('is not there where it is not asked', () => {
    expect(drawTrend({ ...spec, trend: undefined } as unknown as FunnelSpec, result(), [])).toBeNull();
  });

  it('finds the point that is nearest', () => {
    const several = drawTrend(spec, result(), [
      series(
        'Phone',
        points.map((each) => ({ ...each, rate: 0.5 })),
      ),
    ])!;
    const [x, y] = placeOf(several, several.lines[1]!.points[2]!, 900);
    expect(nearest(several, x + 3, y - 3, 900)).toEqual({ line: 1, at: 2 });
    const [x0, y0] = placeOf(several, several.lines[0]!.points[0]!, 900);
    expect(nearest(several, x0 - 30, y0 + 5, 900)).toEqual({ line: 0, at: 0 });
    // nobody entered on the second day
    expect(nearest(several, placeOf(several, { at: 1, rate: 0 }, 900)[0], y, 900)).toBeNull();
  });

  it('keeps the names of lines apart and inside the figure', () => {
    const same = Array.from({ length: 5 }, (_, i) => series(`Group ${i}`, points));
    const places = namesAt(drawTrend(spec, result(), same)!, 900).map(({ y }) => y);
    places.slice(1).forEach((y, i) => expect(y - places[i]!).toBeGreaterThanOrEqual(13));
    expect(Math.max(...places)).toBeLessThanOrEqual(240);
    expect(places).toHaveLength(6);
  });
});

it('saves the lines with gaps and dashes, and the histogram as wide as its bins', () => {
  const trend = drawTrend(spec, result(), [])!;
  const { body } = trendFigure(trend, 800);
  // the closed days, parted by the one on which nobody entered, then from the last of them to the open one
  const [closed, open] = [...body.matchAll(/<path d="(M[^"]+)" fill="none"([^>]*)/g)].map(([, way, look]) => [
    way,
    look,
  ]);
  expect(closed![0]!.match(/M/g)).toHaveLength(2);
  expect(closed![1]).not.toContain('dash');
  expect([open![0]!.match(/[ML]/g), open![1]!.includes('stroke-dasharray')]).toEqual([['M', 'L'], true]);
  expect(body).toContain('dashed: may still rise');

  const bins = [
    { from: 0, to: 10, count: 4 },
    { from: 10, to: 20, count: 1 },
  ];
  const timed: FunnelSpec = { ...spec, timeToConvert: { from: 0, to: 2 } };
  const times = drawTimes(
    timed,
    result({ timeToConvert: { units: 5, averageSeconds: 6, medianSeconds: 5, percentiles: [], bins } }),
  )!;
  const boxes = [
    ...timesFigure(times, 800).body.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"/g),
  ];
  expect(boxes.map(([, x, wide]) => [Number(x), Number(wide)])).toEqual([
    [0.5, 399],
    [400.5, 399],
  ]);
  expect(Number(boxes[0]![3])).toBeCloseTo(4 * Number(boxes[1]![3]), 0);
});

it('takes an interval that fits the log', () => {
  const log = (days: number) => ({ people: 0, events: 0, firstMs: 0, lastMs: days * 864e5, eventNames: [], daily: [] });
  expect([1, 30, 200, 2000].map((days) => fittingInterval(log(days)))).toEqual(['hour', 'day', 'week', 'month']);
});

describe('the times of a funnel', () => {
  const timed: FunnelSpec = { ...spec, timeToConvert: { from: 0, to: 2 } };
  const bins = [
    { from: 60, to: 120, count: 3 },
    { from: 120, to: 180, count: 1 },
  ];

  it('says how long half of them took', () => {
    const times = drawTimes(
      timed,
      result({ timeToConvert: { units: 4, averageSeconds: 100, medianSeconds: 90, percentiles: [], bins } }),
    )!;
    expect(text(times.sentence)).toBe(
      'Half of the 4 people who got from “View” to “Order” took at most 1 min 30 s; on average it took 1 min 40 s.',
    );
    expect(times.bars.map(({ span, share }) => [span, share])).toEqual([
      ['1 min 00 s – 2 min 00 s', '75.0%'],
      ['2 min 00 s – 3 min 00 s', '25.0%'],
    ]);
  });

  it('says that nobody did', () => {
    const none = result({
      timeToConvert: { units: 0, averageSeconds: 0, medianSeconds: 0, percentiles: [], bins: [] },
    });
    expect(text(drawTimes(timed, none)!.sentence)).toBe('Nobody got from “View” to “Order”.');
    expect(drawTimes(spec, none)).toBeNull();
  });
});
