import type { NameRule } from '#data/setup.ts';

/** A name as an expression that matches it and nothing else. */
const exactly = (names: readonly string[]): string => {
  const quoted = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return quoted.length === 1 ? `^${quoted[0]}$` : `^(?:${quoted.join('|')})$`;
};

function matches({ match }: NameRule, name: string): boolean {
  try {
    return new RegExp(match, 'u').test(name);
  } catch {
    return false; // RE2 knows expressions that browsers do not; such a rule is taken not to touch the name
  }
}

/** Rules after which what was called by any of these names is called `as`, or is left out where that is null. */
export function called(rules: readonly NameRule[], names: readonly string[], as: string | null): NameRule[] {
  const chosen = new Set(names);
  const becomes = (match: string): NameRule => (as === null ? { match, hide: true } : { match, as });
  // what came to a name by a rule goes where the name goes
  const moved = rules.map((rule) => ('as' in rule && chosen.has(rule.as) ? becomes(rule.match) : rule));
  const rest = names.filter((name) => name !== as && !rules.some((rule) => matches(rule, name)));
  return [...moved, ...(rest.length > 0 ? [becomes(exactly(rest))] : [])];
}

export const withoutRule = (rules: readonly NameRule[], at: number): NameRule[] => rules.filter((_, i) => i !== at);
