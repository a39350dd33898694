import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { noWay, type Way } from './kernel-journey.ts';
import type { PersonFunnel } from './kernel-person.ts';
import type { Tally } from './kernel-tally.ts';
import type { FunnelOptions } from './switches.ts';

/**
 * The common question: steps in order, by names of which none is in two steps, within a window from the entry.
 * One byte is read for an event of no step, its time only for the others. People whose ties could decide, or who
 * begin so often that attempts would be read over and over, are left to the general way, which knows every switch.
 */
export class QuickFunnel {
  readonly #way: Way;
  readonly #now: Float64Array;

  private constructor(
    readonly input: KernelInput,
    readonly options: FunnelOptions,
    readonly each: PersonFunnel,
    readonly tally: Tally,
    /** Step of a code counted from 1, 0 = none. */
    readonly stepOf: Uint8Array,
  ) {
    this.#way = noWay(options.steps);
    this.#now = new Float64Array(options.steps);
  }

  /** Null where the question is not of this sort. */
  static of(input: KernelInput, options: FunnelOptions, each: PersonFunnel, tally: Tally): QuickFunnel | null {
    if (options.order !== 'ordered' || options.windowFrom !== 'entry' || options.windowEvents !== Infinity) return null;
    if (options.attempt === 'latest') return null;
    const stepOf = new Uint8Array(input.shard.event instanceof Uint8Array ? 256 : 65536);
    for (let k = 0; k < options.steps; k++) {
      const { codes } = input.matches[k]!;
      if (!codes) {
        if (options.steps > 1) return null;
        stepOf.fill(1);
        continue;
      }
      for (let c = 0; c < codes.length; c++) {
        if (codes[c] !== 1) continue;
        if (stepOf[c] !== 0) return null;
        stepOf[c] = k + 1;
      }
    }
    return new QuickFunnel(input, options, each, tally, stepOf);
  }

  /** Counts the people [first, last) of the shard. */
  block(first: number, last: number): void {
    const { stepOf, tally, each } = this;
    const { shard, exists, matches, span } = this.input;
    const { event, time, personStart } = shard;
    const { steps, windowMs, graceMs, lateSteps } = this.options;
    const { fromMs, toMs } = span;
    const once = this.options.attempt === 'first';
    const masks = matches.map(({ mask }) => mask);
    const ruled = exists !== null || masks.some((mask) => mask !== null);
    const way = this.#way;
    const best = way.time;
    const now = this.#now;

    people: for (let person = first; person < last; person++) {
      const begin = personStart[person]!;
      const end = personStart[person + 1]!;
      let depth = 0;
      let limit = 0;
      let next = -1;
      let before = -1;
      let beforeStep = 0;
      let budget = 4 * (end - begin) + 64;
      way.depth = 0;
      for (let i = begin; i < end; i++) {
        const step = stepOf[event[i]!]!;
        if (step === 0) continue;
        if (ruled) {
          if (exists !== null && !hasBit(exists, i)) continue;
          const mask = masks[step - 1]!;
          if (mask !== null && !hasBit(mask, i)) continue;
        }
        const tie = before >= 0 && step !== beforeStep ? before : -1;
        before = i;
        beforeStep = step;
        if (depth === 0 && step !== 1) continue;
        const t = time[i]!;
        if (tie >= 0 && t - time[tie]! <= graceMs) {
          each.solve(person);
          tally.count(person, each.way, each.decidedByTies);
          continue people;
        }
        if (depth > 0 && t > limit) {
          if (depth > way.depth) {
            way.depth = depth;
            for (let k = 0; k < depth; k++) best[k] = now[k]!;
          }
          if (once) {
            depth = 0;
            break;
          }
          depth = 0;
          if (next >= 0) {
            budget -= i - next;
            if (budget < 0) {
              each.solve(person);
              tally.count(person, each.way, each.decidedByTies);
              continue people;
            }
            i = next - 1;
            next = before = -1;
            continue;
          }
          if (step !== 1) continue;
        }
        if (depth === 0) {
          if (t < fromMs) continue;
          if (t > toMs) break;
          now[0] = t;
          depth = 1;
          limit = lateSteps ? t + windowMs : Math.min(t + windowMs, toMs);
          if (steps === 1) break;
        } else if (step === depth + 1) {
          now[depth++] = t;
          if (depth === steps) break;
        } else if (step === 1 && next < 0) next = i;
      }
      if (depth > way.depth) {
        way.depth = depth;
        for (let k = 0; k < depth; k++) best[k] = now[k]!;
      }
      tally.count(person, way, false);
    }
  }
}
