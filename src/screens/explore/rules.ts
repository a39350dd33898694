import type { RuleInForce } from '#vocabulary/result.ts';

const FEW = 4;
const MOST = 6;

/** Those somebody set come first, then what a preset set, then those that limit something. */
const rank = ({ from, value }: RuleInForce): number =>
  from === 'document' ? 0 : from === 'preset' ? 1 : value === null || value === false ? 3 : 2;

/**
 * What somebody set, and what limits most: the few rules that matter, in the kind's own order. A rule such as `windowFrom` says where another one,
 * `window`, begins; that one's text tells it already, so on the line it only adds to its weight.
 */
export function rulesOnOneLine(rules: readonly RuleInForce[]): RuleInForce[] {
  const beginning = ({ name }: RuleInForce) => rules.find((rule) => rule.name === `${name}From`);
  const details = new Set(rules.map(beginning));
  const saying = rules.filter((rule) => !details.has(rule));
  const weight = (rule: RuleInForce) => Math.min(rank(rule), rank(beginning(rule) ?? rule));
  const set = saying.filter((rule) => weight(rule) <= 1).length;
  const chosen = [...saying].sort((a, b) => weight(a) - weight(b)).slice(0, Math.min(MOST, Math.max(FEW, set)));
  return saying.filter((rule) => chosen.includes(rule));
}
