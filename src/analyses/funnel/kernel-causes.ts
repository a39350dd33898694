import type { KernelInput } from '#log/shard.ts';
import { PersonFunnel } from './kernel-person.ts';
import { fillsStep } from './kernel-way.ts';
import { LAB_RULES, switchesKey, withRules, type LabRule, type LabVariant, type RuleSwitches } from './switches-lab.ts';
import type { FunnelOptions } from './switches.ts';

/** Which rules make a person get to a step by other rules and not by the question's, or the other way round. */
export interface Cause {
  /** Bits of rules, by their place in the list of all. */
  rules: number;
  /** None of them does alone: each is needed with others. Else each alone is enough. */
  together: boolean;
}

const bitOf = (rule: LabRule): number => 1 << LAB_RULES.indexOf(rule);

/** Finds causes by asking a person again with some of the rules switched. */
export class Causes {
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  /** By the rules they ask with. */
  readonly #funnels = new Map<string, PersonFunnel>();

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#input = input;
    this.#options = options;
  }

  /**
   * Causes at some steps of a person, counted from the shard's first. `theirs` says how often, by step, the person gets
   * there by all the rules of the variant.
   */
  of(
    person: number,
    { rules, switches }: LabVariant,
    steps: readonly number[],
    theirs: readonly Uint32Array[],
  ): Cause[] {
    const [only] = rules;
    if (rules.length === 1) return steps.map(() => ({ rules: bitOf(only!), together: false }));
    const wanted = (fills: Uint32Array, step: number): boolean => fills[step] === theirs[step]![person];
    const alone = steps.map(() => 0);
    for (const rule of rules) {
      const fills = this.#fills(person, withRules(this.#options, switches, [rule]));
      steps.forEach((step, n) => wanted(fills, step) && (alone[n]! |= bitOf(rule)));
    }
    const needed = steps.map(() => 0);
    if (alone.includes(0))
      for (const rule of rules) {
        const fills = this.#fills(person, withRules(switches, this.#options, [rule]));
        steps.forEach((step, n) => alone[n] === 0 && !wanted(fills, step) && (needed[n]! |= bitOf(rule)));
      }
    return steps.map((_, n) => ({ rules: alone[n]! || needed[n]!, together: alone[n] === 0 }));
  }

  /** How often a person gets to each step. */
  #fills(person: number, switches: RuleSwitches): Uint32Array {
    const key = switchesKey(switches);
    const funnel = this.#funnels.get(key) ?? new PersonFunnel(this.#input, { ...this.#options, ...switches }, null);
    this.#funnels.set(key, funnel);
    const { steps, count, ties } = funnel.options;
    const fills = new Uint32Array(steps);
    const take = (way: PersonFunnel['way']): void => {
      for (let k = 0; k < way.depth; k++) if (fillsStep(way, k)) fills[k]!++;
    };
    if (count === 'attempts') funnel.attempts(person, null, ties, take);
    else {
      funnel.answer(person, null, null);
      take(funnel.way);
    }
    return fills;
  }
}
