import { expect, test } from 'vitest';
import { random } from '../../../tests/support/random.ts';
import { namer } from './kernel-names.ts';
import { NamePreview } from './name-preview.ts';
import type { NodeRule } from './spec-node.ts';

test('a preview names every name as the paths do', () => {
  const { int, pick } = random(71);
  const NAMES = ['/a', '/a/', '/b/1', '/b/2', 'pay', 'pay later', ''];
  const RULES: NodeRule[] = [
    { match: '/b/*', as: 'B' },
    { match: 'a', as: 'A' },
    { match: '^pay', as: 'Pay', regex: true },
    { match: '/', as: 'Slash' },
    { match: '(', as: 'X', regex: true },
  ];
  for (let n = 0; n < 500; n++) {
    const trimSlash = int(2) === 0;
    const names = Array.from({ length: int(9) }, () => ({ name: pick(NAMES), events: int(5) }));
    const rules = Array.from({ length: int(5) }, () => pick(RULES));
    const preview = new NamePreview(names, trimSlash).of(rules);
    const called = namer({ rules, trimSlash });
    expect(preview.nodes).toBe(new Set(names.map(({ name }) => called(name))).size);
    const ruled = names.filter(({ name }) =>
      rules.some((rule) => namer({ rules: [rule], trimSlash })(name) === rule.as),
    );
    const taken = preview.rules.flatMap(({ taken: each }) => each.filter(({ overruledBy }) => overruledBy === null));
    expect(taken.reduce((sum, { events }) => sum + events, 0)).toBe(ruled.reduce((sum, { events }) => sum + events, 0));
    preview.rules.forEach((rule, at) => {
      for (const { name, overruledBy } of rule.taken) expect(called(name)).toBe(rules[overruledBy ?? at]!.as);
      expect(rule.names).toBe(rule.taken.filter(({ overruledBy }) => overruledBy === null).length);
    });
  }
});
