import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { columnsOf } from './draw-counts.ts';
import saver from './draw-figure.ts';
import { draw } from './draw.ts';
import type { Difference } from './result-difference.ts';
import type { SequenceTable } from './result-table.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: SequenceSpec = {
  kind: 'sequence',
  pattern: {
    then: [{ event: 'A & B' }, { any: '*' }, { gap: { op: 'lte', seconds: 5400 } }, { event: '<C>' }],
  },
  within: { n: 2, unit: 'day' },
};
const table: SequenceTable = {
  units: 200,
  matched: 50,
  share: 0.25,
  interval: [0.195, 0.314],
  matches: 80,
  averageMatches: 1.6,
  distribution: [
    { matches: 1, units: 40 },
    { matches: 3, units: 9 },
    { matches: 13, units: 1 },
  ],
  medianSeconds: 90,
  p90Seconds: 7200,
  open: 10,
};
const result: SequenceResult = { kind: 'sequence', warnings: [], rules: [], elapsedMs: 1, ...table };
const difference: Difference = {
  rate: -0.104,
  interval: [-0.2, -0.01],
  of: { units: 20, matched: 3 },
  against: { units: 180, matched: 47 },
  shared: 0,
  p: 0.01,
  q: 0.02,
};
const compared: SequenceResult = {
  ...result,
  breakdown: [
    { value: 'phone', ...table, units: 20, matched: 3, share: 0.15, difference },
    { value: null, ...table, units: 0, matched: 0, share: 0, interval: [0, 1], distribution: [], difference: null },
  ],
};
const measure = (text: string, sizePx: number) => text.length * sizePx * 0.5;
const said = ({ says }: ReturnType<typeof draw>) =>
  says.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

test('one sentence says who did it, how often and how fast', () => {
  const drawing = draw(spec, result, overview, 'UTC');
  expect(said(drawing)).toBe(
    '50 people did this within 2 days, 25.0% of 200; 80 times in all, 1.60 each on average. Half of the times it took 1 min 30 s or less, 90% 2 h 00 min or less.',
  );
  expect(drawing.parts.map(({ text }) => text)).toEqual(['A & B', 'any events', 'in at most 90 minutes', '<C>']);
  expect(drawing.beside.rows[0]!.cells.map((cell) => (typeof cell === 'string' ? cell : cell.heading))).toEqual([
    ...['50 people did this', '150 people did not', '25.0%', '19.5% – 31.4%', '80', '1.60', '1 min 30 s'],
    ...['2 h 00 min', '10 people may still do what must not follow'],
  ]);
});

test('nobody did it twice: neither the sentence nor the bars repeat it', () => {
  const once = { ...result, matches: 50, averageMatches: 1, distribution: [{ matches: 1, units: 50 }] };
  const drawing = draw({ ...spec, compare: { previous: true } }, { ...once, compare: [] }, overview, 'UTC');
  expect(said(drawing)).toMatch(/^50 people did this within 2 days, 25\.0% of 200, each once\. Half of the times/);
  expect(drawing.repeats).toBe(false);
});

test('times between are bars of nobody, the many together', () => {
  const [all] = draw(spec, result, overview, 'UTC').series;
  expect(all!.counts.map(({ name, exactly, orMore }) => [name, exactly.n, orMore.n])).toEqual([
    ['1', 40, 50],
    ['2', 0, 10],
    ['3', 9, 10],
    ...Array.from({ length: 9 }, (_, i) => [String(4 + i), 0, 1]),
    ['13', 1, 1],
  ]);
  const often = { ...result, distribution: [...table.distribution, { matches: 400, units: 2 }] };
  const { counts } = draw(spec, often, overview, 'UTC').series[0]!;
  expect(counts).toHaveLength(20);
  expect(counts.at(-1)).toMatchObject({ name: '20+', exactly: { n: 2, pointer: { matches: 20, atLeast: true } } });
  expect(columnsOf(counts, '--c1', { one: 'person', many: 'people' }).columns[0]!.parts[0]!.says).toBe(
    '40 people did this 1 time, 80.0% of those who did it',
  );
});

test('a clear difference is in the sentence, and every number of a group leads to its people', () => {
  const drawing = draw({ ...spec, breakdown: { property: 'device' } }, compared, overview, 'UTC');
  expect(said(drawing)).toMatch(/ phone differs most clearly: −10\.4 points against all others\.$/);
  const [, phone, none] = drawing.series;
  expect(phone!.counts).toHaveLength(13);
  expect(phone).toMatchObject({ few: true, did: { pointer: { value: 'phone', matched: true } } });
  expect(none).toMatchObject({ label: 'nobody here', interval: null, counts: [] });
  expect(drawing.beside.rows.map(({ cells }) => cells.at(-1))).toEqual([
    '',
    '−10.4 points, −20.0 to −1.0; q 0.020',
    '–',
  ]);
  expect(drawing.notes[0]).toMatch(/^Difference: the share of each group less that of all others/);
});

test('of several segments each stands against the first', () => {
  const segments = [{ did: { event: 'Order' } }, { not: { did: { event: 'Order' } } }];
  const answer = {
    ...result,
    compare: [
      { ...table, difference: null },
      { ...table, difference },
    ],
  };
  const drawing = draw({ ...spec, compare: { segments } }, answer, overview, 'UTC');
  expect(said(drawing)).toMatch(/ Everybody else differs most clearly: −10\.4 points against People who did Order\.$/);
  expect(drawing.notes[0]).toContain('of each segment less that of the first');
});

test('the range before is in the sentence, and too few are said to be', () => {
  const before = { ...table, share: 0.3, units: 40, difference: { ...difference, p: null, q: null } };
  const drawing = draw({ ...spec, compare: { previous: true } }, { ...result, compare: [before] }, overview, 'UTC');
  expect(said(drawing)).toMatch(/ In the range before it was 30\.0% of 40: −10\.4 points\.$/);
  expect(drawing.beside.rows[1]!.cells.at(-1)).toBe('−10.4 points, −20.0 to −1.0; too few (n = 20)');
});

test('is saved as text of XML, with bars as wide as their shares, and with every number', () => {
  const saving = saver({ ...spec, breakdown: { property: 'device' } }, compared, overview, 'UTC', []);
  const { body } = saving.figure(800, measure);
  expect(body).toContain('A &amp; B');
  expect(body).toContain('&lt;C&gt;');
  expect(body).not.toMatch(/NaN|undefined/);
  const bars = [...body.matchAll(/<rect[^>]*width="([\d.]+)" height="14" fill="var\((--c\d)\)"/g)];
  const [all, phone] = bars.map((bar) => Number(bar[1]));
  expect(phone! / all!).toBeCloseTo(0.15 / 0.25, 2);
  const rows = saving.table();
  expect(rows[1]).toEqual([
    ...['All', 200, 50, 0.25, 0.195, 0.314, 80, 1.6, 90, 7200, 10],
    ...[null, null, null, null, null],
  ]);
  expect(rows[2]!.slice(-5)).toEqual([-0.104, -0.2, -0.01, 0.01, 0.02]);
  expect(rows).toHaveLength(1 + 3 + 1 + 3 + 3);
});
