import { hasBit } from '#log/bitmap.ts';
import { matchesAt, peopleIn, type KernelInput } from '#log/shard.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { GroupNumbers } from '../group-numbers.ts';
import { firstFrom, hasEvent } from '../in-range.ts';
import { BLOCK, type Kernel } from '../kind.ts';
import { joinRows, regrouped } from '../rows.ts';
import { OPEN, PAIR, UNMATCHED, WaitList, type Waits } from './kernel-waits.ts';
import type { IntervalOptions } from './switches.ts';

/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;

/** What one shard says. */
export interface IntervalPartial {
  of: IntervalOptions;
  /** Units with an event in the range. */
  units: number;
  waits: Waits;
  keys: GroupKey[];
  /** The same of the range before. */
  previous: IntervalPartial | null;
}

/** Which event of each value waits for its other one; without a value to share there is one place for all. */
class Pending {
  readonly #event: Int32Array;
  readonly #values: number[] = [];
  size = 0;

  constructor(values: number) {
    this.#event = new Int32Array(values).fill(-1);
  }

  /** −1 where none does. */
  of(value: number): number {
    return this.#event[value]!;
  }

  begin(value: number, event: number): void {
    this.size++;
    this.#values.push(value);
    this.#event[value] = event;
  }

  end(value: number): void {
    this.#event[value] = -1;
    this.size--;
  }

  /** Those still waiting, in the order in which their values came; none is left. */
  drain(each: (event: number) => void): void {
    for (const value of this.#values) {
      const event = this.#event[value]!;
      if (event < 0) continue;
      this.#event[value] = -1;
      each(event);
    }
    this.#values.length = 0;
    this.size = 0;
  }
}

function* ofSpan(input: KernelInput, options: IntervalOptions): Generator<void, IntervalPartial> {
  const { shard, exists, columns, lastMs } = input;
  const { personStart, event, time } = shard;
  const { span, all, capMs } = options;
  const [from, to] = [input.matches[0]!, input.matches[1]!];
  const same = options.same === null ? null : columns[options.same]!;
  const groups = options.grouped > 0 ? new GroupNumbers(columns.slice(0, options.grouped)) : null;
  const afterMs = span.toMs + LEAST_MS;
  const pending = new Pending(same ? same.values.length + 1 : 1);
  const list = new WaitList();
  const people = peopleIn(shard);
  let units = 0;
  let nextBreath = BLOCK;
  let person = 0;
  const put = (begun: number, seconds: number, state: number): void =>
    list.push(person, time[begun]!, seconds, state, groups ? groups.at(begun) : -1);
  const lose = (begun: number): void => {
    const closesMs = time[begun]! + capMs;
    if (lastMs < closesMs) put(begun, (lastMs - time[begun]!) / 1000, OPEN);
    else put(begun, capMs / 1000, UNMATCHED);
  };
  for (let p = 0; p < people; p++) {
    const last = personStart[p + 1]!;
    person = shard.firstPerson + p;
    let isOver = false;
    for (let e = firstFrom(time, personStart[p]!, last, span.fromMs); e < last && !isOver; e++) {
      const inRange = time[e]! < afterMs;
      if (!inRange && pending.size === 0) break;
      if (exists && !hasBit(exists, e)) continue;
      const value = same ? same.codes[e]! : 0;
      if (same && value === 0) continue;
      const begun = pending.of(value);
      if (begun >= 0) {
        const lateMs = time[e]! - time[begun]!;
        if (lateMs > capMs) lose(begun);
        else if (matchesAt(to, event[e]!, e)) put(begun, lateMs / 1000, PAIR);
        else continue;
        pending.end(value);
        isOver = !all;
      }
      // what ends a pair may begin the next one
      if (!isOver && inRange && (all || pending.size === 0) && matchesAt(from, event[e]!, e)) pending.begin(value, e);
    }
    pending.drain(lose);
    if (hasEvent(input, p, span.fromMs, afterMs)) units++;
    if (last >= nextBreath) {
      nextBreath = last + BLOCK;
      yield;
    }
  }
  return { of: options, units, waits: list.done(), keys: groups?.keys ?? [], previous: null };
}

export const kernel: Kernel<IntervalOptions, IntervalPartial> = {
  *run(input, options) {
    const partial = yield* ofSpan(input, options);
    if (!options.previous) return partial;
    // the breakdown is of the range asked for
    const before = { ...options, span: options.previous, grouped: 0, previous: null };
    return { ...partial, previous: yield* ofSpan(input, before) };
  },

  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      of: left.of,
      units: left.units + right.units,
      waits: joinRows(left.waits, regrouped(right.waits, renumbered)),
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
