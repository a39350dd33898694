import { PatternMatcher } from '#log/pattern-matcher.ts';
import type { KernelInput } from '#log/shard.ts';
import type { PathsOptions } from './switches.ts';

/**
 * Tells visits that hold a pattern. It looks at every event of a visit, also at those that are no nodes: these belong
 * to it between its first and last node, and as long as the pause allows before and after; to the earlier of two visits.
 */
export class VisitPattern {
  readonly #matcher: PatternMatcher;
  readonly #time: Float64Array;
  readonly #gapUs: number;
  /** Events before this one belong to visits before, or to other people. */
  #free = 0;

  constructor(
    { shard, exists, matches }: KernelInput,
    { plan, from }: NonNullable<PathsOptions['pattern']>,
    gapUs: number,
  ) {
    const { event, time } = shard;
    this.#matcher = new PatternMatcher(plan, { event, time, exists, matches: matches.slice(from) });
    this.#time = time;
    this.#gapUs = gapUs;
  }

  /** From here on come the events of another person. */
  begin(event: number): void {
    this.#free = event;
  }

  /** Of a visit whose nodes are events from `first` to `last`; at `next` begins the next visit or person. */
  holds(first: number, last: number, next: number): boolean {
    let from = first;
    while (from > this.#free && this.#isNear(from - 1, first)) from--;
    let to = last + 1;
    while (to < next && this.#isNear(last, to)) to++;
    this.#free = to;
    return this.#matcher.find(from, to, 1) > 0;
  }

  #isNear(before: number, after: number): boolean {
    return Math.round((this.#time[after]! - this.#time[before]!) * 1000) <= this.#gapUs;
  }
}
