import type { KernelInput } from '#log/shard.ts';
import { PersonFunnel } from './kernel-person.ts';
import { QuickFunnel, type Counted } from './kernel-quick.ts';
import { fillsStep, type Way } from './kernel-way.ts';
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

/** Funnels by the question's rules but one, and by a variant's rules but one. */
interface Ablations {
  alone: { bit: number; funnel: AskedAgain }[];
  without: { bit: number; funnel: AskedAgain }[];
}

/** Finds causes by asking a person again with some of the rules switched. */
export class Causes {
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  /** By the rules they ask with. */
  readonly #asked = new Map<string, AskedAgain>();

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#input = input;
    this.#options = options;
  }

  /** For a variant, the function that tells causes of a person, counted from the shard's first, at some steps. */
  of({ rules, switches }: LabVariant): (person: number, steps: readonly number[], theirs: Fills) => Cause[] {
    const [only] = rules;
    if (rules.length === 1) return (_, steps) => steps.map(() => ({ rules: bitOf(only!), together: false }));
    const ablations: Ablations = {
      alone: rules.map((rule) => ({ bit: bitOf(rule), funnel: this.#by(withRules(this.#options, switches, [rule])) })),
      without: rules.map((rule) => ({
        bit: bitOf(rule),
        funnel: this.#by(withRules(switches, this.#options, [rule])),
      })),
    };
    return (person, steps, theirs) => causesOf(ablations, person, steps, theirs);
  }

  #by(switches: RuleSwitches): AskedAgain {
    const key = switchesKey(switches);
    const known = this.#asked.get(key) ?? new AskedAgain(this.#input, { ...this.#options, ...switches });
    this.#asked.set(key, known);
    return known;
  }
}

/** How often each person gets to a step, by step. */
export type Fills = readonly Uint32Array[];

function causesOf({ alone, without }: Ablations, person: number, steps: readonly number[], theirs: Fills): Cause[] {
  const enough = steps.map(() => 0);
  for (const { bit, funnel } of alone) {
    const fills = funnel.of(person);
    steps.forEach((step, n) => fills[step] === theirs[step]![person] && (enough[n]! |= bit));
  }
  const needed = steps.map(() => 0);
  if (enough.includes(0))
    for (const { bit, funnel } of without) {
      const fills = funnel.of(person);
      steps.forEach((step, n) => fills[step] !== theirs[step]![person] && (needed[n]! |= bit));
    }
  return steps.map((_, n) => ({ rules: enough[n]! || needed[n]!, together: enough[n] === 0 }));
}

/** The funnel by one set of rules, of single people. */
class AskedAgain implements Counted {
  /** Made ready once somebody needs it: some rules make no difference to anybody. */
  #ready: { each: PersonFunnel; quick: QuickFunnel | null } | null = null;
  #fills = new Uint32Array(0);

  constructor(
    readonly input: KernelInput,
    readonly options: FunnelOptions,
  ) {}

  of(person: number): Uint32Array {
    const { count, steps, ties } = this.options;
    const { each, quick } = (this.#ready ??= this.#make());
    this.#fills = new Uint32Array(steps);
    if (quick) quick.block(person, person + 1);
    else if (count === 'attempts') each.attempts(person, null, ties, (way) => this.count(person, way));
    else {
      each.answer(person, null, null);
      this.count(person, each.way);
    }
    return this.#fills;
  }

  #make() {
    const each = new PersonFunnel(this.input, this.options, null);
    return { each, quick: QuickFunnel.of(this.input, this.options, each, this) };
  }

  count(_person: number, way: Way): void {
    for (let k = 0; k < way.depth; k++) if (fillsStep(way, k)) this.#fills[k]!++;
  }

  quick(_person: number, depth: number): void {
    this.#fills.fill(1, 0, depth);
  }
}
