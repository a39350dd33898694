import { hasBit } from '#log/bitmap.ts';
import { Floats, Numbers } from '#log/numbers.ts';
import { earliestIn, matchesAt, peopleIn, type KernelInput } from '#log/shard.ts';
import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import { durationMs } from '#vocabulary/duration.ts';
import { filled, joined, periodAt, periodEdges } from '../active-periods.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { firstFrom, hasEvent } from '../in-range.ts';
import { BLOCK, type Kernel } from '../kind.ts';
import { joinRows, regrouped } from '../rows.ts';
import { UnitGroups } from '../unit-groups.ts';
import type { Rows } from './kernel-rows.ts';
import type { DistributionOptions } from './switches.ts';

/** Times are kept to the microsecond. */
const LEAST_MS = 0.001;

/** A range of more hours, days, weeks or months has no answer. */
export const MOST_PERIODS = 50_000;

/** What one shard says. */
export interface DistributionPartial {
  of: DistributionOptions;
  /** Units with an event in the range. */
  units: number;
  /** Of periods that are over. */
  rows: Rows;
  /** Of the period that is not over when the log ends. */
  open: Rows;
  /** Units with an event in the range and no number. */
  none: Uint32Array;
  /** Events that would count, but carry no number. */
  numberless: number;
  tooMany: boolean;
  keys: GroupKey[];
  /** The same of the range before. */
  previous: DistributionPartial | null;
}

/** Which period of a rule an event lies in; a unit's events come by time. */
class Periods {
  #at = 0;
  #endsMs = -Infinity;

  constructor(readonly edges: Float64Array) {}

  begin(): void {
    this.#at = 0;
    this.#endsMs = -Infinity;
  }

  /** Whether the event lies in a later one than the unit's last. */
  isNext(timeMs: number): boolean {
    if (timeMs < this.#endsMs) return false;
    this.#at = periodAt(this.edges, timeMs, this.#at);
    this.#endsMs = this.edges[this.#at + 1]!;
    return true;
  }

  get endsMs(): number {
    return this.#endsMs;
  }
}

/** Rows while they are found. */
class RowList {
  readonly person = new Numbers();
  readonly amount = new Floats();
  readonly group = new Numbers();

  done(): Rows {
    return { person: filled(this.person), amount: filled(this.amount), group: filled(this.group) };
  }
}

function* ofSpan(input: KernelInput, options: DistributionOptions): Generator<void, DistributionPartial> {
  const { shard, exists, lastMs } = input;
  const { personStart, event, time } = shard;
  const { span, sums } = options;
  const afterMs = span.toMs + LEAST_MS;
  const match = input.matches[0]!;
  const amounts = sums ? input.amounts![0]! : null;
  const people = peopleIn(shard);
  const earliestMs = earliestIn(shard);
  const fromMs = Math.max(span.fromMs, earliestMs);
  const endMs = Math.min(span.toMs, lastMs);
  const isTooLong = (rule: BucketRule | null): boolean =>
    rule !== null && (endMs - fromMs) / durationMs({ n: 1, unit: rule.interval }) > MOST_PERIODS;
  const tooMany = isTooLong(options.days) || isTooLong(options.periods);
  const cut = fromMs <= endMs && !tooMany;
  const dayEdges = cut && options.days ? yield* periodEdges(options.days, fromMs, endMs) : null;
  const periodEnds = cut && options.periods ? yield* periodEdges(options.periods, fromMs, endMs) : null;
  const days = dayEdges && new Periods(dayEdges);
  const periods = periodEnds && new Periods(periodEnds);
  const groups = options.grouped ? new UnitGroups(input) : null;
  const closed = new RowList();
  const open = new RowList();
  const none = new Numbers();
  let units = 0;
  let numberless = 0;
  let nextBreath = BLOCK;
  const put = (isOpen: boolean, person: number, amount: number, group: number): void => {
    const list = isOpen ? open : closed;
    list.person.push(person);
    list.amount.push(amount);
    if (groups) list.group.push(group);
  };
  for (let p = 0; p < people; p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    const person = shard.firstPerson + p;
    const begin = cut ? firstFrom(time, from, to, span.fromMs) : to;
    const stop = firstFrom(time, begin, to, afterMs);
    days?.begin();
    periods?.begin();
    let first = -1;
    let group = 0;
    let counts = false;
    let isOpen = false;
    let amount = 0;
    for (let e = begin; e < stop; e++) {
      if ((exists && !hasBit(exists, e)) || !matchesAt(match, event[e]!, e)) continue;
      if (first < 0) first = e;
      const number = amounts === null ? 1 : amounts[e]!;
      if (!Number.isFinite(number)) {
        numberless++;
        continue;
      }
      if (!counts && groups) group = groups.of(first, stop);
      if (periods ? periods.isNext(time[e]!) : !counts) {
        if (counts) put(isOpen, person, amount, group);
        isOpen = periods !== null && periods.endsMs > lastMs;
        amount = 0;
        counts = true;
      }
      if (!days || days.isNext(time[e]!)) amount += number;
    }
    if (counts) put(isOpen, person, amount, group);
    if (hasEvent(input, p, span.fromMs, afterMs)) {
      units++;
      if (!counts) none.push(person);
    }
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return {
    of: options,
    units,
    rows: closed.done(),
    open: open.done(),
    none: filled(none),
    numberless,
    tooMany,
    keys: groups?.keys ?? [],
    previous: null,
  };
}

export const kernel: Kernel<DistributionOptions, DistributionPartial> = {
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
      units: left.units + right.units,
      rows: joinRows(left.rows, regrouped(right.rows, renumbered)),
      open: joinRows(left.open, regrouped(right.open, renumbered)),
      none: joined(left.none, right.none),
      numberless: left.numberless + right.numberless,
      tooMany: left.tooMany || right.tooMany,
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
