import type { GapOperator } from '#vocabulary/pattern.ts';
import { hasBit, type Bitmap } from './bitmap.ts';
import type { PatternLink, PatternPlan } from './pattern.ts';
import type { ResolvedMatch } from './shard.ts';

/** The events a pattern is looked for in. */
export interface PatternEvents {
  event: Uint8Array | Uint16Array;
  time: Float64Array;
  /** Null = all. The others do not exist. */
  exists: Bitmap | null;
  /** In the order of the plan's numbers. */
  matches: ResolvedMatch[];
}

const NONE = -1;
/** The bit that every event has, for steps that any event is. */
const ANY = 1 << 30;

/**
 * Finds the matches of a pattern in the events of one person: leftmost first, each as short as can be, without overlap.
 *
 * For each step from the last to the first, and each event from the last to the first, it notes where the shortest rest
 * of the pattern ends that begins there. What may follow an event is a window of events, and both its edges only move
 * on with the event; so the shortest rest is that of the first event in the window that has one. The time is linear in
 * events × steps, and so is the memory in events. Only events that must be missing for some time after the last step
 * make it look again, once for each of them that ruins a match.
 */
export class PatternMatcher {
  readonly #plan: PatternPlan;
  readonly #events: PatternEvents;
  /** A bit for each match of the plan: by event code those it may be by name, of each step its own, and of them all. */
  readonly #codeBits: Int32Array;
  readonly #stepBits: number[];
  readonly #needed: number;
  readonly #without: number[];
  readonly #endsWithout: number;
  readonly #masked: { bit: number; mask: Bitmap }[];
  /** Events that match nothing do not matter where no two steps must be neighbours. */
  readonly #sparse: boolean;
  /** Of the person's events that exist and matter: places in the log, bits, and where the shortest match from each ends. */
  #at: Int32Array = new Int32Array(1024);
  #bits: Int32Array = new Int32Array(1024);
  #time: Float64Array = new Float64Array(1024);
  #ends: Int32Array = new Int32Array(1024);
  #rest: Int32Array = new Int32Array(1024);
  #next: Int32Array = new Int32Array(1024);
  /** Of the matches last found, places in the log. */
  starts: number[] = [];
  lasts: number[] = [];

  constructor(plan: PatternPlan, events: PatternEvents) {
    const { steps, links, endsWithout } = plan;
    this.#plan = plan;
    this.#events = events;
    this.#stepBits = steps.map((match) => (match < 0 ? ANY : 1 << match));
    this.#needed = bitsOf(steps.filter((match) => match >= 0));
    this.#without = links.map(({ without }) => bitsOf(without));
    this.#endsWithout = bitsOf(endsWithout);
    this.#sparse = steps.length > 0 && !steps.includes(-1) && links.every(({ loose }) => loose);
    this.#codeBits = codeBits(events, this.#sparse ? 0 : ANY);
    this.#masked = events.matches.flatMap(({ mask }, match) => (mask ? [{ bit: 1 << match, mask }] : []));
  }

