import { expect, it } from 'vitest';
import type { AnalysisDocument } from '#document/document.ts';
import { asksTheSame, changeText, onTopOf } from './change.ts';

const asked = (envelope: object, analysis: object): AnalysisDocument =>
  ({ sojourn: 1, ...envelope, analysis: { kind: 'any', ...analysis } }) as unknown as AnalysisDocument;

it('names the one thing that changed', () => {
  expect(changeText(asked({}, {}), asked({}, { window: { n: 7, unit: 'day' } }))).toBe('Window is now 7 days');
  expect(changeText(asked({}, { windowFrom: 'entry' }), asked({}, { windowFrom: 'previous' }))).toBe(
    'Window from is now previous',
  );
  expect(changeText(asked({}, { steps: [1] }), asked({}, { steps: [1, 2] }))).toBe('Steps changed');
  expect(changeText(asked({}, {}), asked({ timezone: 'Asia/Tokyo' }, { steps: [] }))).toBe('Timezone, Steps changed');
});

it('takes another name for the same question', () => {
  expect(asksTheSame(asked({}, { steps: [1] }), asked({ title: 'Checkout', note: 'x' }, { steps: [1] }))).toBe(true);
  expect(asksTheSame(asked({}, { steps: [1] }), asked({}, { steps: [2] }))).toBe(false);
});

it('puts a change of an older question on top of what was asked since', () => {
  const old: { kind: string; start?: string; top?: number; exclude?: string[] } = { kind: 'any', start: 'a', top: 5 };
  const hidden = { ...old, exclude: ['b'] };
  expect(onTopOf(hidden, old, { ...old, start: 'c' })).toEqual({ kind: 'any', start: 'c', top: 5, exclude: ['b'] });
  expect(onTopOf(hidden, old, { kind: 'any', start: 'a' })).toEqual({ kind: 'any', start: 'a', exclude: ['b'] });
  expect(onTopOf<typeof old>({ kind: 'other' }, old, hidden)).toEqual(hidden);
});

it('keeps what was changed inside the same field since', () => {
  const old: { kind: string; exclude?: string[]; node?: object } = { kind: 'any' };
  const hidden = { ...old, exclude: ['a'] };
  expect(onTopOf(hidden, old, { ...old, exclude: ['b'] })).toEqual({ kind: 'any', exclude: ['a', 'b'] });
  expect(onTopOf(old, hidden, { ...hidden, exclude: ['a', 'b'] })).toEqual({ kind: 'any', exclude: ['b'] });
  expect(onTopOf({ ...old, node: { trimSlash: true } }, old, { ...old, node: { by: 'page' } })).toEqual({
    kind: 'any',
    node: { by: 'page' },
  });
  const named = { ...old, node: { by: 'page' } };
  expect(onTopOf({ ...old, node: { by: 'page', trimSlash: true } }, named, { ...old, node: { by: 'title' } })).toEqual({
    kind: 'any',
    node: { by: 'title', trimSlash: true },
  });
});
