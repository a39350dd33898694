import { expect, it } from 'vitest';
import type { Drawing } from './draw.ts';
import { figure } from './draw-figure.ts';

const who = { heading: '', note: '' };
const drawing: Drawing = {
  sentence: ['Of ', { strong: '10 people' }, ' who did “A & B”, 4 got to “<Order>”.'],
  rows: [
    { name: 'A & B', reached: who, count: 10, called: 'people', share: 1, shareBefore: 1, drop: null },
    {
      name: '<Order>',
      reached: who,
      count: 4,
      called: 'people',
      share: 0.4,
      shareBefore: 1,
      drop: { who, left: 6, rate: 0.6, wentOn: 'in 30 s', largest: true },
    },
  ],
  open: { who: '3 people', text: 'still have time.' },
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
