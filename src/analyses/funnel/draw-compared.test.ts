import { describe, expect, it } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import type { Segment } from '#segments/spec.ts';
import { shadeOf } from './draw-before.ts';
import type { Stretch } from './draw-series.ts';
import { rowsToSave, table } from './draw-table.ts';
import { draw } from './draw.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';

const NAMES = ['View', 'Pay', 'Order'];
const spec: FunnelSpec = { kind: 'funnel', steps: NAMES.map((event) => ({ event })) };
const overview: LogOverview = { people: 1, events: 1, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };

const steps = (...counts: number[]): FunnelStep[] =>
  counts.map((count, i) => {
    const before = counts[i - 1] ?? count;
    return {
      name: NAMES[i]!,
      count,
      rateFromFirst: counts[0] ? count / counts[0] : 0,
      rateFromPrevious: before ? count / before : 0,
      dropped: before - count,
      averageSeconds: 60,
      medianSeconds: 30,
      p90Seconds: 90,
    };
  });

const result = (more: Partial<FunnelResult>): FunnelResult => ({
  kind: 'funnel',
  units: 10,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  decidedByTies: 0,
  open: 0,
  steps: steps(100, 40, 10),
  ...more,
});

const text = (stretches: Stretch[]) =>
  stretches.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

const pay: Segment = { did: { event: 'Pay' } };
const saved = [{ name: 'Payers', segment: pay }];
const compared: FunnelSpec = { ...spec, compare: { segments: [pay, { not: pay }] } };

describe('beside the range before', () => {
  const previous: FunnelSpec = { ...spec, compare: { previous: true } };

  it('is loud where the loss grew most, not where it is largest', () => {
    // the last loss is the larger one, but it was so before
    const drawn = draw(previous, result({ compare: [{ steps: steps(50, 40, 10) }] }), overview, 'UTC');
    expect(drawn.rows.map(({ was }) => was)).toEqual([null, 0.8, 0.2]);
    expect(drawn.rows.map(({ drop }) => [drop?.was, drop?.loud])).toEqual([
      [undefined, undefined],
      [0.2, '+40.0 points'],
      [0.75, null],
    ]);
    expect(text(drawn.sentence)).toContain(
      'The loss grew most before “Pay”: 60 of the 100 who got to “View” went no further, 60.0%; in the range before 20.0%.',
    );
  });

  it('falls back to the largest loss where none grew', () => {
    const drawn = draw(previous, result({ compare: [{ steps: steps(100, 20, 2) }] }), overview, 'UTC');
    expect(drawn.rows.map(({ drop }) => drop?.loud)).toEqual([undefined, null, 'largest loss']);
    expect(text(drawn.sentence)).toContain('The largest loss is before “Order”: 30 of the 40');
    expect(text(drawn.sentence)).toContain('in the range before 90.0%.');
  });

  it('draws no ticks where nobody entered before, and says so', () => {
    const drawn = draw(previous, result({ compare: [{ steps: steps(0, 0, 0) }] }), overview, 'UTC');
    expect(drawn.rows.every(({ was, drop }) => was === null && (drop?.was ?? null) === null)).toBe(true);
    expect(drawn.before).toEqual({ drawn: false, text: 'No people entered in the range before.' });
  });

  it('says nothing of a range before that there is not', () => {
    expect(draw(previous, result({}), overview, 'UTC').before).toBeNull();
  });

  it('adds columns to the table', () => {
    const { head, rows } = table(previous, result({ compare: [{ steps: steps(50, 40, 10) }] }));
    expect(head.slice(5, 8)).toEqual(['People before', 'From first, before', 'Change']);
    expect(rows.map(({ cells }) => cells.slice(4, 6))).toEqual([
      [50, 1],
      [40, 0.8],
      [10, 0.2],
    ]);
    expect(rows[0]!.cells[6]).toBeNull();
    expect(rows[1]!.cells[6]).toBeCloseTo(-0.4);
    expect(new Set(rows.map(({ cells }) => cells.length + 1))).toEqual(new Set([head.length]));
  });

  it('shades a change by its size', () => {
    expect([0.219, 0.05, -0.03, -0.051, 0.0004].map(shadeOf)).toEqual([3, 1, -1, -2, 0]);
  });
});

