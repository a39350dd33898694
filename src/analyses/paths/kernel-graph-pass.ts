import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { Shard } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { addBits } from './kernel-bit-counts.ts';
import { NONE, type NodeNumbers } from './kernel-names.ts';
import { MOST_UINT32 } from './kernel-visits.ts';

/** Nodes whose units are told by bits of one number for each unit: the first met are the most frequent ones. */
const IN_MASK = 32;

/** Moves of some people, one after the other; the first `size` are there. */
export interface Moves {
  size: number;
  /** Source << bits | target. */
  edges: Uint32Array;
  /** Microseconds; `wide`: some, of repeats in a row, are too many for 32 bits. */
  waits: Float64Array;
  wide: boolean;
  /** Unit + 1, and the visit among all, 1 = the first. */
  units: Uint32Array;
  visits: Uint32Array;
}

/** Goes over events for the graph alone: no visit is kept, only what is counted of them, and their moves for a moment. */
export class GraphPass {
  units = 0;
  visits = 0;
  /** Units that have a visit. */
  visiting = 0;
  /** By node: visits that begin there, and units that were there. */
  readonly starts: Uint32Array;
  readonly unitsAt: Uint32Array;
  /** Unit + 1 that was there last. */
  readonly #lastAt: Uint32Array;
  #masks = new Int32Array(0);
  #moves: Moves = noMoves(0);

  constructor(
    readonly shard: Shard,
    readonly exists: Bitmap | null,
    /** Null where it takes in every event: to look for its ends is to wait for memory at every person. */
    readonly span: Span | null,
    readonly numbers: NodeNumbers,
    /** A node’s number has so many bits. */
    readonly bits: number,
    readonly gapUs: number,
    readonly collapse: boolean,
  ) {
    const nodes = Math.max(1 << bits, IN_MASK);
    [this.starts, this.unitsAt, this.#lastAt] = [
      new Uint32Array(nodes),
      new Uint32Array(nodes),
      new Uint32Array(nodes),
    ];
  }

  /** Counts people [from, to) of the shard; their moves are there until the next call. */
  people(from: number, to: number): Moves {
    const { personStart, event, time } = this.shard;
    const { exists, numbers, bits, collapse, starts, unitsAt } = this;
    const { span } = this;
    const nodeOf = numbers.ofCode;
    const lastAt = this.#lastAt;
    // a wait is rounded: with half a microsecond more it is longer than the gap
    const lessUs = this.gapUs + 0.5;
    const { masks, into } = this.#room(to - from, personStart[to]! - personStart[from]!);
    const { edges, waits, units: unitOf, visits: visitOf } = into;
    const known = this.visits;
    let visits = 0;
    let units = 0;
    let visiting = 0;
    let size = 0;
    let wide = false;
    for (let p = from; p < to; p++) {
      let first = personStart[p]!;
      let end = personStart[p + 1]!;
      if (span !== null) {
        while (first < end && time[first]! < span.fromMs) first++;
        while (first < end && time[end - 1]! > span.toMs) end--;
      }
      const mark = p + 1;
      const visitsBefore = visits;
      let seen = exists === null && first < end ? 1 : 0;
      let mask = 0;
      let before = 0;
      // so long before any event that no gap reaches over it; a literal, as a number that may be anything is boxed
      let lastMs = -1e15;
      let firstMove = size;
      for (let e = first; e < end; e++) {
        if (exists !== null) {
          if (!hasBit(exists, e)) continue;
          seen = 1;
        }
        const code = event[e]!;
        let node = nodeOf[code]!;
        if (node < 0) {
          node = numbers.numberOf(code, e);
          if (node === NONE) continue;
        }
        const timeMs = time[e]!;
        const waitUs = (timeMs - lastMs) * 1000;
        lastMs = timeMs;
        if (waitUs < lessUs) {
          const rounded = Math.round(waitUs);
          if (collapse && node === before) {
            // repeats are one node with the time of the last
            if (size === firstMove) continue;
            const sumUs = waits[size - 1]! + rounded;
            if (sumUs > MOST_UINT32) wide = true;
            waits[size - 1] = sumUs;
            continue;
          }
          edges[size] = (before << bits) | node;
          waits[size] = rounded;
          unitOf[size] = mark;
          visitOf[size++] = known + visits;
        } else {
          starts[node]!++;
          visits++;
          firstMove = size;
        }
        if (node < IN_MASK) mask |= 1 << node;
        else {
          unitsAt[node]! += lastAt[node] === mark ? 0 : 1;
          lastAt[node] = mark;
        }
        before = node;
      }
      masks[p - from] = mask;
      units += seen;
      visiting += visits > visitsBefore ? 1 : 0;
    }
    addBits(unitsAt, masks, to - from);
    this.units += units;
    this.visits += visits;
    this.visiting += visiting;
    into.size = size;
    into.wide = wide;
    return into;
  }

  #room(people: number, events: number): { masks: Int32Array; into: Moves } {
    if (people > this.#masks.length) this.#masks = new Int32Array(2 * people);
    if (events > this.#moves.edges.length) this.#moves = noMoves(2 * events);
    return { masks: this.#masks, into: this.#moves };
  }
}

export const noMoves = (room: number): Moves => ({
  size: 0,
  edges: new Uint32Array(room),
  waits: new Float64Array(room),
  wide: false,
  units: new Uint32Array(room),
  visits: new Uint32Array(room),
});
