import type { Shard } from '#log/shard.ts';
import { addBits } from './kernel-bit-counts.ts';
import { noMoves, type Moves } from './kernel-graph-pass.ts';
import { MOST_UINT32 } from './kernel-visits.ts';

/** So many names have a bit each in the number that tells where a unit was. */
export const MOST_PLAIN = 32;

/**
 * The pass where every event counts and is its own node, of few names: of most events only the time and a bit of the
 * name are looked at, and what follows another event within the gap is taken from what begins a visit.
 */
export class PlainPass {
  units = 0;
  /** By node: visits that begin there, and units that were there. */
  readonly starts = new Uint32Array(MOST_PLAIN);
  readonly unitsAt = new Uint32Array(MOST_PLAIN);
  readonly #fours = new Uint32Array(4 * MOST_PLAIN);
  /** Events seen, and those of them that follow another within the gap. */
  #events = 0;
  #following = 0;
  #masks = new Int32Array(0);
  #moves: Moves = noMoves(0);

  constructor(
    readonly shard: Shard,
    /** A node’s number has so many bits. */
    readonly bits: number,
    readonly gapUs: number,
    readonly collapse: boolean,
  ) {}

  get visits(): number {
    return this.#events - this.#following;
  }

  /** Units that have a visit: all that have an event. */
  get visiting(): number {
    return this.units;
  }

  /** Counts people [from, to) of the shard, who come one after another; their moves are there until the next call. */
  people(from: number, to: number): Moves {
    const { personStart, event, time } = this.shard;
    const { bits, collapse, starts } = this;
    // a wait is rounded: with half a microsecond more it is longer than the gap
    const lessUs = this.gapUs + 0.5;
    const begin = personStart[from]!;
    const events = personStart[to]! - begin;
    if (to - from > this.#masks.length) this.#masks = new Int32Array(2 * (to - from));
    if (events > this.#moves.edges.length) this.#moves = noMoves(2 * events);
    const masks = this.#masks;
    const { edges, waits, units: unitOf, visits: visitOf } = this.#moves;
    // so many visits there would be were all events seen before these of one each
    let visitsLess = begin - this.#events + this.#following;
    let size = 0;
    let units = 0;
    let wide = false;
    for (let p = from; p < to; p++) {
      const first = personStart[p]!;
      const end = personStart[p + 1]!;
      let mask = 0;
      // so long before any event that no gap reaches over it; a literal, as a number that may be anything is boxed
      let lastMs = -1e15;
      for (let e = first; e < end; e++) {
        const timeMs = time[e]!;
        const waitUs = (timeMs - lastMs) * 1000;
        lastMs = timeMs;
        mask |= 1 << event[e]!;
        if (waitUs >= lessUs) continue;
        const node = event[e]!;
        const before = event[e - 1]!;
        const visit = e - visitsLess++;
        starts[node]!--;
        if (collapse && node === before) {
          // repeats are one node with the time of the last; the first of a visit has none
          if (size === 0 || visitOf[size - 1] !== visit) continue;
          const sumUs = waits[size - 1]! + Math.round(waitUs);
          if (sumUs > MOST_UINT32) wide = true;
          waits[size - 1] = sumUs;
          continue;
        }
        edges[size] = (before << bits) | node;
        waits[size] = Math.round(waitUs);
        unitOf[size] = p + 1;
        visitOf[size++] = visit;
      }
      masks[p - from] = mask;
      units += first < end ? 1 : 0;
    }
    this.#tally(begin, events);
    addBits(this.unitsAt, masks, to - from);
    this.units += units;
    this.#following = visitsLess - begin + this.#events;
    this.#events += events;
    this.#moves.size = size;
    this.#moves.wide = wide;
    return this.#moves;
  }

  /** Adds the events [begin, begin + length) to where visits begin, in four tables: the next is often of the same name. */
  #tally(begin: number, length: number): void {
    const { event } = this.shard;
    const fours = this.#fours.fill(0);
    const end = begin + length;
    let e = begin;
    for (; e + 3 < end; e += 4) {
      fours[event[e]!]!++;
      fours[MOST_PLAIN + event[e + 1]!]!++;
      fours[2 * MOST_PLAIN + event[e + 2]!]!++;
      fours[3 * MOST_PLAIN + event[e + 3]!]!++;
    }
    for (; e < end; e++) fours[event[e]!]!++;
    for (let i = 0; i < fours.length; i++) this.starts[i % MOST_PLAIN]! += fours[i]!;
  }
}
