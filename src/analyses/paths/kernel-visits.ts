import { CutFinder, type Cuts } from './kernel-cuts.ts';
import { CENTRE } from './kernel-names.ts';
import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import type { PathsOptions } from './switches.ts';

const FIRST_NODES = 1 << 10;
const FIRST_VISITS = 1 << 8;
export const MOST_UINT32 = 0xffffffff;

/** Visits while they are found, one after the other. The pass over the log fills the open lists itself. */
export class Visits {
  /** Visits ended. */
  size = 0;
  /** Nodes of the visit that is open, and the STARTS, ENDS and CENTRE of each. */
  nodes = new Uint32Array(FIRST_NODES);
  flags = new Uint8Array(FIRST_NODES);
  /** Of all visits; the first `waited` are there. */
  waits: Uint32Array | Float64Array = new Uint32Array(FIRST_NODES);
  waited = 0;
  readonly #sequences = new SequenceNumbers();
  readonly #cuts: CutFinder | null;
  readonly #centres: number[] | null;
  #sequence = new Uint32Array(FIRST_VISITS);

  constructor({ start, end, anchor, matrixAt }: PathsOptions) {
    this.#centres = matrixAt === null ? null : [];
    this.#cuts = start === null && end === null ? null : new CutFinder(start !== null, end !== null, anchor);
  }

  /** Makes room for so many more nodes. */
  reserve(nodes: number): void {
    if (nodes > this.nodes.length) {
      this.nodes = new Uint32Array(2 * nodes);
      this.flags = new Uint8Array(2 * nodes);
    }
    if (this.waited + nodes > this.waits.length) {
      const length = 2 * (this.waited + nodes);
      const larger = this.waits instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
      larger.set(this.waits.subarray(0, this.waited));
      this.waits = larger;
    }
    if (this.size + nodes <= this.#sequence.length) return;
    const larger = new Uint32Array(2 * (this.size + nodes));
    larger.set(this.#sequence.subarray(0, this.size));
    this.#sequence = larger;
  }

  /** Waits of more than 71 minutes need more than 32 bits. */
  widen(): Float64Array {
    if (this.waits instanceof Uint32Array) this.waits = Float64Array.from(this.waits);
    return this.waits;
  }

  /** The visit of so many nodes is over. */
  end(length: number): void {
    this.#sequence[this.size++] = this.#sequences.number(this.nodes, 0, length);
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
      sequence: this.#sequence.slice(0, this.size),
      waits: this.waits.slice(0, this.waited),
      cuts: this.#cuts?.done() ?? null,
      centres: this.#centres && Uint32Array.from(this.#centres),
    };
  }
}
