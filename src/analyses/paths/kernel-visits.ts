import { ENDS, STARTS } from './kernel-names.ts';
import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import type { PathsOptions } from './switches.ts';

/** Which part of each visit counts: its nodes [from, to); none of a visit that lacks the start or the end. */
export interface Cuts {
  from: Uint32Array;
  to: Uint32Array;
}

const FIRST_NODES = 1 << 10;
const FIRST_VISITS = 1 << 8;
export const MOST_UINT32 = 0xffffffff;

/** Visits while they are found, one after the other. The pass over the log fills the open lists itself. */
export class Visits {
  /** Visits ended. */
  size = 0;
  /** Nodes of the visit that is open, and the STARTS and ENDS of each. */
  nodes = new Uint32Array(FIRST_NODES);
  flags = new Uint8Array(FIRST_NODES);
  /** Of all visits; the first `waited` are there. */
  waits: Uint32Array | Float64Array = new Uint32Array(FIRST_NODES);
  waited = 0;
  readonly #sequences = new SequenceNumbers();
  readonly #start: boolean;
  readonly #end: boolean;
  #sequence = new Uint32Array(FIRST_VISITS);
  #from = new Uint32Array(FIRST_VISITS);
  #to = new Uint32Array(FIRST_VISITS);

  constructor({ start, end }: PathsOptions) {
    this.#start = start !== null;
    this.#end = end !== null;
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
    const length = 2 * (this.size + nodes);
    const longer = (list: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(length);
      larger.set(list.subarray(0, this.size));
      return larger;
    };
    this.#sequence = longer(this.#sequence);
    if (!this.#start && !this.#end) return;
    this.#from = longer(this.#from);
    this.#to = longer(this.#to);
  }

  /** Waits of more than 71 minutes need more than 32 bits. */
  widen(): Float64Array {
    if (this.waits instanceof Uint32Array) this.waits = Float64Array.from(this.waits);
    return this.waits;
  }

  /** The visit of so many nodes is over. */
  end(length: number): void {
    const visit = this.size++;
    this.#sequence[visit] = this.#sequences.number(this.nodes, 0, length);
    if (!this.#start && !this.#end) return;
    const flags = this.flags;
    let from = 0;
    while (this.#start && from < length && !(flags[from]! & STARTS)) from++;
    let last = from;
    while (this.#end && last < length && !(flags[last]! & ENDS)) last++;
    const lacks = from === length || last === length;
    this.#from[visit] = lacks ? 0 : from;
    this.#to[visit] = lacks ? 0 : this.#end ? last + 1 : length;
  }

  done(): {
    sequences: Sequences;
    sequence: Uint32Array;
    waits: Uint32Array | Float64Array;
    cuts: Cuts | null;
  } {
    return {
      sequences: this.#sequences.sequences(),
      sequence: this.#sequence.slice(0, this.size),
      waits: this.waits.slice(0, this.waited),
      cuts:
        this.#start || this.#end ? { from: this.#from.slice(0, this.size), to: this.#to.slice(0, this.size) } : null,
    };
  }
}
