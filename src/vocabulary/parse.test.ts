import { describe, expect, test } from 'vitest';
import { durationMs, durationText, parseDuration } from './duration.ts';
import { eventMatchText, parseEventMatch } from './event-match.ts';
import type { Problem } from './problem.ts';
import { parseRule, ruleProperties, ruleText } from './rule.ts';

/** Parses and gives the paths and codes of what was wrong. */
const wrong = (parse: (value: unknown, path: string, problems: Problem[]) => unknown, value: unknown) => {
  const problems: Problem[] = [];
  parse(value, 'x', problems);
  return problems.map(({ at, code }) => `${at} ${code}`);
};

describe('durations', () => {
  test('are elapsed time', () => {
    expect(durationMs({ n: 2, unit: 'month' })).toBe(60 * 86_400_000);
    expect(durationText({ n: 1, unit: 'day' })).toBe('1 day');
  });

  test('are refused where they are no length of time', () => {
    expect(wrong(parseDuration, { n: 0, unit: 'day' })).toEqual(['x.n document/range']);
    expect(wrong(parseDuration, { n: 3, unit: 'fortnight' })).toEqual(['x.unit document/choice']);
    expect(wrong(parseDuration, { n: 3 })).toEqual(['x.unit document/missing']);
    expect(wrong(parseDuration, { n: 3, unit: 'day', units: 1 })).toEqual(['x.units document/unknownField']);
  });
});

describe('rules', () => {
  const nested = {
    any: [{ property: 'a', op: 'is', value: ['x', 'y'] }, { not: { all: [{ property: 'b', op: 'isSet' }] } }],
  };

  test('come back as they are', () => {
    const problems: Problem[] = [];
    expect(parseRule(nested, '', problems)).toEqual(nested);
    expect(problems).toEqual([]);
    expect(ruleProperties(parseRule(nested, '', [])!).map(({ property }) => property)).toEqual(['a', 'b']);
    expect(ruleText(parseRule(nested, '', [])!)).toBe('a is x or y or not (b has a value)');
  });

  test('say where they are wrong', () => {
    expect(wrong(parseRule, { property: 'a', op: 'equals', value: 1 })).toEqual(['x.op document/choice']);
    expect(wrong(parseRule, { property: 'a', op: 'is' })).toEqual(['x.value rule/value']);
    expect(wrong(parseRule, { property: 'a', op: 'isSet', value: 1 })).toEqual(['x.value rule/value']);
    expect(wrong(parseRule, { property: 'a', op: 'between', value: [1] })).toEqual(['x.value rule/value']);
    expect(wrong(parseRule, { property: 'a', op: 'before', value: 'noon' })).toEqual(['x.value rule/value']);
    expect(wrong(parseRule, { op: 'isSet' })).toEqual(['x.property rule/property']);
    expect(wrong(parseRule, { all: [{ property: 'a' }] })).toEqual(['x.all[0].op rule/operator']);
    expect(wrong(parseRule, { all: [], any: [] })).toEqual(['x.any document/unknownField']);
    expect(wrong(parseRule, 'a = 1')).toEqual(['x document/type']);
  });

  test('nested beyond reason are refused, not followed', () => {
    let deep: object = { property: 'a', op: 'isSet' };
    for (let i = 0; i < 5_000; i++) deep = { not: deep };
    expect(wrong(parseRule, deep)[0]).toMatch(/document\/tooDeep$/);
  });
});

describe('event matches', () => {
  test('name themselves', () => {
    expect(eventMatchText({ event: ['a', 'b'] })).toBe('a or b');
    expect(eventMatchText({})).toBe('Any event');
    expect(eventMatchText({ name: 'Paid', event: 'a' })).toBe('Paid');
    expect(eventMatchText({ where: { property: 'a', op: 'gt', value: 3 } })).toBe('Any event where a is more than 3');
  });

  test('are refused where nothing could match', () => {
    expect(wrong(parseEventMatch, { event: [] })).toEqual(['x.event document/type']);
    expect(wrong(parseEventMatch, { event: 'a', first: 'once' })).toEqual(['x.first document/choice']);
    expect(wrong(parseEventMatch, { evnt: 'a' })).toEqual(['x.evnt document/unknownField']);
  });
});
