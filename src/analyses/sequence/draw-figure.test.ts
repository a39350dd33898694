import { expect, it } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import save from './draw-figure.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: SequenceSpec = {
  kind: 'sequence',
  pattern: { then: [{ event: 'A & B' }, { any: '*' }, { event: '<C>' }] },
  within: { n: 2, unit: 'day' },
};
const result: SequenceResult = {
  kind: 'sequence',
  units: 20,
  matched: 5,
  matches: 8,
  open: 1,
  warnings: [],
  rules: [],
  elapsedMs: 1,
};
const measure = (text: string, sizePx: number) => text.length * sizePx * 0.5;

it('says what the page says, as text of XML, with a bar as wide as the share', () => {
  const { body } = save(spec, result, overview, 'UTC', []).figure(800, measure);
  const said = [...body.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((match) => match[1]!.replaceAll(/<[^>]+>/g, ''));
  expect(said[0]).toBe('5 people did this within 2 days, 8 times in all.');
  expect(said[1]).toBe('A &amp; B · any events · &lt;C&gt;');
  expect(said[2]).toBe('5 people, 25.0%. 15 people did not, 75.0%.');
  expect(
    body.match(/<rect[^>]*width="([\d.]+)"[^>]*>/g)!.map((rect) => Number(/width="([\d.]+)"/.exec(rect)![1])),
  ).toEqual([800, 200]);
});

it('saves the same numbers as a table', () => {
  expect(save(spec, result, overview, 'UTC', []).table()).toEqual([
    ['of', 'people', 'share', 'matches'],
    ['did this', 5, 0.25, 8],
    ['did not', 15, 0.75, ''],
    ['may still be undone', 1, 0.05, ''],
  ]);
});
