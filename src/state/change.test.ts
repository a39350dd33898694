import { expect, it } from 'vitest';
import type { AnalysisDocument } from '#document/document.ts';
import { asksTheSame, changeText } from './change.ts';

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
