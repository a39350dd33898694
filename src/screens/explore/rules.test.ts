import { expect, it } from 'vitest';
import type { RuleInForce } from '#vocabulary/result.ts';
import { rulesOnOneLine } from './rules.ts';

const rule = (name: string, value: RuleInForce['value'], from: RuleInForce['from'] = 'default'): RuleInForce => ({
  name,
  value,
  from,
  text: name,
});
const names = (rules: RuleInForce[]) => rulesOnOneLine(rules).map(({ name }) => name);

it('says nothing twice: where the window begins is in the window’s own text', () => {
  expect(names([rule('order', 'ordered'), rule('window', '14 days'), rule('windowFrom', 'entry')])).toEqual([
    'order',
    'window',
  ]);
});

it('keeps what somebody set, in the order of the kind', () => {
  const rules = ['a', 'b', 'c', 'd', 'e'].map((name) => rule(name, 'x'));
  const set = [rule('window', '14 days'), rule('windowFrom', 'previous', 'document'), rule('late', false, 'document')];
  expect(names([...rules, ...set])).toEqual(['a', 'b', 'window', 'late']);
});
