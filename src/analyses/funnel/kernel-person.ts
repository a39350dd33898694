import { AnyOrder } from './kernel-any.ts';
import { Journey, noWay, type Way } from './kernel-journey.ts';
import { Ordered } from './kernel-ordered.ts';
import { Search } from './kernel-search.ts';
import { Strict } from './kernel-strict.ts';
import type { KernelInput } from '#log/shard.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Any question about one person at a time, exact for every switch. */
export class PersonFunnel {
  readonly journey: Journey;
  readonly way: Way;
  /** The person's depth differs between ties together and apart. */
  decidedByTies = false;
  readonly #other: Way;
  readonly #ordered: Ordered;
  readonly #strict: Strict;
  readonly #any: AnyOrder;
  readonly #search: Search;

  constructor(
    input: KernelInput,
    readonly options: FunnelOptions,
  ) {
    this.journey = new Journey(input, options);
    this.way = noWay(options.steps);
    this.#other = noWay(options.steps);
    this.#ordered = new Ordered(this.journey, options);
    this.#strict = new Strict(this.journey, options);
    this.#any = new AnyOrder(this.journey, options);
    this.#search = new Search(this.journey, options);
  }

  /** Leaves the attempt that counts in `way`. Counted from the shard's first person. */
  solve(person: number): void {
    const { journey, way, options } = this;
    journey.read(person);
    way.depth = 0;
    way.ended = this.decidedByTies = false;
    if (!journey.inRange || journey.length === 0) return;
    if (options.order === 'any') {
      this.#any.solve(options.reuse, way);
      return;
    }
    this.#solve(options.ties, way);
    if (!journey.tied && !(options.reuse && journey.overlaps)) return;
    const depth = (ties: Ties): number => {
      if (ties === options.ties) return way.depth;
      this.#solve(ties, this.#other);
      return this.#other.depth;
    };
    this.decidedByTies = depth('together') !== depth('apart');
  }

  #solve(ties: Ties, way: Way): void {
    const { journey, options } = this;
    const reuse = options.reuse && ties !== 'apart';
    const wide = ties === 'together' && journey.tied && options.graceMs > 0;
    const far = ties === 'together' && journey.tied && options.windowEvents !== Infinity;
    if (wide || (far && options.order === 'ordered')) this.#search.solve(reuse, way);
    else if (options.order === 'strict') this.#strict.solve(ties, reuse, way);
    else this.#ordered.solve(ties, reuse, way);
  }
}
