import { expect, it } from 'vitest';
import { IN_SEGMENT, NOT_IN_SEGMENT } from '#log/shard.ts';
import type { LogOverview } from '#log/overview.ts';
import { draw } from './draw.ts';
import type { RetentionTable } from './result-table.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const visit = { event: 'Visit' };
const spec: RetentionSpec = { kind: 'retention', start: visit, return: visit, periods: 2 };

/** One cohort, `back` of `size` on the next day. */
const one = (size: number, back: number): RetentionTable => ({
  cohorts: [
    {
      start: '2026-03-02',
      size,
      cells: [
        { count: size, rate: 1, open: false },
        { count: back, rate: back / size, open: false },
      ],
    },
  ],
  mean: [
    { rate: 1, cohorts: 1, size, count: size },
    { rate: back / size, cohorts: 1, size, count: back },
  ],
});
const result = (breakdown?: RetentionResult['breakdown']): RetentionResult => ({
  kind: 'retention',
  units: 100,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  ...one(100, 30),
  ...(breakdown && { breakdown }),
});

it('puts the means of all and of each group beside each other', () => {
  const byDevice: RetentionSpec = { ...spec, breakdown: { property: ['device', 'city'] } };
  const drawing = draw(
    byDevice,
    result([
      { value: ['Phone', 'Bern'], ...one(60, 12) },
      { value: [null, 'Bern'], ...one(40, 18) },
    ]),
    overview,
    'UTC',
  );
  expect(drawing.means.map(({ name, total, mean }) => [name, total, mean[0]!.rate])).toEqual([
    ['All', '100', '30.0%'],
    ['Phone · Bern', '60', '20.0%'],
    ['no value · Bern', '40', '45.0%'],
  ]);
  expect(drawing.tables.map(({ heading }) => heading)).toEqual(['Phone · Bern', 'no value · Bern']);
  // the darkest is the largest rate of all tables
  expect(drawing.means.map(({ mean }) => mean[0]!.level)).toEqual([6, 4, 8]);
});

it('calls the groups of a segment by its name', () => {
  const segment = { did: { event: 'Pay' } };
  const asked: RetentionSpec = { ...spec, breakdown: { segment } };
  const of = result([
    { value: IN_SEGMENT, ...one(60, 12) },
    { value: NOT_IN_SEGMENT, ...one(40, 18) },
  ]);
  const names = draw(asked, of, overview, 'UTC', [{ name: 'Payers', segment }]).tables.map(({ heading }) => heading);
  expect(names).toEqual(['Payers', 'Not Payers']);
});

it('has one table without a breakdown, and no means to compare', () => {
  const drawing = draw(spec, result(), overview, 'UTC');
  expect([drawing.tables.length, drawing.tables[0]!.heading, drawing.means]).toEqual([1, null, []]);
});
