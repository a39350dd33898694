import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { columnsOf } from './draw-columns.ts';
import saver from './draw-figure.ts';
import { draw } from './draw.ts';
import { earlyShare, earlyWarning } from './result-early.ts';
import type { LifecyclePartial } from './kernel.ts';
import type { LifecycleTable } from './result-table.ts';
import type { LifecycleResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { LifecycleSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: LifecycleSpec = { kind: 'lifecycle', of: {}, interval: 'week', breakdown: { property: 'plan' } };
const STATES = ['new', 'returning', 'resurrecting', 'dormant', 'inactive'];

const table: LifecycleTable = {
  intervals: [
    { start: '2026-03-02', new: 60, returning: 0, resurrecting: 0, dormant: 0, quickRatio: null, open: false },
    { start: '2026-03-09', new: 20, returning: 40, resurrecting: 0, dormant: -20, quickRatio: 1, open: false },
    { start: '2026-03-16', new: 5, returning: 10, resurrecting: 2, dormant: -50, quickRatio: 0.14, open: true },
  ],
  transitions: {
    states: STATES,
    counts: [
      [0, 40, 0, 20, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
    shares: [
      [0, 2 / 3, 0, 1 / 3, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
  },
  quickRatio: 4,
};
const result: LifecycleResult = {
  kind: 'lifecycle',
  units: 100,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  earlyShare: 0.1,
  ...table,
  breakdown: [{ value: 'pro', ...table }],
};

test('says what the last closed period was, and which way it goes', () => {
  const { series, hasOpen } = draw(spec, result, overview, 'UTC');
  const said = series[0]!.says.map((part) => (typeof part === 'string' ? part : part.strong)).join('');
  expect(said).toBe(
    'In the week of 9 Mar, the last week that is over, 60 people were active: 20 new, 40 returning, 0 resurrecting; 20 went dormant. Over 2 closed weeks more came than went: quick ratio 4.00.',
  );
  expect(hasOpen).toBe(true);
});

test('every number leads to its people, those of a group too', () => {
  const [, pro] = draw(spec, result, overview, 'UTC').series;
  expect(pro!.periods[1]!.parts.map(({ n, pointer }) => [n, pointer])).toEqual([
    [40, { value: 'pro', start: '2026-03-09', state: 'returning' }],
    [0, { value: 'pro', start: '2026-03-09', state: 'resurrecting' }],
    [20, { value: 'pro', start: '2026-03-09', state: 'new' }],
    [20, { value: 'pro', start: '2026-03-09', state: 'dormant' }],
  ]);
  const [fresh] = pro!.moves.rows;
  expect(fresh!.moves.map((move) => move && [move.share, move.link.n])).toEqual([
    ['66.7%', 40],
    null,
    ['33.3%', 20],
    null,
  ]);
});

test('means are of closed periods, dormant stands below zero', () => {
  const drawing = draw(spec, result, overview, 'UTC');
  expect(drawing.beside.map(({ name, cells }) => [name, ...cells])).toEqual([
    ['All', '60', '40', '0', '10', '4.00'],
    ['pro', '60', '40', '0', '10', '4.00'],
  ]);
  expect(
    columnsOf(drawing.series[0]!, drawing).columns.map(({ open, parts }) => [open, ...parts.map((p) => p.value)]),
  ).toEqual([
    [false, 0, 0, 60, 0],
    [false, 40, 0, 20, -20],
    [true, 10, 2, 5, -50],
  ]);
});

test('is saved as it is seen: the open tab and the chosen group, the table with every group', () => {
  const saving = saver(spec, result, overview, 'UTC', []);
  const figure = () => saving.figure(600, (text) => text.length * 6);
  expect(figure().height).toBeGreaterThan(280);
  expect(figure().body).toContain('>All<');
  expect(figure().body).toContain('>dormant<');
  expect(figure().body).not.toMatch(/NaN|undefined/);
  const periods = saving.table();
  expect(periods).toHaveLength(1 + 2 * 3);
  expect(periods[3]).toEqual(['All', '2026-03-16', 'open', 17, 5, 10, 2, -50, 0.14]);

  Object.assign(shown, { as: 'moves', series: 1 });
  const moves = saving.table();
  expect(moves).toHaveLength(1 + 2 * 25);
  expect(moves[2]).toEqual(['All', 'new', 'returning', 40, 2 / 3]);
  expect(figure().body).toContain('>pro<');
  expect(figure().body).toContain('>66.7%<');
  expect(figure().body).not.toMatch(/NaN|undefined/);
  Object.assign(shown, { as: 'periods', series: 0 });
});

test('a log that begins in the middle of lives is told by who is there at once', () => {
  const facts = { people: 100, events: 100, firstMs: 1000, lastMs: 101_000 };
  const share = (early: number, late: number) => {
    const firstMs = Float64Array.from([...Array<number>(early).fill(6000), ...Array<number>(late).fill(6001)]);
    return earlyShare({ firstMs } as LifecyclePartial, facts);
  };
  expect(share(16, 84)).toEqual({ units: 100, share: 0.16 });
  expect(earlyWarning(share(16, 84))).toMatchObject([{ code: 'lifecycle/early' }]);
  expect(earlyWarning(share(15, 85))).toEqual([]);
  expect(earlyWarning(share(19, 0))).toEqual([]);
  expect(share(0, 0).share).toBe(0);
});
