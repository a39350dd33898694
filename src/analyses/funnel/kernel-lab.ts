import { peopleIn, type KernelInput } from '#log/shard.ts';
import { Causes, type Cause, type Fills } from './kernel-causes.ts';
import type { JoinLists } from './kernel-groups.ts';
import { filledIn } from './kernel-rows.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { labBase, type LabOptions, type LabRule } from './switches-lab.ts';
import type { FunnelOptions } from './switches.ts';

/** The funnel by the rules of every preset asked for. */
export interface LabPartial {
  /** Of each preset which of the funnels below is its; -1 = the question's own. */
  of: number[];
  funnels: LabFunnel[];
}

export interface LabFunnel {
  /** Those in which it differs from the question. */
  rules: LabRule[];
  partial: FunnelPartial;
  differences: Differences;
}

/**
 * Who gets to which step more or less often than by the question's rules, one entry for each person and step, by person.
 * Where people are counted that is: gets there, or does not.
 */
export interface Differences {
  /** Index in the whole log. */
  person: Uint32Array;
  step: Uint8Array;
  /** 1 = gets there by these rules and not by the question's, or more often. */
  gained: Uint8Array;
  /** Bits of the rules that cause it; 0 = no single one is needed. */
  rules: Uint8Array;
  /** 1 = no rule alone makes the difference. */
  together: Uint8Array;
}

/** Events looked at again between two breaths. */
const BLOCK = 1 << 14;

/** Runs the funnel by every variant and finds who differs, and why. `base` is the question's own partial. */
export function* labIn(
  input: KernelInput,
  options: FunnelOptions,
  { variants, of }: LabOptions,
  base: FunnelPartial,
  run: (input: KernelInput, options: FunnelOptions) => Generator<void, FunnelPartial>,
): Generator<void, LabPartial> {
  const alone = { breakdown: null, trend: null, windowCurve: null, why: null, previous: null };
  const plainly: FunnelOptions = { ...labBase(options), ...alone };
  const ours = yield* fillsOf(base, input);
  const causes = new Causes(input, plainly);
  const funnels: LabFunnel[] = [];
  for (const variant of variants) {
    const partial = yield* run(input, { ...plainly, ...variant.switches });
    const theirs = yield* fillsOf(partial, input);
    const differences = yield* differencesOf(input, ours, theirs, causes.of(variant));
    funnels.push({ rules: variant.rules, partial, differences });
  }
  return { of, funnels };
}

/** How often each person of the shard gets to a step, by step. */
function* fillsOf(partial: FunnelPartial, { shard }: KernelInput): Generator<void, Fills> {
  const { person, firstPerson, times } = partial;
  const fills: Uint32Array[] = [];
  for (let step = 0; step < times.length; step++) {
    const filled = filledIn(partial, step);
    const many = person ? new Uint32Array(peopleIn(shard)) : Uint32Array.from(filled);
    if (person) for (let row = 0; row < filled.length; row++) many[person[row]! - firstPerson]! += filled[row]!;
    fills.push(many);
    yield;
  }
  return fills;
}

function* differencesOf(
  { shard }: KernelInput,
  ours: Fills,
  theirs: Fills,
  causesOf: ReturnType<Causes['of']>,
): Generator<void, Differences> {
  const found = new DifferenceList();
  let read = 0;
  for (let p = 0; p < peopleIn(shard); p++) {
    // most differ nowhere
    let first = 0;
    while (first < ours.length && ours[first]![p] === theirs[first]![p]) first++;
    if (first < ours.length) {
      const steps = ours.flatMap((own, step) => (own[p] === theirs[step]![p] ? [] : [step]));
      causesOf(p, steps, theirs).forEach((cause, n) => {
        const step = steps[n]!;
        found.push(shard.firstPerson + p, step, theirs[step]![p]! > ours[step]![p]!, cause);
      });
      read += shard.personStart[p + 1]! - shard.personStart[p]!;
    }
    if (++read < BLOCK) continue;
    read = 0;
    yield;
  }
  return found.done();
}

class DifferenceList {
  readonly #person: number[] = [];
  /** The step in the lowest byte, then the rules, then one bit each for gained and together. */
  readonly #what: number[] = [];

  push(person: number, step: number, gained: boolean, { rules, together }: Cause): void {
    this.#person.push(person);
    this.#what.push(step + 0x100 * rules + (gained ? 0x10000 : 0) + (together ? 0x20000 : 0));
  }

  done(): Differences {
    const byte = (shift: number, mask: number): Uint8Array =>
      Uint8Array.from(this.#what, (what) => (what >> shift) & mask);
    return {
      person: Uint32Array.from(this.#person),
      step: byte(0, 0xff),
      rules: byte(8, 0xff),
      gained: byte(16, 1),
      together: byte(17, 1),
    };
  }
}

export const mergeLab = (
  left: LabPartial,
  right: LabPartial,
  merge: (left: FunnelPartial, right: FunnelPartial) => FunnelPartial,
  joined: JoinLists,
): LabPartial => ({
  of: left.of,
  funnels: left.funnels.map(({ rules, partial, differences }, v) => {
    const other = right.funnels[v]!.differences;
    return {
      rules,
      partial: merge(partial, right.funnels[v]!.partial),
      differences: {
        person: joined(differences.person, other.person),
        step: joined(differences.step, other.step),
        gained: joined(differences.gained, other.gained),
        rules: joined(differences.rules, other.rules),
        together: joined(differences.together, other.together),
      },
    };
  }),
});
