import { hasBit } from '#log/bitmap.ts';
import { PatternMatcher } from '#log/pattern-matcher.ts';
import type { PatternPlan } from '#log/pattern.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import { BLOCK, type Kernel } from '../kind.ts';

export const IN_RANGE = 1;
export const MATCHED = 2;
/** Every match of theirs may still be undone. */
export const OPEN = 4;

/** What one shard says; shards follow each other by their first person. */
export interface SequencePartial {
  firstPerson: number;
  matches: number;
  /** IN_RANGE, MATCHED and OPEN, by person. */
  flags: Uint8Array;
}

function* run(input: KernelInput, plan: PatternPlan): Generator<void, SequencePartial> {
  const { shard, span, exists } = input;
  const { personStart, event, time } = shard;
  const matcher = new PatternMatcher(plan, { event, time, exists, matches: input.matches });
  const knownMs = Math.min(input.lastMs, span.toMs);
  const flags = new Uint8Array(peopleIn(shard));
  let matches = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < flags.length; p++) {
    let from = personStart[p]!;
    let to = personStart[p + 1]!;
    while (from < to && time[from]! < span.fromMs) from++;
    while (from < to && time[to - 1]! > span.toMs) to--;
    let seen = from;
    while (exists && seen < to && !hasBit(exists, seen)) seen++;
    if (seen < to) {
      const found = matcher.find(seen, to);
      matches += found;
      flags[p] = IN_RANGE | (found > 0 ? MATCHED : 0);
      if (found > 0 && matcher.isOpen(matcher.starts[0]!, knownMs)) flags[p]! |= OPEN;
    }
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return { firstPerson: shard.firstPerson, matches, flags };
}

export const kernel: Kernel<PatternPlan, SequencePartial> = {
  run,
  merge(left, right) {
    const flags = new Uint8Array(left.flags.length + right.flags.length);
    flags.set(left.flags);
    flags.set(right.flags, left.flags.length);
    return { firstPerson: left.firstPerson, matches: left.matches + right.matches, flags };
  },
};
