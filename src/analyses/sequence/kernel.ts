import { hasBit } from '#log/bitmap.ts';
import { Floats } from '#log/numbers.ts';
import { PatternMatcher } from '#log/pattern-matcher.ts';
import { matchesAt, peopleIn, type KernelInput, type ResolvedMatch } from '#log/shard.ts';
import { filled, joined } from '../active-periods.ts';
import { inBlocks } from '../blocks.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { GroupNumbers } from '../group-numbers.ts';
import { firstFrom } from '../in-range.ts';
import type { Kernel } from '../kind.ts';
import type { SequenceOptions } from './switches.ts';

export const IN_RANGE = 1;
export const MATCHED = 2;
/** Every match of theirs may still be undone. */
export const OPEN = 4;

/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;
const ANY_EVENT: ResolvedMatch = { codes: null, mask: null };

/** What one shard says; shards follow each other by their first person. */
export interface SequencePartial {
  of: SequenceOptions;
  firstPerson: number;
  /** IN_RANGE, MATCHED and OPEN, by person. */
  flags: Uint8Array;
  /** How many each has, by person. */
  matches: Uint32Array;
  /** From the first event of each match to its last, by person; empty where a match is no more than one event. */
  tookSeconds: Float64Array;
  /** Of each person in the range; empty without a breakdown. */
  group: Uint32Array;
  keys: GroupKey[];
  /** The same of the range before. */
  previous: SequencePartial | null;
}

function* ofSpan(input: KernelInput, options: SequenceOptions): Generator<void, SequencePartial> {
  const { shard, exists } = input;
  const { personStart, event, time } = shard;
  const { pattern, span, grouped } = options;
  const matcher = new PatternMatcher(pattern, { event, time, exists, matches: input.matches });
  const timed = pattern.steps.length > 1;
  const knownMs = Math.min(input.lastMs, span.toMs);
  const people = peopleIn(shard);
  const flags = new Uint8Array(people);
  const matches = new Uint32Array(people);
  const took = new Floats();
  const groups = grouped ? new Groups(input, pattern.steps[0] ?? -1) : null;
  const group = new Uint32Array(groups ? people : 0);
  yield* inBlocks(personStart, (begin, until) => {
    for (let p = begin; p < until; p++) {
      let from = firstFrom(time, personStart[p]!, personStart[p + 1]!, span.fromMs);
      const to = firstFrom(time, from, personStart[p + 1]!, span.toMs + LEAST_MS);
      while (exists && from < to && !hasBit(exists, from)) from++;
      if (from === to) continue;
      const found = matcher.find(from, to);
      matches[p] = found;
      flags[p] = IN_RANGE | (found > 0 ? MATCHED : 0);
      if (found > 0 && matcher.isOpen(matcher.starts[0]!, knownMs)) flags[p]! |= OPEN;
      if (timed)
        for (let m = 0; m < found; m++)
          took.push(Math.round((time[matcher.lasts[m]!]! - time[matcher.starts[m]!]!) * 1000) / 1e6);
      if (groups) group[p] = groups.of(from, to);
    }
  });
  return {
    of: options,
    firstPerson: shard.firstPerson,
    flags,
    matches,
    tookSeconds: filled(took),
    group,
    keys: groups?.keys ?? [],
    previous: null,
  };
}

/** Puts each unit into one group, whether or not it has a match. */
class Groups {
  readonly #input: KernelInput;
  readonly #numbers: GroupNumbers;
  readonly #begins: ResolvedMatch;

  /** `first`: number of the match that the pattern begins with; −1 = any event. */
  constructor(input: KernelInput, first: number) {
    this.#input = input;
    this.#numbers = new GroupNumbers(input.columns);
    this.#begins = first < 0 ? ANY_EVENT : input.matches[first]!;
  }

  get keys(): GroupKey[] {
    return this.#numbers.keys;
  }

  /** Of a unit with these events of the shard, of which the first exists. */
  of(from: number, to: number): number {
    const { shard, exists, columns } = this.#input;
    let valued = from;
    let has = false;
    for (let e = from; e < to; e++) {
      if ((exists && !hasBit(exists, e)) || !columns.some(({ codes }) => codes[e] !== 0)) continue;
      if (matchesAt(this.#begins, shard.event[e]!, e)) return this.#numbers.at(e);
      if (!has) valued = e;
      has = true;
    }
    return this.#numbers.at(valued);
  }
}

export const kernel: Kernel<SequenceOptions, SequencePartial> = {
  *run(input, options) {
    const partial = yield* ofSpan(input, options);
    if (!options.previous) return partial;
    // the breakdown is of the range asked for
    const before = { ...options, span: options.previous, grouped: false, previous: null };
    return { ...partial, previous: yield* ofSpan(input, before) };
  },

  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      of: left.of,
      firstPerson: left.firstPerson,
      flags: joined(left.flags, right.flags),
      matches: joined(left.matches, right.matches),
      tookSeconds: joined(left.tookSeconds, right.tookSeconds),
      group: joined(
        left.group,
        right.group.map((group) => renumbered[group]!),
      ),
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
