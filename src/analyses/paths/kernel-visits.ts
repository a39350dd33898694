import { ENDS, STARTS, type NodeNumbers } from './kernel-names.ts';
import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import type { PathsOptions } from './switches.ts';

/** Which part of each visit counts: its nodes [from, to); none of a visit that lacks the start or the end. */
export interface Cuts {
  from: Uint32Array;
  to: Uint32Array;
}

const FIRST_VISITS = 1 << 8;
const MOST_UINT32 = 0xffffffff;

/** Visits while they are found, one after the other. */
export class Visits {
  /** Visits ended. */
  size = 0;
  readonly #numbers: NodeNumbers;
  readonly #sequences = new SequenceNumbers();
  readonly #start: boolean;
  readonly #end: boolean;
  /** Nodes of the visit that is open. */
  #nodes = new Uint32Array(1 << 8);
  #flags = new Uint8Array(1 << 8);
  #length = 0;
  #sequence = new Uint32Array(FIRST_VISITS);
  #waits: Uint32Array | Float64Array = new Uint32Array(1 << 10);
  #waited = 0;
  #from = new Uint32Array(FIRST_VISITS);
  #to = new Uint32Array(FIRST_VISITS);

  constructor(numbers: NodeNumbers, { start, end }: PathsOptions) {
    this.#numbers = numbers;
    this.#start = start !== null;
    this.#end = end !== null;
  }

  /** Makes room for so many more nodes. */
  reserve(nodes: number): void {
    if (nodes > this.#nodes.length) {
      this.#nodes = new Uint32Array(2 * nodes);
      this.#flags = new Uint8Array(2 * nodes);
    }
    if (this.#waited + nodes > this.#waits.length) {
      const length = 2 * (this.#waited + nodes);
      const larger = this.#waits instanceof Uint32Array ? new Uint32Array(length) : new Float64Array(length);
      larger.set(this.#waits.subarray(0, this.#waited));
      this.#waits = larger;
    }
    if (this.size + nodes > this.#sequence.length) {
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
  }

  begin(node: number): void {
    this.#nodes[0] = node;
    this.#flags[0] = 0;
    this.#length = 1;
    this.#waits[this.#waited++] = 0;
  }

  go(node: number, waitUs: number): void {
    this.#nodes[this.#length] = node;
    this.#flags[this.#length++] = 0;
    if (waitUs > MOST_UINT32) this.#widen();
    this.#waits[this.#waited++] = waitUs;
  }

  /** A repeat joins the node before it, which keeps the time of the last. */
  stay(waitUs: number): void {
    if (this.#length === 1) return;
    const sum = this.#waits[this.#waited - 1]! + waitUs;
    if (sum > MOST_UINT32) this.#widen();
    this.#waits[this.#waited - 1] = sum;
  }

  /** What the event just taken is; a node of several is what any of them is. */
  flag(flags: number): void {
    this.#flags[this.#length - 1]! |= flags;
  }

  end(): void {
    const visit = this.size++;
    this.#sequence[visit] = this.#sequences.number(this.#nodes, 0, this.#length, this.#numbers.names.length - 1);
    if (!this.#start && !this.#end) return;
    const flags = this.#flags;
    let from = 0;
    while (this.#start && from < this.#length && !(flags[from]! & STARTS)) from++;
    let last = from;
    while (this.#end && last < this.#length && !(flags[last]! & ENDS)) last++;
    const lacks = from === this.#length || last === this.#length;
    this.#from[visit] = lacks ? 0 : from;
    this.#to[visit] = lacks ? 0 : this.#end ? last + 1 : this.#length;
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
      waits: this.#waits.slice(0, this.#waited),
      cuts:
        this.#start || this.#end ? { from: this.#from.slice(0, this.size), to: this.#to.slice(0, this.size) } : null,
    };
  }

  /** Waits of more than 71 minutes need more than 32 bits. */
  #widen(): void {
    if (this.#waits instanceof Float64Array) return;
    const wide = new Float64Array(this.#waits.length);
    wide.set(this.#waits.subarray(0, this.#waited));
    this.#waits = wide;
  }
}
