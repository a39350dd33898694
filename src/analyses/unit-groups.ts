import { hasBit } from '#log/bitmap.ts';
import { matchesAt, type KernelInput } from '#log/shard.ts';
import { OTHER, type GroupKey, type GroupValue } from './breakdown-groups.ts';
import { GroupNumbers } from './group-numbers.ts';

/** Puts each unit into one group: by its first event that matches and carries a value. */
export class UnitGroups {
  readonly #input: KernelInput;
  readonly #numbers: GroupNumbers;

  constructor(input: KernelInput) {
    this.#input = input;
    this.#numbers = new GroupNumbers(input.columns);
  }

  get keys(): GroupKey[] {
    return this.#numbers.keys;
  }

  /** Of a unit with the shard's events up to `to`, of which `first` matches. */
  of(first: number, to: number): number {
    const { shard, exists, matches, columns } = this.#input;
    for (let e = first; e < to; e++) {
      if (!columns.some(({ codes }) => codes[e] !== 0)) continue;
      if (exists && !hasBit(exists, e)) continue;
      if (matchesAt(matches[0]!, shard.event[e]!, e)) return this.#numbers.at(e);
    }
    return this.#numbers.at(first);
  }
}

/** Which groups a pointer's `value` is about: one that is listed, the others together, or one of these. */
export function groupsBehind(
  { values, place }: { values: GroupValue[]; place: Int32Array },
  keys: readonly GroupKey[],
  value: unknown,
): (group: number) => boolean {
  const wanted = value === '' ? null : value;
  const listed = values.findIndex((each) => JSON.stringify(each) === JSON.stringify(wanted));
  const key = JSON.stringify([wanted].flat());
  return (group) =>
    listed >= 0 && (values[listed] !== OTHER || value === OTHER)
      ? place[group] === listed
      : JSON.stringify(keys[group]) === key;
}
