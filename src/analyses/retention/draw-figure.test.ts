import { expect, it } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import saver, { figure } from './draw-figure.ts';
import { rowsToSave } from './draw-table.ts';
import { draw } from './draw.ts';
import type { RetentionTable } from './result-table.ts';
import type { RetentionResult } from './result.ts';
import { shown, type Cells, type Seen } from './shown.svelte.ts';
import type { RetentionSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const table = (start: string, size: number, back: number): RetentionTable => ({
  cohorts: [
    {
      start,
      size,
      cells: [
        { count: size, rate: 1, open: false },
        { count: back, rate: back / size, open: false },
        { count: 1, rate: 1 / size, open: true },
      ],
    },
  ],
  mean: [
    { rate: 1, cohorts: 1, size, count: size, low: 0.9, high: 1 },
    { rate: back / size, cohorts: 1, size, count: back, low: 0.1, high: 0.5 },
    { rate: 0, cohorts: 0, size: 0, count: 0 },
  ],
});
const spec: RetentionSpec = { kind: 'retention', start: { event: 'A & B' }, return: { event: null }, periods: 3 };
const result: RetentionResult = {
  kind: 'retention',
  units: 100,
  warnings: [],
  rules: [],
  elapsedMs: 1,
  ...table('2026-03-09', 100, 30),
};
const measure = (text: string, sizePx: number) => text.length * sizePx * 0.5;
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1]!.replaceAll(/<[^>]+>/g, ''));
const BOTH: { as: Seen; cells: Cells } = { as: 'both', cells: 'rates' };
const bodyOf = (asked: RetentionSpec, of: RetentionResult, width = 800, seen = BOTH) =>
  figure(draw(asked, of, overview, 'UTC'), seen, width, measure).body;

it('says all that the table on the page says, as text of XML, with open cells dashed', () => {
  const body = bodyOf(spec, result);
  const said = texts(body);
  expect(said[0]).toBe('Of people who did A &amp; B, 30.0% came back on day 1.');
  expect(said).toEqual(expect.arrayContaining(['Mean', '9 Mar', '100', '30.0%', '1.0%', 'Day 1', '2']));
  expect(body.match(/<rect[^>]*stroke-dasharray/g)).toHaveLength(1);
  expect(body).not.toMatch(/NaN|undefined/);
});

it('draws the range before as a second line and a second table', () => {
  const asked: RetentionSpec = { ...spec, compare: { previous: true } };
  const body = bodyOf(asked, { ...result, compare: [table('2026-03-08', 80, 20)] });
  expect(texts(body)).toEqual(expect.arrayContaining(['This range', 'Range before', '8 Mar', '25.0%']));
  expect(body).toContain('stroke="var(--c-before)"');
});

it('names the columns that a narrow picture has no room for', () => {
  expect(texts(bodyOf(spec, result, 225))).toContain('1 later column in the table only.');
});

it('saves every cell and mean in full, open ones as such', () => {
  const [head, ...rows] = rowsToSave(
    { ...spec, compare: { previous: true } },
    { ...result, compare: [table('2026-03-08', 80, 20)] },
    [],
  );
  expect(head!.slice(0, 7)).toEqual(['of', 'cohort', 'people', 'from day', 'to day', 'count', 'rate']);
  expect(rows).toHaveLength(12);
  expect(rows[2]).toEqual(['This range', '2026-03-09', 100, 2, 2, 1, 0.01, 1, '', 'yes', '', '']);
  expect(rows[4]).toEqual(['This range', 'mean', 100, 1, 1, 30, 0.3, '', '', 'no', 0.1, 0.5]);
  expect(rows[7]).toEqual(['Range before', '2026-03-08', 80, 1, 1, 20, 0.25, 20, '', 'no', '', '']);
});

it('is saved as it is seen: tables, curves or the time until people are last seen', () => {
  const followed: RetentionResult = {
    ...result,
    lastSeen: {
      logRank: {},
      goneAfter: { n: 7, unit: 'day' },
      units: 90,
      gone: 45,
      longestSeconds: 864_000,
      medianSeconds: 86_400,
      points: [
        { seconds: 0, rate: 1, low: 1, high: 1 },
        { seconds: 86_400, rate: 0.5, low: 0.4, high: 0.6 },
      ],
      atRisk: [
        { seconds: 0, units: 90 },
        { seconds: 864_000, units: 45 },
      ],
    },
  };
  const said = (as: Seen, cells: Cells = 'rates') => texts(bodyOf(spec, followed, 800, { as, cells }));
  const curve = 'Share still to be seen, by time since they began';
  expect(said('table')).toEqual(expect.arrayContaining(['9 Mar', '1.0%']));
  expect(said('table', 'counts')).not.toContain('1.0%');
  expect(said('table')).not.toContain(curve);
  expect(said('curves')).not.toContain('9 Mar');
  expect(said('lastSeen')).toContain(curve);
  expect(said('lastSeen')).not.toContain('9 Mar');

  const saving = saver(spec, followed, overview, 'UTC', []);
  expect(saving.table()).toEqual(rowsToSave(spec, followed, []));
  shown.as = 'lastSeen';
  expect(saving.table().slice(1)).toEqual([
    ['All', 90, 45, 0, 1, 1, 1],
    ['All', 90, 45, 86_400, 0.5, 0.4, 0.6],
  ]);
  expect(saver(spec, result, overview, 'UTC', []).table()).toEqual(rowsToSave(spec, result, []));
  shown.as = 'both';
});
