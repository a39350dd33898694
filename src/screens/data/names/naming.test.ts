import { expect, it } from 'vitest';
import type { NameRule } from '#data/setup.ts';
import { random } from '../../../../tests/support/random.ts';
import { called } from './naming.ts';

/** What rules make of a name in a file: null where they hide it. The last that matches decides. */
function nameUnder(rules: readonly NameRule[], name: string): string | null {
  const rule = rules.findLast(({ match }) => new RegExp(match, 'u').test(name));
  if (!rule) return name;
  return 'as' in rule ? rule.as : null;
}

it('merges, renames and hides names as they stand', () => {
  const merged = called([], ['give score', 'Give (score)'], 'Give score');
  expect(merged).toEqual([{ match: '^(?:give score|Give \\(score\\))$', as: 'Give score' }]);
  expect(called(merged, ['Give score'], 'Score')).toEqual([
    { match: '^(?:give score|Give \\(score\\))$', as: 'Score' },
    { match: '^Give score$', as: 'Score' },
  ]);
  expect(nameUnder(called(merged, ['Give score'], null), 'give score')).toBeNull();
});

it('moves each name that was chosen and no other, whatever the rules before', () => {
  const { int, pick } = random(11);
  const names = ['a', 'b', 'ab', 'ba', 'c', ''];
  const patterns = ['^a', 'b$', '^ab$', 'a|c', '^$'];
  for (let round = 0; round < 2000; round++) {
    const rules = Array.from({ length: int(4) }, (): NameRule =>
      int(4) === 0 ? { match: pick(patterns), hide: true } : { match: pick(patterns), as: pick(names) },
    );
    const chosen = [...new Set([pick(names), pick(names)])];
    const as = pick([...names, null, 'new']);
    const after = called(rules, chosen, as);
    for (const name of names) {
      const before = nameUnder(rules, name);
      expect(nameUnder(after, name)).toBe(before !== null && chosen.includes(before) ? as : before);
    }
  }
});
