import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { stepOfCodes } from './kernel-step-codes.ts';
import type { FunnelOptions } from './switches.ts';

/**
 * The shortest windows from the entry where steps come in order and no name is in two of them: of each step the latest
 * start from which it is reached is known, event by event, and the window is the time since that start. Events of one
 * instant fill one step each, so all that ties say is whether a step may follow another one of its instant.
 */
export class QuickWindows {
  /** In milliseconds by step, of the person read; Infinity where no window is long enough. */
  readonly least: Float64Array;
  /** Latest start from which each step was reached, −Infinity = none. */
  readonly #start: Float64Array;
  /** The same before the instant at which it changed. */
  readonly #earlier: Float64Array;
  readonly #changedAt: Float64Array;
  readonly #seenAt: Float64Array;
  readonly #ruled: boolean;

  private constructor(
    readonly input: KernelInput,
    readonly options: FunnelOptions,
    readonly stepOf: Uint8Array,
    /** The two steps whose windows are wanted; of the first one nothing where it is the funnel's. */
    readonly from: number,
    readonly last: number,
  ) {
    // a place behind the last step that no event fills
    const size = last + 2;
    this.least = new Float64Array(size);
    this.#start = new Float64Array(size);
    this.#earlier = new Float64Array(size);
    this.#changedAt = new Float64Array(size);
    this.#seenAt = new Float64Array(size);
    this.#ruled = input.exists !== null || input.matches.some(({ mask }) => mask !== null);
  }

  /** Null where the question is not of this sort. */
  static of(input: KernelInput, options: FunnelOptions, from: number, last: number): QuickWindows | null {
    if (options.order !== 'ordered' || options.windowFrom !== 'entry' || options.windowEvents !== Infinity) return null;
    if (options.hold > 0 || options.optional.length > 0) return null;
    const stepOf = stepOfCodes(input, options.steps);
    return stepOf && new QuickWindows(input, options, stepOf, from, last);
  }

  /**
   * False where grace makes events exchangeable that are not of one instant.
   * @param end see `endOf`
   */
  read(person: number, end: number): boolean {
    const { graceMs } = this.options;
    const first = this.#first(person, end);
    for (let k = 0; k <= this.last; k++) {
      this.least[k] = Infinity;
      this.#start[k] = -Infinity;
    }
    if (first === end || (graceMs === 0 && this.#readUntied(first, end))) return true;
    return this.#readTied(first, end);
  }

  /** Where to end: behind the last event that can complete a way, and those so close that they count before it. At a person's first event where there is none. */
  endOf(person: number): number {
    const { event, time, personStart } = this.input.shard;
    const { stepOf } = this;
    const begin = personStart[person]!;
    const all = personStart[person + 1]!;
    const last = this.last + 1;
    const alike = this.from > 0 ? this.from + 1 : last;
    let end = all;
    while (end > begin && stepOf[event[end - 1]!] !== last && stepOf[event[end - 1]!] !== alike) end--;
    if (end === begin) return begin;
    while (end < all && time[end]! - time[end - 1]! <= this.options.graceMs) end++;
    return end;
  }

  /** Where to begin: the first event of the first step, or a later step's that lies close enough to count behind it. */
  #first(person: number, end: number): number {
    const { event, time, personStart } = this.input.shard;
    const begin = personStart[person]!;
    let i = begin;
    while (i < end && this.stepOf[event[i]!] !== 1) i++;
    while (i < end && i > begin && time[i]! - time[i - 1]! <= this.options.graceMs) i--;
    return i;
  }

  /** The common case: no two steps have an event at one instant. False as soon as two have. */
  #readUntied(first: number, end: number): boolean {
    const { stepOf, least } = this;
    const { event, time } = this.input.shard;
    const { fromMs, toMs } = this.input.span;
    const { lateSteps, attempt } = this.options;
    const once = attempt === 'first';
    const ruled = this.#ruled;
    const start = this.#start;
    const wanted = this.last + 1;
    let before = 0;
    let beforeMs = -Infinity;
    for (let i = first; i < end; i++) {
      const step = stepOf[event[i]!]!;
      if (step === 0 || step > wanted || (ruled && !this.#passes(i, step - 1))) continue;
      const t = time[i]!;
      if (t === beforeMs && step !== before) return false;
      before = step;
      beforeMs = t;
      if (t > toMs && !lateSteps) return true;
      if (step === 1) {
        if (t >= fromMs && t <= toMs && !(once && start[0]! > -Infinity)) start[0] = t;
        continue;
      }
      const from = start[step - 2]!;
      if (from <= start[step - 1]!) continue;
      start[step - 1] = from;
      if (t - from < least[step - 1]!) least[step - 1] = t - from;
    }
    return true;
  }

  #readTied(first: number, end: number): boolean {
    const { stepOf, least } = this;
    const { event, time } = this.input.shard;
    const { fromMs, toMs } = this.input.span;
    const { graceMs, lateSteps, ties } = this.options;
    const ruled = this.#ruled;
    const together = ties === 'together';
    const apart = ties === 'apart';
    const once = this.options.attempt === 'first';
    const start = this.#start;
    const earlier = this.#earlier;
    const changedAt = this.#changedAt;
    const seenAt = this.#seenAt;
    const wanted = this.last + 1;
    let before = -1;
    let beforeMs = -Infinity;
    let otherMs = -Infinity;
    for (let k = 0; k <= wanted; k++) {
      least[k] = Infinity;
      start[k] = -Infinity;
      changedAt[k] = seenAt[k] = NaN;
    }
    for (let i = first; i < end; i++) {
      const step = stepOf[event[i]!]!;
      if (step === 0 || step > wanted || (ruled && !this.#passes(i, step - 1))) continue;
      const t = time[i]!;
      if (t > toMs && !lateSteps) break;
      if (graceMs > 0) {
        if (step !== before) otherMs = beforeMs;
        if (t - otherMs <= graceMs) return false;
        before = step;
        beforeMs = t;
      }
      if (step === 1 && (t < fromMs || t > toMs || (once && start[0]! > -Infinity))) continue;
      for (let k = step - 1; ; k++) {
        const from = k === 0 ? t : apart && changedAt[k - 1] === t ? earlier[k - 1]! : start[k - 1]!;
        if (from > start[k]!) {
          if (apart && changedAt[k] !== t) {
            changedAt[k] = t;
            earlier[k] = start[k]!;
          }
          start[k] = from;
          if (t - from < least[k]!) least[k] = t - from;
        }
        if (!together) break;
        seenAt[k] = t;
        // what stood before this event at its instant may as well stand behind it
        if (seenAt[k + 1] !== t) break;
      }
    }
    return true;
  }

  #passes(i: number, step: number): boolean {
    const { exists, matches } = this.input;
    const { mask } = matches[step]!;
    return (exists === null || hasBit(exists, i)) && (mask === null || hasBit(mask, i));
  }
}
