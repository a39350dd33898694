import { CutFinder, type Cuts } from './kernel-cuts.ts';
import { CENTRE } from './kernel-names.ts';
import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import type { PathsOptions } from './switches.ts';

const FIRST_NODES = 1 << 10;
export const MOST_UINT32 = 0xffffffff;

/** Visits while they are found, one after the other. The pass over the log fills the open lists itself. */
export class Visits {
  /** Visits ended. */
  size = 0;
  /** Nodes of the visit that is open, and the STARTS, ENDS and CENTRE of each. */
  nodes = new Uint32Array(FIRST_NODES);
  flags = new Uint8Array(FIRST_NODES);
  /** Of all visits; the first `waited` are there. */
  waits: Uint32Array | Float64Array;
  waited = 0;
  readonly #sequences = new SequenceNumbers();
  readonly #cuts: CutFinder | null;
  readonly #centres: number[] | null;
  readonly #sequence: Uint32Array;
  /** By node, the number of the sequence of it alone: most visits of many logs are so short. */
  readonly #alone: number[] = [];

  /** Of so many events at most: memory that is not written to is not taken up. */
  constructor({ start, end, anchor, matrixAt }: PathsOptions, events: number) {
    this.waits = new Uint32Array(events);
    this.#sequence = new Uint32Array(events);
    this.#centres = matrixAt === null ? null : [];
    this.#cuts = start === null && end === null ? null : new CutFinder(start !== null, end !== null, anchor);
  }

  /** Makes room for so many nodes in a visit. */
  reserve(nodes: number): void {
    if (nodes <= this.nodes.length) return;
    this.nodes = new Uint32Array(2 * nodes);
    this.flags = new Uint8Array(2 * nodes);
  }

  /** Waits of more than 71 minutes need more than 32 bits; so many are there. */
  widen(waited: number): Float64Array {
    if (this.waits instanceof Float64Array) return this.waits;
    const wide = new Float64Array(this.waits.length);
    wide.set(this.waits.subarray(0, waited));
    return (this.waits = wide);
  }

  /** The visit of so many nodes is over. */
  end(length: number): void {
    const node = this.nodes[0]!;
    this.#sequence[this.size++] =
      length === 1
        ? (this.#alone[node] ??= this.#sequences.number(this.nodes, 0, 1))
        : this.#sequences.number(this.nodes, 0, length);
    this.#cuts?.find(this.flags, length);
    if (!this.#centres) return;
    let at = 0;
    while (at < length && !(this.flags[at]! & CENTRE)) at++;
    this.#centres.push(at === length ? 0 : at + 1);
  }

  done(): {
    sequences: Sequences;
    sequence: Uint32Array;
    waits: Uint32Array | Float64Array;
    cuts: Cuts | null;
    centres: Uint32Array | null;
  } {
    return {
      sequences: this.#sequences.sequences(),
      sequence: used(this.#sequence, this.size),
      waits: used(this.waits, this.waited),
      cuts: this.#cuts?.done() ?? null,
      centres: this.#centres && Uint32Array.from(this.#centres),
    };
  }
}

/** The first `length` of a list, in its own memory where most of it is theirs. */
function used<List extends Uint32Array | Float64Array>(list: List, length: number): List {
  return (4 * length > 3 * list.length ? list.subarray(0, length) : list.slice(0, length)) as List;
}
