import { describe, expect, it } from 'vitest';
import { curvesFigure } from '#charts/curves-figure.ts';
import { survivalFigure, windowFigure } from './draw-also-figure.ts';
import { seriesOf } from './draw-series.ts';
import type { Stretch } from './draw-series.ts';
import { drawSurvival } from './draw-survival.ts';
import { survivalRows, timesRows, windowRows } from './draw-timed-rows.ts';
import { drawTimes, fittingScale } from './draw-times.ts';
import { drawWindow } from './draw-window.ts';
import type { FunnelResult } from './result.ts';
import type { Survival } from './result-survival.ts';
import type { FunnelSpec } from './spec.ts';

const step = (name: string, count: number, medianSeconds = 60, p90Seconds = 90) => ({
  name,
  count,
  rateFromFirst: count / 40,
  rateFromPrevious: 1,
  dropped: 0,
  averageSeconds: 0,
  medianSeconds,
  p90Seconds,
});
const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: 'view' }, { event: 'order', name: 'Order' }] };
const result = (fields: Partial<FunnelResult>): FunnelResult => ({
  kind: 'funnel',
  units: 40,
  warnings: [],
  rules: [],
  elapsedMs: 0,
  steps: [step('view', 40), step('Order', 12)],
  decidedByTies: 0,
  open: 0,
  ...fields,
});
const text = (sentence: readonly Stretch[]): string =>
  sentence.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

const survival = (units: number, converted: number): Survival => ({
  units,
  converted,
  medianSeconds: null,
  censored: 3,
  censoredSeconds: [1800],
  points: [
    { seconds: 0, rate: 0, low: 0, high: 0, atRisk: units, converted: 0 },
    { seconds: 600, rate: 0.25, low: 0.1, high: 0.45, atRisk: units - 1, converted },
  ],
  atRisk: [
    { seconds: 0, units },
    { seconds: 1200, units: 9 },
  ],
});
const timed: FunnelSpec = { ...spec, timeToConvert: { from: 0, to: 1, survival: true } };
const times = { units: 12, averageSeconds: 300, medianSeconds: 200, percentiles: [{ share: 0.5, seconds: 200 }] };

describe('by when how many convert', () => {
  const broken: FunnelSpec = { ...timed, breakdown: { property: 'device' } };
  const answer = result({
    timeToConvert: {
      ...times,
      bins: [],
      survival: survival(40, 12),
      logRank: { breakdown: { chiSquare: 5.41, degrees: 1, p: 0.02, groups: [] } },
    },
    breakdown: [
      { value: 'Phone', steps: [step('view', 31), step('Order', 10)], survival: survival(31, 10) },
      { value: null, steps: [step('view', 9), step('Order', 2)], survival: survival(9, 2) },
    ],
  });
  const drawing = drawSurvival(broken, answer, seriesOf(broken, answer))!;

  it('says the share, its base and who was still followed, and tests the pace with every n', () => {
    expect(text(drawing.sentence)).toBe(
      'An estimated 25.0% of the 40 people who got to “view” convert within 10 min 00 s, counting in the 3 who were still followed when the log ended. Fewer than half of them do.',
    );
    expect(drawing.tests).toEqual([
      'The groups (n = 31, 9 people) do not convert at the same pace: log-rank p 0.020, χ² 5.4 with 1 degree of freedom. Some of them are of fewer than 30, so take it with care.',
    ]);
  });

  it('points to the people of every number of every group', () => {
    expect(drawing.lines.map(({ name, few }) => [name, few])).toEqual([
      ['All', false],
      ['Phone', false],
      ['no value', true],
    ]);
    const [all, phone] = drawing.lines;
    expect(all!.points[1]).toMatchObject({ n: 12, pointer: { convertedWithin: 600 } });
    expect(phone!.points[1]).toMatchObject({ n: 10, pointer: { value: 'Phone', convertedWithin: 600 } });
    expect(phone!.atRisk[1]).toMatchObject({ n: 9, pointer: { value: 'Phone', followedFor: 1200 } });
    expect(phone!.censored).toMatchObject({ n: 3, pointer: { value: 'Phone', censored: true } });
  });

  it('goes on to the longest that anybody was followed, and says as much when it is saved', () => {
    expect(drawing.of.axis.most).toBe(1800);
    expect(drawing.of.curves.map(({ until }) => until)).toEqual([1800, 1800, 1800]);
    const { body, height } = survivalFigure(drawing, 800);
    expect(body).toContain('ticks: still followed when the log ended');
    expect(body).toContain('log-rank p 0.020');
    expect(height).toBeGreaterThan(curvesFigure(drawing.of, 800).height);
    expect(survivalRows(drawing)).toHaveLength(1 + 3 * 2);
  });

  it('names the range where it ends before the time of some has passed, as no step may lie behind it', () => {
    const inside: FunnelSpec = { ...broken, lateSteps: false };
    const within = drawSurvival(inside, answer, seriesOf(inside, answer))!;
    expect(text(within.sentence)).toContain('who were still followed when the log or range ended.');
    expect(within.lines[0]!.censored.who.note).toContain('the log or range ended before their time had passed');
    expect(survivalFigure(within, 800).body).toContain('ticks: still followed when the log or range ended');
    expect(drawing.lines[0]!.censored.who.note).toContain('and the log ended before their time had passed');
  });

  it('is not drawn of nobody', () => {
    expect(
      drawSurvival(timed, result({ timeToConvert: { ...times, bins: [], survival: survival(0, 0) } }), []),
    ).toBeNull();
    expect(drawSurvival(timed, result({}), [])).toBeNull();
  });
});

