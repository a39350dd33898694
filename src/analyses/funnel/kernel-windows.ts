import type { KernelInput } from '#log/shard.ts';
import type { JoinLists } from './kernel-groups.ts';
import { QuickWindows } from './kernel-quick-windows.ts';
import { Shortest } from './kernel-shortest.ts';
import type { FunnelOptions } from './switches.ts';

/** The shortest window, in milliseconds, of everybody for whom one is long enough. */
export interface ShortestWindows {
  /** Index in the whole log, ascending. */
  person: Uint32Array;
  ms: Float64Array;
}

export interface Windows {
  /** Within which the curve's first step is reached; null where that is the funnel's, which needs no window. */
  from: ShortestWindows | null;
  /** Within which the curve's last step is. */
  to: ShortestWindows;
}

/** Finds the shortest windows of the people of a shard. */
export class WindowTally {
  readonly #quick: QuickWindows | null;
  readonly #shortest: Shortest;
  readonly #from: Found | null;
  readonly #to: Found;
  readonly #firstPerson: number;
  readonly #personStart: Uint32Array;
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
    this.#firstPerson = input.shard.firstPerson;
    this.#personStart = input.shard.personStart;
    this.#begins = begins;
  }

  /** Counts the people [first, last) of the shard. */
  block(first: number, last: number): void {
    const quick = this.#quick;
    for (let person = first; person < last; person++) {
      if (!this.#begins(person)) continue;
      const end = quick ? quick.endOf(person) : 0;
      // most never come to the curve's last step
      if (quick && end === this.#personStart[person]) continue;
      const index = this.#firstPerson + person;
      const least = quick?.read(person, end) ? quick.least : null;
      this.#to.take(index, least ? least[this.#to.step]! : this.#shortest.of(person, this.#to.step));
      if (this.#from)
        this.#from.take(index, least ? least[this.#from.step]! : this.#shortest.of(person, this.#from.step));
    }
  }

  done(): Windows {
    return { from: this.#from && this.#from.done(), to: this.#to.done() };
  }
}

class Found {
  #person = new Uint32Array(1024);
  #ms = new Float64Array(1024);
  #length = 0;

  constructor(readonly step: number) {}

  take(person: number, windowMs: number): void {
    if (windowMs === Infinity) return;
    if (this.#length === this.#ms.length) {
      const size = 2 * this.#length;
      const [people, longer] = [this.#person, this.#ms];
      (this.#person = new Uint32Array(size)).set(people);
      (this.#ms = new Float64Array(size)).set(longer);
    }
    this.#person[this.#length] = person;
    this.#ms[this.#length++] = windowMs;
  }

  done(): ShortestWindows {
    return { person: this.#person.slice(0, this.#length), ms: this.#ms.slice(0, this.#length) };
  }
}

const joinedShortest = (left: ShortestWindows, right: ShortestWindows, joined: JoinLists): ShortestWindows => ({
  person: joined(left.person, right.person),
  ms: joined(left.ms, right.ms),
});

export const mergeWindows = (left: Windows, right: Windows, joined: JoinLists): Windows => ({
  from: left.from && joinedShortest(left.from, right.from!, joined),
  to: joinedShortest(left.to, right.to, joined),
});
