import { expect, test } from 'vitest';
import { draw } from './draw.ts';
import save, { figure } from './draw-figure.ts';
import { table } from './draw-table.ts';
import type { CompareResult, Compared, Row } from './result.ts';
import type { CompareSpec } from './spec.ts';

const compared = (people: number, share: number, index: number | null, q: number | null = null): Compared => ({
  people,
  share,
  index,
  interval: index === null ? null : [index - 10, index + 10],
  p: q,
  q,
  few: people < 30,
});
const row = (people: number, share: number, ...segments: Compared[]): Row => ({ people, share, segments });

const spec: CompareSpec = {
  kind: 'compare',
  segments: [{ saved: 'Phones' }, { did: { event: 'Order' } }],
  properties: ['channel', 'score'],
};

const result: CompareResult = {
  kind: 'compare',
  units: 1000,
  base: { people: 1000 },
  segments: [
    {
      people: 200,
      ofRule: { events: [], properties: ['device'] },
      takeaway: [
        { event: 'Search', people: 90, share: 0.45, baseShare: 0.3, index: 150 },
        { property: 'channel', value: null, people: 60, share: 0.3, baseShare: 0.2, index: 150 },
        { property: 'score', value: '5', people: 10, share: 0.05, baseShare: 0.1, index: 50 },
      ],
    },
    { people: 100, ofRule: { events: ['Order'], properties: [] }, takeaway: [] },
  ],
  events: [
    { event: 'Search', ...row(300, 0.3, compared(90, 0.45, 150, 0.001), compared(30, 0.3, 100, 0.9)) },
    { event: 'Order', ...row(100, 0.1, compared(0, 0, 0, 0.04), compared(100, 1, 1000, 0)) },
  ],
  properties: [
    {
      property: 'channel',
      left: 3,
      ofRule: [false, false],
      values: [
        { value: 'Mail', ...row(500, 0.5, compared(100, 0.5, 100, 0.9), compared(50, 0.5, 100, 0.9)) },
        { value: null, ...row(200, 0.2, compared(60, 0.3, 150, 0.01), compared(20, 0.2, 100, 0.9)) },
        { value: '$other', ...row(300, 0.3, compared(40, 0.2, 66.7), compared(30, 0.3, 100)) },
      ],
    },
    {
      property: 'score',
      left: 0,
      ofRule: [false, false],
      values: [{ value: '5', ...row(0, 0, compared(10, 0.05, null), compared(0, 0, null)) }],
      numeric: {
        base: { people: 40, average: 3.5, p25: 3, median: 4, p75: 5 },
        segments: [
          { people: 10, average: 2, p25: 1, median: 2, p75: 3 },
          { people: 0, average: 0, p25: 0, median: 0, p75: 0 },
        ],
      },
    },
  ],
  numbers: [
    {
      of: 'sessions',
      base: { average: 2, median: 1 },
      segments: [
        { average: 2.5, median: 2 },
        { average: 1, median: 1 },
      ],
    },
  ],
  overlap: {
    combinations: [
      { in: [0], people: 150 },
      { in: [0, 1], people: 50 },
      { in: [1], people: 50 },
    ],
    shared: 50,
  },
  tested: 9,
  tooFew: 2,
  rules: [],
  warnings: [],
  elapsedMs: 1,
};

const overview = { people: 1000, events: 1, firstMs: 0, lastMs: 1, eventNames: [], daily: [] };
const drawing = draw(spec, result, overview, 'UTC');
const [phones, orders] = drawing.profiles;

test('says what stands out, and that nothing does', () => {
  const text = (said: (string | { strong: string })[]): string =>
    said.map((part) => (typeof part === 'string' ? part : `*${part.strong}*`)).join('');
  expect(text(phones!.says)).toBe(
    'More of them did *Search* (45.0%, everyone 30.0%); fewer have *a channel* (70.0%, everyone 80.0%) and have *score 5* (5.0%, everyone 10.0%).',
  );
  expect(text(orders!.says)).toBe('No clear difference from everyone in 9 tests.');
});

