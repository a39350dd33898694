import { describe, expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { AnalysisDocument } from './document.ts';
import { readSessions, readUnit, unitRules } from './unit.ts';

function read(value: unknown) {
  const problems: Problem[] = [];
  const fields = Fields.of(value, '', problems)!;
  const unit = readUnit(fields);
  const sessions = readSessions(fields);
  fields.done();
  return { unit, sessions, wrong: problems.map(({ at, code }) => `${at} ${code}`) };
}

const gap = { n: 5, unit: 'minute' } as const;

describe('what is counted', () => {
  test('is people, sessions or the values of a property', () => {
    for (const unit of ['person', 'session', { property: 'order' }, { property: 'plan', of: 'person' }] as const)
      expect(read({ unit })).toEqual({ unit, sessions: undefined, wrong: [] });
    for (const sessions of [{}, { gap }, { start: { event: 'in' }, end: { event: null, first: 'ever' } }] as const)
      expect(read({ sessions })).toEqual({ unit: undefined, sessions, wrong: [] });
  });

  test('is refused with every problem found', () => {
    expect(read({ unit: 'people' }).wrong).toEqual(['unit document/choice']);
    expect(read({ unit: {} }).wrong).toEqual(['unit.property document/missing']);
    expect(read({ unit: { property: 7 } }).wrong).toEqual(['unit.property document/type']);
    expect(read({ unit: { property: '', of: 'org', by: 1 } }).wrong).toEqual([
      'unit.of document/choice',
      'unit.by document/unknownField',
      'unit.property document/missing',
    ]);
    expect(read({ sessions: 30 }).wrong).toEqual(['sessions document/type']);
    expect(
      read({ sessions: { gap: { n: 0, unit: 'minute' }, start: { evnt: 'in' }, end: 'out', by: 'day' } }).wrong,
    ).toEqual([
      'sessions.gap.n document/range',
      'sessions.start.evnt document/unknownField',
      'sessions.end document/type',
      'sessions.by document/unknownField',
    ]);
  });

  test('stands among the rules in force', () => {
    const rules = (document: Partial<AnalysisDocument>) =>
      unitRules(document as AnalysisDocument).map(({ name, value, text, from }) => [name, value, text, from]);
    expect(rules({ sessions: { gap } })).toEqual([['unit', 'person', 'counts people', 'default']]);
    expect(rules({ unit: { property: 'plan', of: 'person' } })).toEqual([
      ['unit', 'plan', 'counts values of plan of the person', 'document'],
    ]);
    const longer = (length: string) => `a session ends where nothing happens for more than ${length}`;
    expect(rules({ unit: 'session' })).toEqual([
      ['unit', 'session', 'counts sessions', 'document'],
      ['sessions', '30 minutes', longer('30 minutes'), 'default'],
    ]);
    expect(rules({ unit: 'session', sessions: { gap, start: { event: 'in' }, end: { event: 'out' } } })[1]).toEqual([
      'sessions',
      '5 minutes',
      `${longer('5 minutes')}, one begins at in, one ends with out`,
      'document',
    ]);
  });
});
