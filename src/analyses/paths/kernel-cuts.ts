import { ENDS, STARTS } from './kernel-names.ts';
import type { Anchor } from './spec.ts';

/** Which parts of visits are paths: nodes [from, to) of the visit, one path after the other. */
export interface Cuts {
  /** visits + 1 entries: the paths of visit v are [firstPath[v], firstPath[v + 1]); none where it lacks the start or the end. */
  firstPath: Uint32Array;
  from: Uint32Array;
  to: Uint32Array;
}

/** Finds the paths of visits, one visit after the other. */
export class CutFinder {
  readonly #start: boolean;
  readonly #end: boolean;
  readonly #anchor: Anchor;
  readonly #firstPath = [0];
  readonly #from: number[] = [];
  readonly #to: number[] = [];

  constructor(start: boolean, end: boolean, anchor: Anchor) {
    this.#start = start;
    this.#end = end;
    this.#anchor = anchor;
  }

  /** In a visit of so many nodes, with STARTS and ENDS of each. */
  find(flags: Uint8Array, length: number): void {
    if (this.#anchor === 'every') this.#every(flags, length);
    else if (this.#anchor === 'last') this.#last(flags, length);
    else this.#first(flags, length);
    this.#firstPath.push(this.#from.length);
  }

  #first(flags: Uint8Array, length: number): void {
    let from = 0;
    while (this.#start && from < length && !(flags[from]! & STARTS)) from++;
    let last = this.#end ? from : length - 1;
    while (this.#end && last < length && !(flags[last]! & ENDS)) last++;
    if (from < length && last < length) this.#take(from, last);
  }

  /** With both, of the starts that an end follows the last, up to the first end from there on. */
  #last(flags: Uint8Array, length: number): void {
    let last = length - 1;
    while (this.#end && last >= 0 && !(flags[last]! & ENDS)) last--;
    let from = this.#start ? last : 0;
    while (this.#start && from >= 0 && !(flags[from]! & STARTS)) from--;
    if (from < 0 || last < 0) return;
    if (this.#start && this.#end) for (last = from; !(flags[last]! & ENDS);) last++;
    this.#take(from, last);
  }

  /** A path at each start, up to the next one; without a start, to each end from the one before. */
  #every(flags: Uint8Array, length: number): void {
    if (!this.#start) {
      for (let from = 0, i = 0; i < length; i++)
        if (flags[i]! & ENDS) {
          this.#take(from, i);
          from = i;
        }
      return;
    }
    const startFrom = (i: number): number => {
      while (i < length && !(flags[i]! & STARTS)) i++;
      return i;
    };
    for (let from = startFrom(0); from < length;) {
      const next = startFrom(from + 1);
      const last = Math.min(next, length - 1);
      let end = this.#end ? from : last;
      while (end <= last && this.#end && !(flags[end]! & ENDS)) end++;
      if (end <= last) this.#take(from, end);
      from = next;
    }
  }

  #take(from: number, last: number): void {
    this.#from.push(from);
    this.#to.push(last + 1);
  }

  done(): Cuts {
    return {
      firstPath: Uint32Array.from(this.#firstPath),
      from: Uint32Array.from(this.#from),
      to: Uint32Array.from(this.#to),
    };
  }
}
