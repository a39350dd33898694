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
  /** Places in the log of the person's events that exist, and where the shortest match from each ends. */
  #at: Int32Array = new Int32Array(1024);
  #ends: Int32Array = new Int32Array(1024);
  #rest: Int32Array = new Int32Array(1024);
  #next: Int32Array = new Int32Array(1024);
  /** Of the matches last found, places in the log. */
  starts: number[] = [];
  lasts: number[] = [];

  constructor(plan: PatternPlan, events: PatternEvents) {
    this.#plan = plan;
    this.#events = events;
  }

  /** Looks at the events at [from, to) of the log and returns how many matches there are, at most `most`. */
  find(from: number, to: number, most = Infinity): number {
    const n = this.#gather(from, to);
    this.starts.length = this.lasts.length = 0;
    if (n < this.#plan.steps.length) return 0;
    this.#findEnds(n);
    const at = this.#at;
    for (let i = 0; i < n && this.starts.length < most; i++) {
      const end = this.#ends[i]!;
      if (end === NONE) continue;
      this.starts.push(at[i]!);
      this.lasts.push(at[end]!);
      i = end;
    }
    return this.starts.length;
  }

  /** Whether a match that begins at this place may still be ruined by what comes after `knownMs`. */
  isOpen(start: number, knownMs: number): boolean {
    const { endsWithout, withinMs } = this.#plan;
    return endsWithout.length > 0 && withinMs < Infinity && this.#events.time[start]! + withinMs > knownMs;
  }

  #gather(from: number, to: number): number {
    if (this.#at.length < to - from) {
      const room = 2 * (to - from);
      this.#at = new Int32Array(room);
      this.#ends = new Int32Array(room);
      this.#rest = new Int32Array(room);
      this.#next = new Int32Array(room);
    }
    const { exists } = this.#events;
    const at = this.#at;
    let n = 0;
    for (let i = from; i < to; i++) if (!exists || hasBit(exists, i)) at[n++] = i;
    return n;
  }

  #findEnds(n: number): void {
    const { steps, endsWithout, withinMs } = this.#plan;
    const ends = this.#ends;
    if (steps.length === 0) {
      for (let i = 0; i < n; i++) ends[i] = i;
      return;
    }
    const forever = withinMs === Infinity;
    ends.set(this.#solve(0, n, forever ? this.#lastOf(endsWithout, n) : 0).subarray(0, n));
    if (forever) return;
    if (endsWithout.length > 0) this.#endClear(n);
    for (let i = 0; i < n; i++) if (ends[i] !== NONE && this.#time(ends[i]!) > this.#time(i) + withinMs) ends[i] = NONE;
  }

  /** Moves the ends past the last event within the time that must not follow them. */
  #endClear(n: number): void {
    const { endsWithout, withinMs } = this.#plan;
    const ends = this.#ends;
    let seen = 0;
    let least = 0;
    let solved = 0;
    let again = ends;
    for (let i = 0; i < n; i++) {
      const edge = this.#time(i) + withinMs;
      for (; seen < n && this.#time(seen) <= edge; seen++) if (this.#isOne(endsWithout, seen)) least = seen;
      if (ends[i] === NONE || ends[i]! >= least) continue;
      if (solved !== least) {
        let stop = seen;
        while (stop < n && !this.#isOne(endsWithout, stop)) stop++;
        again = this.#solve(i, stop, least);
        solved = least;
      }
      ends[i] = again[i]!;
    }
  }

  /** Where the shortest way through all steps ends, not before `leastEnd`, by the event at [from, to) it begins at. */
  #solve(from: number, to: number, leastEnd: number): Int32Array {
    const { steps, links } = this.#plan;
    let next = this.#next;
    let rest = this.#rest;
    const last = steps.length - 1;
    for (let i = from; i < to; i++) next[i] = i >= leastEnd && this.#is(steps[last]!, i) ? i : NONE;
    for (let j = last - 1; j >= 0; j--) {
      const link = links[j]!;
      if (link.loose) this.#loose(steps[j]!, link, from, to, next, rest);
      else {
        rest[to - 1] = NONE;
        for (let i = from; i < to - 1; i++) rest[i] = this.#is(steps[j]!, i) ? next[i + 1]! : NONE;
      }
      [next, rest] = [rest, next];
    }
    return next;
  }

  #loose(step: number, link: PatternLink, from: number, to: number, next: Int32Array, rest: Int32Array): void {
    // the first event of the window, the first from there on that goes to the end, and the first that may not lie between
    let window = to;
    let first = to;
    let blocked = to;
    for (let i = to - 1; i >= from; i--) {
      while (window - 1 > i && this.#lateEnough(link, i, window - 1)) {
        window--;
        if (next[window] !== NONE) first = window;
      }
      rest[i] =
        first < to && first <= blocked && this.#is(step, i) && this.#earlyEnough(link, i, first) ? next[first]! : NONE;
      if (this.#isOne(link.without, i)) blocked = i;
    }
  }

  #lateEnough({ gaps }: PatternLink, i: number, later: number): boolean {
    for (const { op, micros } of gaps) if (!isLate(op, this.#micros(i, later), micros)) return false;
    return true;
  }

  #earlyEnough({ gaps }: PatternLink, i: number, later: number): boolean {
    for (const { op, micros } of gaps) if (!isEarly(op, this.#micros(i, later), micros)) return false;
    return true;
  }

  #time(i: number): number {
    return this.#events.time[this.#at[i]!]!;
  }

  #micros(i: number, later: number): number {
    return Math.round((this.#time(later) - this.#time(i)) * 1000);
  }

  #lastOf(matches: number[], n: number): number {
    if (matches.length > 0) for (let i = n - 1; i >= 0; i--) if (this.#isOne(matches, i)) return i;
    return 0;
  }

  #isOne(matches: number[], i: number): boolean {
    for (const match of matches) if (this.#is(match, i)) return true;
    return false;
  }

  #is(match: number, i: number): boolean {
    if (match < 0) return true;
    const place = this.#at[i]!;
    const { codes, mask } = this.#events.matches[match]!;
    return (codes === null || codes[this.#events.event[place]!] === 1) && (mask === null || hasBit(mask, place));
  }
}

const isLate = (op: GapOperator, gap: number, bound: number): boolean =>
  op === 'gt' ? gap > bound : op === 'gte' || op === 'is' ? gap >= bound : true;

const isEarly = (op: GapOperator, gap: number, bound: number): boolean =>
  op === 'lt' ? gap < bound : op === 'lte' || op === 'is' ? gap <= bound : true;
