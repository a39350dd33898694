import { describe, expect, it } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { draw } from './draw.ts';
import type { Stretch } from './draw-series.ts';
import { table } from './draw-table.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelSpec } from './spec.ts';

const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: 'View' }, { event: 'Pay' }, { event: 'Order' }] };
const overview: LogOverview = {
  people: 10,
  events: 20,
  firstMs: 0,
  lastMs: Date.UTC(2026, 4, 21),
  eventNames: [],
  daily: [],
};

function result(counts: number[], more: Partial<FunnelResult> = {}): FunnelResult {
  const steps = counts.map((count, i) => {
    const before = counts[i - 1] ?? count;
    return {
      name: ['View', 'Pay', 'Order'][i] ?? 'More',
      count,
      rateFromFirst: counts[0] ? count / counts[0] : 0,
      rateFromPrevious: before ? count / before : 0,
      dropped: before - count,
      averageSeconds: 60,
      medianSeconds: 30,
      p90Seconds: 90,
    };
  });
  return {
    kind: 'funnel',
    units: 10,
    warnings: [],
    rules: [],
    elapsedMs: 1,
    decidedByTies: 0,
    open: 0,
    steps,
    ...more,
  };
}

const text = (stretches: Stretch[]) =>
  stretches.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

describe('drawing a funnel', () => {
  it('makes one drop loud: where the largest share of those who got there left', () => {
    const { rows } = draw(spec, result([100, 40, 10]), overview, 'UTC');
    expect(rows.map((row) => row.drop?.loud)).toEqual([undefined, null, 'largest loss']);
    expect(rows[2]).toMatchObject({
      share: 0.1,
      shareBefore: 0.4,
      drop: { left: { n: 30, pointer: { step: 2, dropped: true } }, rate: 0.75, wentOn: 'in 30 s' },
    });
  });

  it('is loud about nothing when nobody left', () => {
    const { rows } = draw(spec, result([5, 5, 5]), overview, 'UTC');
    expect(rows.some((row) => row.drop?.loud)).toBe(false);
  });

  it('stays calm where nobody entered', () => {
    const { rows } = draw(spec, result([0, 0, 0]), overview, 'UTC');
    expect(rows.map((row) => [row.share, row.drop?.rate ?? 0, row.drop?.wentOn ?? null])).toEqual([
      [0, 0, null],
      [0, 0, null],
      [0, 0, null],
    ]);
  });

  it('says who, how many, how long and where most were lost', () => {
    const { sentence } = draw(spec, result([100, 40, 10]), overview, 'UTC');
    expect(text(sentence)).toBe(
      'Of 100 people who did “View”, 10 got to “Order” within 14 days (10.0%). The largest loss is before “Order”: 30 of the 40 who got to “Pay” went no further, 75.0%.',
    );
  });

  it('names the people behind a number by what they did', () => {
    const [, , last] = draw(spec, result([100, 40, 10]), overview, 'UTC').rows;
    expect(last?.reached.who.heading).toBe('10 people got to “Order”');
    expect(last?.drop?.left.who).toEqual({
      heading: '30 people left before “Order”',
      note: 'got to “Pay”, not to “Order” within 14 days',
    });
    const any = draw({ ...spec, order: 'any' }, result([3, 1, 1]), overview, 'UTC').rows;
    expect(any[1]?.drop?.left.who.heading).toBe('2 people did View and no more');
  });

  it('does not take skipping an optional step for leaving', () => {
    const skipping: FunnelSpec = {
      ...spec,
      steps: [{ event: 'View' }, { event: 'Pay', optional: true }, { event: 'Order' }],
    };
    const of = result([100, 5, 60]);
    // both look at the last required step
    of.steps[2] = { ...of.steps[2]!, dropped: 40, rateFromPrevious: 0.6 };
    const { rows, sentence } = draw(skipping, of, overview, 'UTC');
    expect(rows.map((row) => row.drop?.loud ?? null)).toEqual([null, null, null]);
    expect(rows[2]).toMatchObject({ share: 0.6, shareBefore: 1, drop: { rate: 0.4 } });
    expect(rows[2]!.drop!.left.who.note).toBe('got to “View”, not to “Order” within 14 days');
    expect(rows[1]!.drop!.left.who.heading).toBe('95 people did not do “Pay”');
    expect(text(sentence)).not.toContain('loss');
  });

  it('names no limit where there is none, and no second sentence for two steps', () => {
    const two: FunnelSpec = { kind: 'funnel', steps: spec.steps.slice(0, 2), window: null };
    expect(text(draw(two, result([100, 40]), overview, 'UTC').sentence)).toBe(
      'Of 100 people who did “View”, 40 got to “Pay” (40.0%).',
    );
  });

  it('tells of people who still have time and of ties, only where there are some', () => {
    const shut = draw(spec, result([3, 2, 1]), overview, 'UTC');
    expect([shut.open, shut.ties]).toEqual([null, null]);
    const open = draw(spec, result([3, 2, 1], { open: 2, decidedByTies: 1 }), overview, 'UTC');
    expect(open.open?.text).toContain('their 14 days end after the last event, 21 May 2026');
    expect(open.ties?.who).toBe('1 person');
  });

  it('says of open people only what more events cannot make untrue', () => {
    const said = (more: Partial<FunnelSpec>) =>
      draw({ ...spec, ...more }, result([3, 2, 1], { open: 2 }), overview, 'UTC')
        .open?.text.split(/[.:] /)
        .at(-1);
    // the share from the step before may fall: more come to it
    expect(said({})).toBe('Their conversion from the first step can only rise.');
    expect(said({ window: null })).toBe('Their conversion from the first step can only rise.');
    expect(said({ order: 'any' })).toBe('How many steps they do can only rise.');
    // an excluded event may still come, and a deeper way may pass the optional step
    expect(said({ exclude: [{ event: 'Refund', from: 0, to: 2 }] })).toBe('These rates may still change.');
    const optional = [{ event: 'View' }, { event: 'Pay', optional: true }, { event: 'Order' }];
    expect(said({ steps: optional })).toBe('These rates may still change.');
  });

  it('calls what it counts by its name', () => {
    const counts = { one: 'session', many: 'sessions' };
    const drawing = draw(spec, result([3, 2, 1], { open: 2, counts }), overview, 'UTC');
    expect(text(drawing.sentence)).toContain('Of 3 sessions that did');
    expect(drawing.rows.map(({ called }) => called)).toEqual(['sessions', 'sessions', 'session']);
    expect([drawing.open?.who, drawing.rows[1]!.reached.who.heading.slice(0, 10)]).toEqual([
      '2 sessions',
      '2 sessions',
    ]);
    expect(table(spec, result([3], { counts })).head[1]).toBe('Sessions');
  });
});

it('lists the same numbers as a table, without times nobody took', () => {
  const { rows } = table(spec, result([4, 2, 0]));
  expect(rows.map((row) => row.cells)).toEqual([
    [4, 1, null, null, null, null, null],
    [2, 0.5, 0.5, 2, 60, 30, 90],
    [0, 0, 0, 2, null, null, null],
  ]);
});
