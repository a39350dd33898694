import type { Moves } from './kernel-graph-pass.ts';

const FIRST_MOVES = 1 << 12;

/** What a graph is listed from. */
export interface GraphCounts {
  /** By node: times there, visits that begin and end there, come there, come there again, and units that were there. */
  met: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  visited: Uint32Array;
  repeated: Uint32Array;
  unitsAt: Uint32Array;
  /** By edge: its nodes, moves along it, units that made one. */
  sources: ArrayLike<number>;
  targets: ArrayLike<number>;
  moved: Uint32Array;
  unitsAlong: Uint32Array;
  /** edges + 1 entries: the microseconds of edge i's moves are waits[firstWait[i], firstWait[i + 1]), in no order. */
  firstWait: Float64Array;
  waits: Uint32Array | Float64Array;
}

/** Counts moves of people, who come one after another. */
export class EdgeCounts {
  readonly #bits: number;
  /** By edge, source << bits | target. */
  readonly #moved: Uint32Array;
  readonly #unitsAlong: Uint32Array;
  /** Unit + 1 that went there last. */
  readonly #lastAlong: Uint32Array;
  /** By node: times there that were not the visit’s first, and visits with such a time. */
  readonly #again: Uint32Array;
  readonly #repeated: Uint32Array;
  /** Twice the visit with a move that was there last, and one more where it came again. */
  readonly #lastVisit: Uint32Array;
  /** Of all moves; the first `#size` are there. */
  #edges = new Uint32Array(FIRST_MOVES);
  #waits: Uint32Array | Float64Array = new Uint32Array(FIRST_MOVES);
  #size = 0;

  constructor(bits: number) {
    this.#bits = bits;
    const byEdge = (): Uint32Array => new Uint32Array(1 << (2 * bits));
    const byNode = (): Uint32Array => new Uint32Array(1 << bits);
    [this.#moved, this.#unitsAlong, this.#lastAlong] = [byEdge(), byEdge(), byEdge()];
    [this.#again, this.#repeated, this.#lastVisit] = [byNode(), byNode(), byNode()];
  }

  add({ size, edges, waits, units, visits, wide }: Moves): void {
    if (wide && this.#waits instanceof Uint32Array) this.#waits = Float64Array.from(this.#waits);
    this.#keep(edges.subarray(0, size), waits.subarray(0, size));
    const bits = this.#bits;
    const [moved, unitsAlong, lastAlong] = [this.#moved, this.#unitsAlong, this.#lastAlong];
    const [again, repeated, lastVisit] = [this.#again, this.#repeated, this.#lastVisit];
    for (let i = 0; i < size; i++) {
      const edge = edges[i]!;
      const unit = units[i]!;
      moved[edge]!++;
      unitsAlong[edge]! += lastAlong[edge] === unit ? 0 : 1;
      lastAlong[edge] = unit;
      const now = visits[i]! * 2;
      const source = edge >>> bits;
      const target = edge & ((1 << bits) - 1);
      if (lastVisit[source]! < now) lastVisit[source] = now;
      const last = lastVisit[target]!;
      again[target]! += last >= now ? 1 : 0;
      repeated[target]! += last === now ? 1 : 0;
      lastVisit[target] = last < now ? now : now + 1;
    }
  }

  #keep(edges: Uint32Array, waits: Float64Array): void {
    const size = this.#size + edges.length;
    if (size > this.#edges.length) {
      const [knownEdges, knownWaits] = [this.#edges, this.#waits];
      this.#edges = new Uint32Array(2 * size);
      this.#waits = likewise(knownWaits, 2 * size);
      this.#edges.set(knownEdges);
      this.#waits.set(knownWaits);
    }
    this.#edges.set(edges, this.#size);
    this.#waits.set(waits, this.#size);
    this.#size = size;
  }

  /** Of so many nodes, with the visits that start at each and the units that were there. */
  graph(nodes: number, starts: Uint32Array, unitsAt: Uint32Array): GraphCounts {
    const bits = this.#bits;
    const edges = [...this.#moved.keys()].filter((edge) => this.#moved[edge]! > 0);
    const sources = edges.map((edge) => edge >>> bits);
    const targets = edges.map((edge) => edge & ((1 << bits) - 1));
    const moved = Uint32Array.from(edges, (edge) => this.#moved[edge]!);
    const [into, outOf] = [new Uint32Array(nodes), new Uint32Array(nodes)];
    moved.forEach((moves, i) => {
      into[targets[i]!]! += moves;
      outOf[sources[i]!]! += moves;
    });
    const met = into.map((moves, node) => moves + starts[node]!);
    return {
      met,
      starts: starts.slice(0, nodes),
      ends: met.map((times, node) => times - outOf[node]!),
      visited: met.map((times, node) => times - this.#again[node]!),
      repeated: this.#repeated.slice(0, nodes),
      unitsAt: unitsAt.slice(0, nodes),
      sources,
      targets,
      moved,
      unitsAlong: Uint32Array.from(edges, (edge) => this.#unitsAlong[edge]!),
      ...this.#grouped(edges, moved),
    };
  }

  #grouped(edges: readonly number[], moved: Uint32Array): Pick<GraphCounts, 'firstWait' | 'waits'> {
    const firstWait = new Float64Array(edges.length + 1);
    /** By edge, where its next wait goes. */
    const next = new Uint32Array(this.#moved.length);
    edges.forEach((edge, i) => {
      next[edge] = firstWait[i]!;
      firstWait[i + 1] = firstWait[i]! + moved[i]!;
    });
    const waits = likewise(this.#waits, this.#size);
    scatter(waits, next, this.#edges.subarray(0, this.#size), this.#waits);
    return { firstWait, waits };
  }
}

type Micros = GraphCounts['waits'];

/** An empty list of the same sort. */
export const likewise = (list: Micros, length: number): Micros =>
  list instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);

/** Puts every value behind those of its kind. */
function scatter(to: Micros, next: Uint32Array, kinds: Uint32Array, values: Micros): void {
  for (let i = 0; i < kinds.length; i++) to[next[kinds[i]!]!++] = values[i]!;
}
