import type { KernelInput } from '#log/shard.ts';
import { QuickWindows } from './kernel-quick-windows.ts';
import { Shortest } from './kernel-shortest.ts';
import type { FunnelOptions } from './switches.ts';

/** The shortest window, in milliseconds, of everybody for whom one is long enough; in no order. */
export interface Windows {
  /** Within which the curve's first step is reached; null where that is the funnel's, which needs no window. */
  from: Float64Array | null;
  /** Within which the curve's last step is. */
  to: Float64Array;
}

/** Finds the shortest windows of the people of a shard. */
export class WindowTally {
  readonly #quick: QuickWindows | null;
  readonly #shortest: Shortest;
  readonly #from: Found | null;
  readonly #to: Found;
  /** People who begin: nobody else reaches a step. */
  readonly #begins: (person: number) => boolean;

  constructor(
    input: KernelInput,
    options: FunnelOptions & { windowCurve: { from: number; to: number } },
    begins: (person: number) => boolean,
  ) {
    const { from, to } = options.windowCurve;
    this.#quick = QuickWindows.of(input, options, from, to);
    this.#shortest = new Shortest(input, options);
    this.#from = from > 0 ? new Found(from) : null;
    this.#to = new Found(to);
    this.#begins = begins;
  }

  /** Counts the people [first, last) of the shard. */
  block(first: number, last: number): void {
    for (let person = first; person < last; person++) {
      if (!this.#begins(person)) continue;
      const least = this.#quick?.read(person) ? this.#quick.least : null;
      this.#to.take(least ? least[this.#to.step]! : this.#shortest.of(person, this.#to.step));
      if (this.#from) this.#from.take(least ? least[this.#from.step]! : this.#shortest.of(person, this.#from.step));
    }
  }

  done(): Windows {
    return { from: this.#from && this.#from.done(), to: this.#to.done() };
  }
}

class Found {
  #list = new Float64Array(1024);
  #length = 0;

  constructor(readonly step: number) {}

  take(windowMs: number): void {
    if (windowMs === Infinity) return;
    if (this.#length === this.#list.length) {
      const longer = new Float64Array(2 * this.#length);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.#length++] = windowMs;
  }

  done(): Float64Array {
    return this.#list.slice(0, this.#length);
  }
}

export const mergeWindows = (
  left: Windows,
  right: Windows,
  joined: (left: Float64Array, right: Float64Array) => Float64Array,
): Windows => ({ from: left.from && joined(left.from, right.from!), to: joined(left.to, right.to) });
