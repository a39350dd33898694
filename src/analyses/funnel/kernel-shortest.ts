import type { KernelInput } from '#log/shard.ts';
import { PersonFunnel } from './kernel-person.ts';
import type { Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** A microsecond in milliseconds: no two windows worth telling apart lie closer. */
const GRAIN = 1 / 1024;

/**
 * The shortest window within which a person reaches a step, whatever the switches: whoever reaches it in one window
 * does in every longer one, so the funnel itself is asked with shorter and shorter ones. What a way found needs is an
 * upper bound, most often the answer, and asking just below it tells.
 */
export class Shortest {
  readonly #options: FunnelOptions;
  readonly #funnel: PersonFunnel;

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#options = { ...options, trend: null, breakdown: null };
    this.#funnel = new PersonFunnel(input, this.#options, null);
  }

  /** In milliseconds, Infinity where no window is long enough. */
  of(person: number, step: number): number {
    let fails = 0;
    let found = this.#needed(person, step, Infinity);
    while (found > 0 && found < Infinity) {
      const shorter = this.#needed(person, step, Math.max(0, found - GRAIN));
      if (shorter >= found) break;
      const middle = fails + (shorter - fails) / 2;
      const half = this.#needed(person, step, middle);
      if (half === Infinity) fails = middle;
      found = Math.min(shorter, half);
    }
    return found;
  }

  /** The window that the way needs which counts within a longer one, Infinity where that is too short as well. */
  #needed(person: number, step: number, windowMs: number): number {
    this.#options.windowMs = windowMs;
    this.#funnel.answer(person, null, null);
    const { way } = this.#funnel;
    if (way.depth <= step) return Infinity;
    return this.#options.windowFrom === 'entry' ? way.time[step]! - way.time[0]! : longestGap(way, step);
  }
}

/** The longest time between two steps, one after the other, up to a step. */
function longestGap({ time }: Way, step: number): number {
  let longest = 0;
  let before = time[0]!;
  for (let k = 1; k <= step; k++) {
    if (Number.isNaN(time[k]!)) continue;
    longest = Math.max(longest, time[k]! - before);
    before = time[k]!;
  }
  return longest;
}
