import { copyWay, noWay, type Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** Which of a person's attempts counts, some of them spoilt by excluded events. Attempts may come in any order. */
export class Verdict {
  /** The attempt that counts; depth 0 = none, or the unit left the funnel. */
  readonly way: Way;
  /** Depth of the deepest attempt, spoilt or not. */
  #deepest = 0;
  #startMs = Infinity;
  readonly #unit: boolean;

  constructor(readonly options: FunnelOptions) {
    this.way = noWay(options.steps);
    this.#unit = options.excluded === 'unit';
  }

  begin(): void {
    this.way.depth = 0;
    this.way.ended = false;
    this.#deepest = 0;
    this.#startMs = Infinity;
  }

  /** Whether the unit leaves the funnel: its deepest attempts, or the only one that may count, are all spoilt. */
  get left(): boolean {
    return this.#unit && this.#deepest > 0 && this.way.depth === 0;
  }

  /** Weighs an attempt; true where, of attempts in order of their start, no later one can count. */
  take(now: Way, spoilt: boolean): boolean {
    const { way } = this;
    const { attempt, steps } = this.options;
    const start = now.time[0]!;
    if (attempt === 'first') {
      if (start >= this.#startMs || (spoilt && !this.#unit)) return false;
      this.#startMs = start;
      this.#deepest = now.depth;
      if (spoilt) way.depth = 0;
      else copyWay(now, way);
      return true;
    }
    if (spoilt && !this.#unit) return false;
    if (now.depth > this.#deepest) {
      this.#deepest = now.depth;
      way.depth = 0;
    }
    if (spoilt || now.depth < this.#deepest) return false;
    if (way.depth === 0 || this.#takesPlace(now)) copyWay(now, way);
    return attempt === 'furthest' && now.depth === steps;
  }

  /** Whether an attempt as deep as the best so far counts instead of it. */
  #takesPlace({ depth, time }: Way): boolean {
    const best = this.way.time;
    const { attempt } = this.options;
    if (attempt === 'soonest') return time[depth - 1]! < best[depth - 1]!;
    return attempt === 'latest' ? time[0]! >= best[0]! : time[0]! < best[0]!;
  }
}
