import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { needsEveryAttempt, type PersonFunnel } from './kernel-person.ts';
import { stepOfCodes } from './kernel-step-codes.ts';
import type { Tally } from './kernel-tally.ts';
import type { FunnelOptions } from './switches.ts';

/** Where people go that were counted. */
export type Counted = Pick<Tally, 'count' | 'quick'>;

/**
 * The common question: steps in order, by names of which none is in two steps, within a window from the entry.
 * Of most events one byte is read, the time only of those that fill a step. An event of another step at the instant of
 * a filled one could decide by its tie: such people, and those who begin so often that attempts would be read over and
 * over, are left to the general way, which knows every switch.
 */
export class QuickFunnel {
  /** Times of the best attempt of a person, and of one that may become it. */
  private readonly best: Float64Array;
  private readonly now: Float64Array;
  readonly #ruled: boolean;

  private constructor(
    readonly input: KernelInput,
    readonly options: FunnelOptions,
    readonly each: PersonFunnel,
    readonly tally: Counted,
    /** Step of a code counted from 1, 0 = none. */
    readonly stepOf: Uint8Array,
  ) {
    this.best = new Float64Array(options.steps);
    this.now = new Float64Array(options.steps);
    this.#ruled = input.exists !== null || input.matches.some(({ mask }) => mask !== null);
  }

  /** Null where the question is not of this sort. */
  static of(input: KernelInput, options: FunnelOptions, each: PersonFunnel, tally: Counted): QuickFunnel | null {
    if (options.order !== 'ordered' || options.windowFrom !== 'entry' || options.windowEvents !== Infinity) return null;
    if (options.attempt === 'latest' || needsEveryAttempt(options)) return null;
    if (options.count === 'attempts' || options.optional.length > 0) return null;
    const stepOf = stepOfCodes(input, options.steps);
    return stepOf && new QuickFunnel(input, options, each, tally, stepOf);
  }

  /** Counts the people [first, last) of the shard. */
  block(first: number, last: number): void {
    const { stepOf, tally, each } = this;
    const { event, time, personStart } = this.input.shard;
    const { fromMs, toMs } = this.input.span;
    const { steps, windowMs, graceMs, lateSteps } = this.options;
    const once = this.options.attempt === 'first';
    const ruled = this.#ruled;
    const { best, now } = this;

    people: for (let person = first; person < last; person++) {
      const begin = personStart[person]!;
      const end = personStart[person + 1]!;
      let budget = 4 * (end - begin) + 64;
      let depth = 0;
      let opened = -1;
      let limit = 0;
      let least = fromMs;
      let deepest = 0;
      // the first attempt is the best so far: its times need no second place
      let times = best;
      for (let i = begin; ;) {
        const wanted = depth + 1;
        while (i < end && stepOf[event[i]!]! !== wanted) i++;
        if (i === end) break;
        if (ruled && !this.#passes(i, depth)) {
          i++;
          continue;
        }
        const t = time[i]!;
        if (depth === 0) {
          if (t > toMs) break;
          if (t < least) {
            i++;
            continue;
          }
        } else if (t > limit) {
          if (depth > deepest) {
            deepest = depth;
            if (times === now) best.set(now);
          }
          times = now;
          depth = 0;
          if (once || (!lateSteps && t > toMs)) break;
          // A later attempt comes to this step here or later, so it is deeper only if its window takes this in:
          // the next to try is the first entry within the window before, else the first after.
          if (t - windowMs > least) least = t - windowMs;
          let next = i + 1;
          for (let j = i - 1; j > opened && time[j]! >= least; j--) {
            budget--;
            if (stepOf[event[j]!] === 1) next = j;
          }
          budget -= i - next;
          if (budget < 0) {
            each.solve(person);
            tally.count(person, each.way, each.journey.time, each.decidedByTies);
            continue people;
          }
          i = next;
          continue;
        }
        for (let j = i - 1; j >= begin && t - time[j]! <= graceMs; j--) {
          const other = stepOf[event[j]!]!;
          if (other === 0 || other === wanted) continue;
          each.solve(person);
          tally.count(person, each.way, each.journey.time, each.decidedByTies);
          continue people;
        }
        if (depth === 0) {
          opened = i;
          limit = lateSteps ? t + windowMs : Math.min(t + windowMs, toMs);
        }
        times[depth++] = t;
        if (depth === steps) break;
        i++;
      }
      if (depth > deepest) {
        deepest = depth;
        if (times === now) best.set(now);
      }
      tally.quick(person, deepest, best);
    }
  }

  #passes(i: number, step: number): boolean {
    const { exists, matches } = this.input;
    const { mask } = matches[step]!;
    return (exists === null || hasBit(exists, i)) && (mask === null || hasBit(mask, i));
  }
}
