import { ruleTest, trimmed } from './kernel-names.ts';
import type { NodeRule } from './spec-node.ts';

/** A name before any rule, with how many events have it. */
export interface NameCount {
  name: string;
  events: number;
}

export interface TakenName extends NameCount {
  /** Place of the later rule that names it instead; null where this one does. */
  overruledBy: number | null;
}

export interface RulePreview {
  /** Every name the rule matches, most events first. */
  taken: TakenName[];
  /** Of these, the names and events that no later rule takes away. */
  names: number;
  events: number;
}

/** What rules make of all names. Each rule is tried once on every name, however often others change. */
export class NamePreview {
  readonly #names: readonly NameCount[];
  readonly #known = new Map<string, Uint8Array>();

  constructor(names: readonly NameCount[], trimSlash: boolean) {
    const counts = new Map<string, number>();
    for (const { name, events } of names) {
      const plain = trimSlash ? trimmed(name) : name;
      counts.set(plain, (counts.get(plain) ?? 0) + events);
    }
    this.#names = [...counts]
      .map(([name, events]) => ({ name, events }))
      .sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1));
  }

  /** What each rule takes, and how many nodes there are in the end. */
  of(rules: readonly NodeRule[]): { rules: RulePreview[]; names: number; nodes: number } {
    const takes = rules.map((rule) => (rule.match === '' ? null : this.#taken(rule)));
    const last = this.#names.map((_, i) => takes.findLastIndex((taken) => taken?.[i] === 1));
    const nodes = new Set(this.#names.map(({ name }, i) => rules[last[i]!]?.as ?? name));
    return {
      names: this.#names.length,
      nodes: nodes.size,
      rules: takes.map((taken, at) => {
        const found = this.#names.flatMap((each, i): TakenName[] =>
          taken?.[i] === 1 ? [{ ...each, overruledBy: last[i] === at ? null : last[i]! }] : [],
        );
        const own = found.filter(({ overruledBy }) => overruledBy === null);
        return { taken: found, names: own.length, events: own.reduce((sum, { events }) => sum + events, 0) };
      }),
    };
  }

  #taken({ match, regex }: NodeRule): Uint8Array {
    const key = JSON.stringify([match, regex === true]);
    const known = this.#known.get(key);
    if (known) return known;
    const test = ruleTest({ match, regex: regex === true });
    const taken = Uint8Array.from(this.#names, ({ name }) => Number(test(name)));
    this.#known.set(key, taken);
    return taken;
  }
}
