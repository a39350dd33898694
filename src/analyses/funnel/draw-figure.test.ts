import { expect, it } from 'vitest';
import type { Drawing, Linked } from './draw.ts';
import { figure } from './draw-figure.ts';

const linked = (n: number): Linked => ({ n, pointer: {}, who: { heading: '', note: '' } });
const plain = { called: 'people', was: null, earlier: null, ties: null, optional: false, says: '', lanes: [] };
const drawing: Drawing = {
  sentence: ['Of ', { strong: '10 people' }, ' who did “A & B”, 4 got to “<Order>”.'],
  rows: [
    { ...plain, name: 'A & B', reached: linked(10), share: 1, shareBefore: 1, drop: null },
    {
      ...plain,
      name: '<Order>',
      reached: linked(4),
      share: 0.4,
      shareBefore: 1,
      drop: { left: linked(6), rate: 0.6, was: null, wentOn: 'in 30 s', loud: 'largest loss' },
    },
  ],
  series: [],
  undrawn: 0,
  few: false,
  before: null,
  open: { who: '3 people', text: 'still have time.', people: linked(3) },
  ties: null,
};
const measure = (text: string, sizePx: number) => text.length * sizePx * 0.5;
const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1]!.replaceAll(/<[^>]+>/g, ''));

it('says all that the funnel on the page says, as text of XML', () => {
  const said = texts(figure(drawing, 800, measure).body);
  expect(said[0]).toBe('Of 10 people who did “A &amp; B”, 4 got to “&lt;Order&gt;”.');
  expect(said).toEqual(expect.arrayContaining(['A &amp; B', '10 people', '100%', '6 left', '60.0%', 'largest loss']));
  expect(said).toEqual(expect.arrayContaining(['went on in 30 s, median', '40.0%', '3 people still have time.']));
});

it('draws each bar as wide as its share, with the rest of the step before', () => {
  const { body } = figure(drawing, 820, measure);
  const left = 20 + 164;
  const across = 820 - 56 - left;
  const bars = [...body.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="18" fill="var\(--c1\)"/g)];
  expect(bars.map((bar) => [Number(bar[1]), Number(bar[2])])).toEqual([
    [left + across, 0],
    [left, across],
    [left + 0.4 * across, 0.6 * across],
    [left, 0.4 * across],
  ]);
});

it('stays inside its width and cuts a long name', () => {
  const [first, last] = drawing.rows;
  const long = { ...last!, name: 'a very long name of an event that nobody could ever read' };
  const { body, height } = figure({ ...drawing, rows: [first!, long] }, 560, measure);
  expect(texts(body).some((text) => /^a very long.*…$/.test(text))).toBe(true);
  expect(height).toBeGreaterThan(200);
  expect(body).not.toMatch(/NaN|undefined/);
});

it('draws each series under the bar of all, hollow where few entered', () => {
  const [first, last] = drawing.rows;
  const lane = {
    name: 'Phone',
    colour: '--c2',
    few: true,
    share: 0.5,
    shareBefore: 1,
    says: '',
    reached: linked(2),
    left: linked(2),
  };
  const { body, height } = figure(
    { ...drawing, few: true, undrawn: 1, rows: [first!, { ...last!, lanes: [lane] }] },
    820,
    measure,
  );
  expect(height).toBe(figure(drawing, 820, measure).height + 20 + 20);
  expect(texts(body)).toEqual(expect.arrayContaining(['All', 'Phone', '50.0%', '2', 'under 30 entered']));
  expect(texts(body)).toContain('1 more group not drawn: in the table only.');
  const [pale, full] = [...body.matchAll(/width="([\d.]+)" height="10" fill="var\(--c2\)"/g)].map((found) => found[1]);
  expect(full).toBe(pale);
  expect(body).toMatch(/height="7" fill="var\(--surface\)"/);
});

it('marks the share of the range before, and says what it was', () => {
  const [first, last] = drawing.rows;
  const drop = { ...last!.drop!, was: 0.25, loud: '+35.0 points' };
  const { body } = figure(
    { ...drawing, before: { drawn: true, text: 'range before' }, rows: [first!, { ...last!, was: 0.75, drop }] },
    820,
    measure,
  );
  const left = 20 + 164;
  const across = 820 - 56 - left;
  expect(body).toContain(`<rect x="${left + 0.75 * across - 1}" y`);
  expect(texts(body)).toEqual(expect.arrayContaining(['60.0%  was 25.0%', '+35.0 points', 'range before']));
});
