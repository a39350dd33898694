import { expect, test } from 'vitest';
import type { AnalysisDocument } from './document.ts';
import { envelopeRules } from './rules.ts';

const analysis = { kind: 'funnel', steps: [{ event: 'a' }] } as const;
const told = (asked: Partial<AnalysisDocument>) =>
  envelopeRules({ sojourn: 1, analysis, ...asked } as AnalysisDocument).map(({ name, text, from }) => [
    name,
    text,
    from,
  ]);

test('a question without limits is of the whole log and of people', () => {
  expect(told({})).toEqual([
    ['range', 'the whole log', 'default'],
    ['unit', 'counts people', 'default'],
  ]);
});

test('days, rules, people and the week somebody set are spelled out', () => {
  const asked = told({
    range: { from: '2026-01-01', to: '2026-01-31' },
    where: { property: 'country', op: 'is', value: 'Chile' },
    segment: { did: { event: 'Pay' } },
    weekStart: 'sunday',
  });
  expect(asked.map(([name]) => name)).toEqual(['range', 'where', 'segment', 'unit', 'weekStart']);
  expect(asked[0]).toEqual(['range', 'from 2026-01-01 to 2026-01-31', 'document']);
  expect(asked[1]![1]).toBe('only events with country is Chile');
  expect(asked[2]![1]).toContain('Pay');
  expect(asked[4]).toEqual(['weekStart', 'weeks begin on Sunday', 'document']);
  expect(told({ range: { to: '2026-01-31' } })[0]![1]).toBe('to 2026-01-31');
});