describe('beside segments', () => {
  const two = result({ compare: [{ steps: steps(40, 40, 8) }, { steps: steps(60, 0, 0) }] });

  it('draws each in order, under its name, with the pointers to its people', () => {
    const { series, rows } = draw(compared, two, overview, 'UTC', saved);
    expect(series.map(({ name, colour }) => [name, colour])).toEqual([
      ['Payers', '--c1'],
      ['Not Payers', '--c2'],
    ]);
    expect(rows[2]!.lanes.map(({ share, shareBefore }) => [share, shareBefore])).toEqual([
      [0.2, 1],
      [0, 0],
    ]);
    expect(rows[1]!.lanes[1]).toMatchObject({
      reached: { n: 0, pointer: { segment: 1, step: 1 } },
      left: {
        n: 60,
        pointer: { segment: 1, step: 1, dropped: true },
        who: {
          heading: '60 people left before “Pay”',
          note: expect.stringMatching(/^Not Payers: got to “View”/) as string,
        },
      },
    });
    expect(rows[0]!.lanes[0]!.left).toBeNull();
  });

  it('names the largest difference with both bases', () => {
    expect(text(draw(compared, two, overview, 'UTC', saved).sentence)).toContain(
      'The largest difference: of the 60 people not in “Payers”, 0% got to “Pay”; of the 40 in “Payers”, 100%.',
    );
  });

  it('compares one alone with everybody', () => {
    const alone: FunnelSpec = { ...spec, compare: { segments: [pay] } };
    const drawn = draw(alone, result({ compare: [{ steps: steps(40, 40, 10) }] }), overview, 'UTC', saved);
    expect(text(drawn.sentence)).toContain('of the 100 people altogether, 40.0% got to “Pay”; of the 40 in “Payers”');
  });

  it('speaks of the people of a segment where something else is counted', () => {
    const counts = { one: 'session', many: 'sessions' };
    const drawn = draw(compared, { ...two, counts }, overview, 'UTC', saved);
    expect(text(drawn.sentence)).toContain('of the 60 sessions of people not in “Payers”');
  });

  it('finds no difference where there is none', () => {
    const same = result({ compare: [{ steps: steps(40, 20, 10) }, { steps: steps(80, 40, 20) }] });
    expect(text(draw(compared, same, overview, 'UTC', saved).sentence)).not.toContain('difference');
  });

  it('judges by groups of some size, and marks the small ones', () => {
    const small = result({ compare: [{ steps: steps(40, 20, 10) }, { steps: steps(2, 2, 2) }] });
    const three: FunnelSpec = { ...spec, compare: { segments: [pay, { not: pay }, { saved: 'Third' }] } };
    const drawn = draw(
      three,
      { ...small, compare: [...small.compare!, { steps: steps(40, 10, 0) }] },
      overview,
      'UTC',
      saved,
    );
    expect(drawn.rows[0]!.lanes.map(({ few }) => few)).toEqual([false, true, false]);
    expect(drawn.few).toBe(true);
    expect(text(drawn.sentence)).toContain(
      'of the 40 people in “Third”, 0% got to “Order”; of the 40 in “Payers”, 25.0%',
    );
  });
});

describe('broken down', () => {
  const byDevice: FunnelSpec = { ...spec, breakdown: { property: ['device', 'city'] } };

  it('keeps colours for values, and the pointer of each group', () => {
    const drawn = draw(
      byDevice,
      result({
        breakdown: [
          { value: ['Phone', 'Berlin'], steps: steps(50, 20, 5) },
          { value: null, steps: steps(30, 10, 5) },
          { value: ['Desktop', null], steps: steps(10, 5, 0) },
          { value: '$other', steps: steps(10, 5, 0) },
        ],
      }),
      overview,
      'UTC',
    );
    expect(drawn.series.map(({ name, colour, pointer }) => [name, colour, pointer])).toEqual([
      ['Phone · Berlin', '--c1', { value: ['Phone', 'Berlin'] }],
      ['no value', '--c-other', { value: null }],
      ['Desktop · no value', '--c2', { value: ['Desktop', null] }],
      ['others', '--c-other', { value: '$other' }],
    ]);
    expect(drawn.rows[1]!.lanes[1]!.reached.pointer).toEqual({ value: null, step: 1 });
  });

  it('draws six groups, and says how many are in the table only', () => {
    const groups = Array.from({ length: 9 }, (_, i) => ({ value: `v${i}`, steps: steps(10, 5, 1) }));
    const drawn = draw({ ...spec, breakdown: { property: 'p' } }, result({ breakdown: groups }), overview, 'UTC');
    expect(drawn.rows[0]!.lanes.map(({ name }) => name)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5']);
    expect([drawn.series.length, drawn.undrawn]).toEqual([9, 3]);
    expect(drawn.series.map(({ colour }) => colour)[8]).toBe('--c-other');
  });

  it('saves everybody, then each group', () => {
    const of = result({ breakdown: [{ value: 'Phone', steps: steps(4, 2, 0) }] });
    const asked: FunnelSpec = { ...spec, breakdown: { property: 'device' } };
    const saves = rowsToSave(asked, of, draw(asked, of, overview, 'UTC').series);
    expect(saves.map((row) => row.slice(0, 4))).toEqual([
      ['Of', 'Step', 'People', 'From first'],
      ['All', 'View', 100, 1],
      ['All', 'Pay', 40, 0.4],
      ['All', 'Order', 10, 0.1],
      ['Phone', 'View', 4, 1],
      ['Phone', 'Pay', 2, 0.5],
      ['Phone', 'Order', 0, 0],
    ]);
    expect(new Set(saves.map((row) => row.length)).size).toBe(1);
  });
});