describe('by the length of the window', () => {
  const asked: FunnelSpec = { ...spec, windowCurve: {}, window: { n: 1, unit: 'hour' } };
  const within = (seconds: number, count: number) => ({ seconds, entered: 40, count, rate: count / 40 });
  const windowCurve = {
    units: 40,
    points: [within(0, 0), within(600, 6), within(3000, 12), within(86_400, 20)],
    atWindow: { entered: 40, count: 12, rate: 0.3 },
    atHalf: within(1800, 6),
    atDouble: within(7200, 12),
  };
  const drawing = drawWindow(asked, result({ windowCurve }), [])!;

  it('says what half and twice the window would find', () => {
    expect(text(drawing.sentence)).toBe(
      'Within 1 hour, 12 of 40 people got to “Order” (30.0%). Within 2 h 00 min it would be as many, within 30 min 00 s 6 fewer (15.0%).',
    );
    const { atHalf: _half, atDouble: _double, ...unlimited } = windowCurve;
    const all = { ...unlimited, atWindow: { entered: 40, count: 20, rate: 0.5 } };
    expect(text(drawWindow({ ...asked, window: null }, result({ windowCurve: all }), [])!.sentence)).toBe(
      'Without a limit, 20 of 40 people got to “Order” (50.0%). Nine in ten of them need no more than 1 day.',
    );
  });

  it('reads a window off the curve, and says at least where it knows no more', () => {
    expect([599, 600, 3000, 5000, 200_000].map(drawing.within)).toEqual([
      'at least 0 of 40 people, 0%',
      '6 of 40 people, 15.0%',
      '12 of 40 people, 30.0%',
      'at least 12 of 40 people, 30.0%',
      '20 of 40 people, 50.0%',
    ]);
  });

  it('does not say at least where more get to the first step between two points, and the share may fall', () => {
    const curve = {
      ...windowCurve,
      points: [
        { seconds: 0, entered: 0, count: 0, rate: 0 },
        { seconds: 15, entered: 1, count: 1, rate: 1 },
        { seconds: 95, entered: 9, count: 2, rate: 2 / 9 },
        { seconds: 100, entered: 10, count: 2, rate: 0.2 },
        { seconds: 200, entered: 11, count: 3, rate: 3 / 11 },
      ],
    };
    const { within } = drawWindow(asked, result({ windowCurve: curve }), [])!;
    expect([60, 95, 99, 150].map(within)).toEqual([
      'about 1 of 1 person, 100%',
      '2 of 9 people, 22.2%',
      '2 of 9 people, 22.2%',
      'about 2 of 10 people, 20.0%',
    ]);
  });

  it('points to who would convert, and marks the window in force', () => {
    expect(drawing.lines[0]!.points[2]!.reached).toMatchObject({ n: 12, pointer: { windowWithin: 3000 } });
    expect(drawing.of.axis.log).toBe(true);
    expect(drawing.seconds).toBe(3600);
    expect(windowFigure(drawing, 800).body).toContain('var(--accent)');
    expect(windowRows(drawing, result({}))[3]).toEqual(['All', 3000, 12, 40, 0.3]);
  });
});

describe('bins that grow', () => {
  const bins = [
    { from: 0, to: 1, count: 1 },
    { from: 1, to: 2, count: 2 },
    { from: 2, to: 300, count: 9 },
  ];
  const answer = result({ timeToConvert: { ...times, medianSeconds: 2 * Math.sqrt(150), bins } });

  it('stand side by side, the median where its time lies in its own', () => {
    const drawing = drawTimes({ ...timed, timeToConvert: { from: 0, to: 1, scale: 'log' } }, answer)!;
    expect(drawing.bars.map(({ x1, x2, span }) => [x1, x2, span])).toEqual([
      [0, 1, 'under 1 s'],
      [1, 2, '1 s – 2 s'],
      [2, 3, '2 s – 5 min'],
    ]);
    expect(drawing.median.x).toBeCloseTo(2.5, 9);
    expect(drawing.bars[1]!.who).toMatchObject({ n: 2, pointer: { times: { from: 1, to: 2 } } });
    expect(timesRows(answer)[3]).toEqual([2, 300, 9, 0.75]);
  });

  it('are asked for where nine in ten took far longer than half did', () => {
    expect(fittingScale(result({}), 0, 1)).toBe('linear');
    expect(fittingScale(result({ steps: [step('view', 40), step('Order', 12, 60, 4000)] }), 0, 1)).toBe('log');
    // fewer than one in ten took days
    const few = { ...step('Order', 12), averageSeconds: 30_000 };
    expect(fittingScale(result({ steps: [step('view', 40), few] }), 0, 1)).toBe('log');
  });
});

it('several bars of the times are one range with its people', () => {
  const bins = [
    { from: 0, to: 60, count: 5 },
    { from: 60, to: 120, count: 4 },
    { from: 120, to: 180, count: 3 },
  ];
  const drawn = drawTimes(timed, result({ timeToConvert: { ...times, bins } }))!;
  expect(drawn.between(1, 3)).toEqual({
    n: 7,
    pointer: { times: { from: 60, to: 180 } },
    who: { heading: '7 people took 1 min 00 s – 3 min 00 s', note: 'got from “view” to “Order”' },
  });
  expect(drawn.between(0, 1)).toEqual(drawn.bars[0]!.who);
  const grows: FunnelSpec = { ...timed, timeToConvert: { from: 0, to: 1, scale: 'log' } };
  const log = drawTimes(grows, result({ timeToConvert: { ...times, bins } }))!;
  expect(log.between(0, 2).who.heading).toBe('9 people took under 2 min');
});