  /** Looks at the events at [from, to) of the log and returns how many matches there are, at most `most`. */
  find(from: number, to: number, most = Infinity): number {
    this.starts.length = this.lasts.length = 0;
    const n = this.#gather(from, to);
    if (n < Math.max(1, this.#stepBits.length)) return 0;
    this.#findEnds(n);
    const at = this.#at;
    const ends = this.#ends;
    for (let i = 0; i < n && this.starts.length < most; i++) {
      const end = ends[i]!;
      if (end === NONE) continue;
      this.starts.push(at[i]!);
      this.lasts.push(at[end]!);
      i = end;
    }
    return this.starts.length;
  }

  /** Whether a match that begins at this place may still be ruined by what comes after `knownMs`. */
  isOpen(start: number, knownMs: number): boolean {
    const { withinMs } = this.#plan;
    return this.#endsWithout !== 0 && withinMs < Infinity && this.#events.time[start]! + withinMs > knownMs;
  }

  /** How many events matter; 0 where a step has none. */
  #gather(from: number, to: number): number {
    if (this.#at.length < to - from) this.#grow(2 * (to - from));
    const { exists, event, time } = this.#events;
    const [at, bits, times, codes, masked] = [this.#at, this.#bits, this.#time, this.#codeBits, this.#masked];
    const sparse = this.#sparse;
    let n = 0;
    let seen = 0;
    for (let i = from; i < to; i++) {
      let found = codes[event[i]!]!;
      if (sparse && found === 0) continue;
      if (exists !== null && !hasBit(exists, i)) continue;
      for (let m = 0; m < masked.length; m++) {
        const { bit, mask } = masked[m]!;
        if ((found & bit) !== 0 && !hasBit(mask, i)) found &= ~bit;
      }
      seen |= found;
      at[n] = i;
      bits[n] = found;
      times[n++] = time[i]!;
    }
    return (seen & this.#needed) === this.#needed ? n : 0;
  }

  #grow(room: number): void {
    this.#at = new Int32Array(room);
    this.#bits = new Int32Array(room);
    this.#time = new Float64Array(room);
    this.#ends = new Int32Array(room);
    this.#rest = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  #findEnds(n: number): void {
    const { withinMs } = this.#plan;
    const forever = withinMs === Infinity;
    const found = this.#solve(0, n, forever ? this.#lastOf(this.#endsWithout, n) : 0);
    const ends = this.#ends;
    const time = this.#time;
    for (let i = 0; i < n; i++) ends[i] = found[i]!;
    if (forever) return;
    if (this.#endsWithout !== 0) this.#endClear(n);
    for (let i = 0; i < n; i++) if (ends[i] !== NONE && time[ends[i]!]! > time[i]! + withinMs) ends[i] = NONE;
  }

  /** Moves the ends past the last event within the time that must not follow them. */
  #endClear(n: number): void {
    const { withinMs } = this.#plan;
    const [ends, time, bits, without] = [this.#ends, this.#time, this.#bits, this.#endsWithout];
    let seen = 0;
    let least = 0;
    let solved = 0;
    let again = ends;
    for (let i = 0; i < n; i++) {
      const edge = time[i]! + withinMs;
      for (; seen < n && time[seen]! <= edge; seen++) if ((bits[seen]! & without) !== 0) least = seen;
      if (ends[i] === NONE || ends[i]! >= least) continue;
      if (solved !== least) {
        let stop = seen;
        while (stop < n && (bits[stop]! & without) === 0) stop++;
        again = this.#solve(i, stop, least);
        solved = least;
      }
      ends[i] = again[i]!;
    }
  }

  /** Where the shortest way through all steps ends, not before `leastEnd`, by the event at [from, to) it begins at. */
  #solve(from: number, to: number, leastEnd: number): Int32Array {
    const { links } = this.#plan;
    const [steps, bits] = [this.#stepBits, this.#bits];
    let next = this.#next;
    let rest = this.#rest;
    const last = steps.length - 1;
    const lastBit = steps[last] ?? ANY;
    for (let i = from; i < to; i++) next[i] = i >= leastEnd && (bits[i]! & lastBit) !== 0 ? i : NONE;
    for (let j = last - 1; j >= 0; j--) {
      if (links[j]!.loose) this.#loose(j, from, to, next, rest);
      else {
        const bit = steps[j]!;
        rest[to - 1] = NONE;
        for (let i = from; i < to - 1; i++) rest[i] = (bits[i]! & bit) !== 0 ? next[i + 1]! : NONE;
      }
      [next, rest] = [rest, next];
    }
    return next;
  }

  #loose(step: number, from: number, to: number, next: Int32Array, rest: Int32Array): void {
    const { gaps } = this.#plan.links[step]!;
    const [bits, bit, without] = [this.#bits, this.#stepBits[step]!, this.#without[step]!];
    // the first event of the window, the first from there on that goes to the end, and the first that may not lie between
    let window = to;
    let first = to;
    let blocked = to;
    for (let i = to - 1; i >= from; i--) {
      while (window - 1 > i && (gaps.length === 0 || this.#lateEnough(gaps, i, window - 1))) {
        window--;
        if (next[window] !== NONE) first = window;
      }
      const here = bits[i]!;
      const goesOn = (here & bit) !== 0 && first < to && first <= blocked && this.#earlyEnough(gaps, i, first);
      rest[i] = goesOn ? next[first]! : NONE;
      if ((here & without) !== 0) blocked = i;
    }
  }

  #lateEnough(gaps: PatternLink['gaps'], i: number, later: number): boolean {
    for (const { op, micros } of gaps) if (!isLate(op, this.#micros(i, later), micros)) return false;
    return true;
  }

  #earlyEnough(gaps: PatternLink['gaps'], i: number, later: number): boolean {
    for (const { op, micros } of gaps) if (!isEarly(op, this.#micros(i, later), micros)) return false;
    return true;
  }

  #micros(i: number, later: number): number {
    return Math.round((this.#time[later]! - this.#time[i]!) * 1000);
  }

  #lastOf(wanted: number, n: number): number {
    for (let i = n - 1; i > 0; i--) if ((this.#bits[i]! & wanted) !== 0) return i;
    return 0;
  }
}

const bitsOf = (matches: number[]): number => matches.reduce((bits, match) => bits | (1 << match), 0);

/** The matches that an event code may be by name. */
function codeBits({ event, matches }: PatternEvents, always: number): Int32Array {
  const bits = new Int32Array(1 << (8 * event.BYTES_PER_ELEMENT)).fill(always);
  matches.forEach(({ codes }, match) => {
    for (let code = 0; code < bits.length; code++) if (codes === null || codes[code] === 1) bits[code]! |= 1 << match;
  });
  return bits;
}

const isLate = (op: GapOperator, gap: number, bound: number): boolean =>
  op === 'gt' ? gap > bound : op === 'gte' || op === 'is' ? gap >= bound : true;

const isEarly = (op: GapOperator, gap: number, bound: number): boolean =>
  op === 'lt' ? gap < bound : op === 'lte' || op === 'is' ? gap <= bound : true;
