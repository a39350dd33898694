import { peopleIn, type KernelInput } from '#log/shard.ts';
import { Causes, type Fills } from './kernel-causes.ts';
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
  const ours = fillsOf(base, input);
  const causes = new Causes(input, plainly);
  const funnels: LabFunnel[] = [];
  for (const variant of variants) {
    const partial = yield* run(input, { ...plainly, ...variant.switches });
    const differences = yield* differencesOf(input, ours, fillsOf(partial, input), causes.of(variant));
    funnels.push({ rules: variant.rules, partial, differences });
  }
  return { of, funnels };
}

/** How often each person of the shard gets to a step, by step. */
function fillsOf(partial: FunnelPartial, { shard }: KernelInput): Fills {
  const { person, firstPerson, times } = partial;
  return times.map((_, step) => {
    const filled = filledIn(partial, step);
    if (!person) return Uint32Array.from(filled);
    const many = new Uint32Array(peopleIn(shard));
    for (let row = 0; row < filled.length; row++) many[person[row]! - firstPerson]! += filled[row]!;
    return many;
  });
}

function* differencesOf(
  { shard }: KernelInput,
  ours: Fills,
  theirs: Fills,
  causesOf: ReturnType<Causes['of']>,
): Generator<void, Differences> {
  const rows: { person: number; step: number; gained: boolean; rules: number; together: boolean }[] = [];
  const differs = whoDiffers(ours, theirs);
  let read = 0;
  for (let p = 0; p < differs.length; p++) {
    if (differs[p] === 0) continue;
    const steps = ours.flatMap((own, step) => (own[p] === theirs[step]![p] ? [] : [step]));
    causesOf(p, steps, theirs).forEach((cause, n) => {
      const step = steps[n]!;
      rows.push({ person: shard.firstPerson + p, step, gained: theirs[step]![p]! > ours[step]![p]!, ...cause });
    });
    read += shard.personStart[p + 1]! - shard.personStart[p]!;
    if (read < BLOCK) continue;
    read = 0;
    yield;
  }
  return {
    person: Uint32Array.from(rows, ({ person }) => person),
    step: Uint8Array.from(rows, ({ step }) => step),
    gained: Uint8Array.from(rows, ({ gained }) => Number(gained)),
    rules: Uint8Array.from(rows, ({ rules }) => rules),
    together: Uint8Array.from(rows, ({ together }) => Number(together)),
  };
}

/** 1 at each person who gets to some step more or less often. */
function whoDiffers(ours: Fills, theirs: Fills): Uint8Array {
  const differs = new Uint8Array(ours[0]!.length);
  ours.forEach((own, step) => {
    const other = theirs[step]!;
    for (let p = 0; p < own.length; p++) if (own[p] !== other[p]) differs[p] = 1;
  });
  return differs;
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