test('groups rows by property, events last, each with its people', () => {
  expect([phones!.name, orders!.name]).toEqual(['Phones', 'Segment 2']);
  expect(phones!.groups.map(({ title, left }) => [title, left])).toEqual([
    ['channel', '3 more values'],
    ['score', null],
    ['Did', null],
  ]);
  const [channel, score, did] = orders!.groups;
  expect(did!.rows.map(({ value, ofRule, index, bar }) => [value, ofRule, index, bar])).toEqual([
    ['Search', false, '100', 0],
    ['Order', true, '1,000', 1],
  ]);
  expect(channel!.rows.map(({ value, clear }) => [value, clear])).toEqual([
    ['Mail', false],
    ['no value', false],
    ['Others', false],
  ]);
  expect(channel!.rows[1]!.members).toEqual({
    pointer: { of: 1, property: 'channel', value: null },
    heading: '20 people',
    note: 'Segment 2, have no channel',
  });
  expect(channel!.rows[1]!.base.pointer).toEqual({ property: 'channel', value: null });
  expect(score!.rows[0]).toMatchObject({ index: '–', bar: 0, interval: '–', q: '–' });
  expect(phones!.groups[2]!.rows[0]).toMatchObject({
    clear: true,
    q: 'under 0.01',
    interval: '140–160',
    says: '45.0% of them, 30.0% of everyone. Index 150, 95% interval 140–160. A clear difference, q under 0.01.',
  });
});

test('numbers of one person, and that nobody has one', () => {
  expect(phones!.numbers).toEqual([
    {
      name: 'Sessions',
      segment: { average: '2.50', median: '2' },
      base: { average: '2.00', median: '1' },
      spread: null,
    },
    {
      name: 'score',
      segment: { average: '2.00', median: '2' },
      base: { average: '3.50', median: '4' },
      spread: { segment: '10 people, half of them 1–3', base: '40 people, half of them 3–5' },
    },
  ]);
  expect(orders!.numbers[1]).toMatchObject({ segment: { average: '–', median: '–' }, spread: { segment: 'nobody' } });
});

test('the combinations, in words', () => {
  expect(drawing.overlap!.columns.map(({ says }) => says)).toEqual([
    '150 people in Phones, in no other one',
    '50 people in Phones and Segment 2',
    '50 people in Segment 2, in no other one',
  ]);
  expect(drawing.overlap!.shared).toMatchObject({ who: '50 of 200', text: 'in Phones are in another one, too' });
});

test('the table has everything in full, every row as long as its head', () => {
  const rows = table(spec, result);
  expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([rows[0]!.length]));
  expect(rows).toHaveLength(1 + 2 * 4 + 2 * 2 + 2 * 2 + 2 * 5 + 3);
  const none = rows.find(([segment, , , value]) => segment === 'Phones' && value === '');
  expect(none?.slice(0, 16)).toEqual([
    'Phones',
    'property',
    'channel',
    '',
    60,
    200,
    0.3,
    'everyone',
    200,
    1000,
    0.2,
    150,
    140,
    160,
    0.01,
    0.01,
  ]);
  expect(rows.find(([segment, about]) => segment === 'Phones' && about === 'average')?.slice(-2)).toEqual([2.5, 2]);
  expect(rows.at(-2)!.slice(0, 5)).toEqual(['Phones + Segment 2', 'overlap', null, null, 50]);
});

test('the figure is drawn within its width', () => {
  const measure = (text: string, size: number): number => text.length * size * 0.6;
  for (const width of [520, 1160]) {
    const { height, body } = figure(drawing, width, measure);
    expect(height).toBeGreaterThan(300);
    expect(body).not.toMatch(/NaN|undefined/);
    const right = [...body.matchAll(/<rect x="([-\d.]+)"[^>]*? width="([\d.]+)"/g)].map(([, x, wide]) => +x! + +wide!);
    expect(Math.max(...right)).toBeLessThanOrEqual(width);
    for (const [, x] of body.matchAll(/<text x="([-\d.]+)"/g)) expect(+x!).toBeLessThanOrEqual(width);
  }
  expect(save(spec, result, overview, 'UTC', []).table()).toEqual(table(spec, result));
});
