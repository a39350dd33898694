import { expect, test } from 'vitest';
import type { AnalysisDocument } from '#document/document.ts';
import { funnelIn, keptOf, newFunnel } from './funnel-question.ts';

const question = (fields: object, analysis: object) => ({ sojourn: 1, ...fields, analysis }) as AnalysisDocument;

test('a funnel of people or sessions in Explore can be taken over, nothing else', () => {
  const funnel = question({ unit: 'session' }, { kind: 'funnel', steps: [] });
  expect(funnelIn(funnel)).toBe(funnel);
  expect(funnelIn(question({ unit: { property: 'order' } }, { kind: 'funnel', steps: [] }))).toBeNull();
  expect(funnelIn(question({}, { kind: 'retention' }))).toBeNull();
  expect(funnelIn(null)).toBeNull();
});

test('what is not edited in a rule is named', () => {
  expect(keptOf(newFunnel([{ event: 'View' }], 'UTC'))).toEqual([]);
  const brought = question({ title: 'x', where: { all: [] } }, { kind: 'funnel', steps: [], windowFrom: 'previous' });
  expect(keptOf(brought)).toEqual(['where', 'window from']);
});
