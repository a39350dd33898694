import { firstAtLeast, type Journey } from './kernel-journey.ts';
import { betterFirst, writeTrail, type Trail } from './kernel-trail.ts';
import { copyWay, counts, noWay, type Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** A way of one attempt up to some step, by its events. An event before the latest one counts at that one's time. */
interface State extends Trail {
  earliest: number;
}

/** Ways of one attempt followed side by side, and continuations tried for one person before only one way is followed. */
const MOST_WAYS = 1000;
const MOST_TRIED = 2_000_000;

/**
 * Attempts where ties have a width (`grace`) or a distance (`windowEvents`): step by step, all ways that differ in what
 * they leave for later. Of events that match the same steps only the earliest is tried where they can be exchanged.
 * Exact unless one attempt has more than 1,000 such ways (rules that overlap, or hundreds of events at one instant with
 * `windowEvents`); then the earliest are followed.
 */
export class Search {
  #tried = 0;
  /** Events of each step set, in log order. */
  readonly #alike = new Map<number, number[]>();
  readonly #now: Way;
  readonly #optional: boolean[];

  constructor(
    readonly journey: Journey,
    readonly options: FunnelOptions,
  ) {
    this.#now = noWay(options.steps);
    this.#optional = Array.from({ length: options.steps }, (_, k) => options.optional.includes(k));
  }

  /** Begins with a person: the continuations tried are counted from here. */
  begin(): void {
    this.#tried = 0;
  }

  get #mostWays(): number {
    return this.#tried < MOST_TRIED ? MOST_WAYS : 1;
  }

  solve(reuse: boolean, way: Way): void {
    const { attempt, steps } = this.options;
    way.depth = 0;
    this.each(reuse, (now) => {
      if (counts(now.depth, way.depth, attempt)) copyWay(now, way);
      return attempt === 'first' || (attempt === 'furthest' && way.depth === steps);
    });
  }

  /** Shows every attempt, in order of their start, until one is enough. */
  each(reuse: boolean, enough: (way: Way) => boolean): void {
    const { time, set, length, span, sets } = this.journey;
    this.#alike.clear();
    for (let i = 0; i < length; i++) {
      if (set[i] === 0) continue;
      const alike = this.#alike.get(set[i]!);
      if (alike) alike.push(i);
      else this.#alike.set(set[i]!, [i]);
    }
    for (let i = 0; i < length;) {
      const t = time[i]!;
      const openings: State[] = [];
      const met = new Set<number>();
      for (; i < length && time[i] === t; i++) {
        if (sets.has[set[i]! * sets.steps] !== 1 || t < span.fromMs || t > span.toMs) continue;
        if (openings.length >= this.#mostWays || (this.#exchangeable && met.has(set[i]!))) continue;
        met.add(set[i]!);
        openings.push({ at: [i], steps: [0], times: [t], earliest: t });
      }
      if (openings.length === 0) continue;
      this.#attempt(openings, reuse);
      if (enough(this.#now)) break;
    }
  }

  /** Whether of two events that match the same steps the earlier may always go first. */
  get #exchangeable(): boolean {
    return this.options.order !== 'strict' && this.options.windowEvents === Infinity;
  }

  #attempt(openings: State[], reuse: boolean): void {
    const { options, journey } = this;
    const way = this.#now;
    let states = openings;
    let best = openings[0]!;
    for (let step = 1; step < options.steps && states.length > 0; step++) {
      const next = states.flatMap((state) => this.#continue(state, step, reuse)).sort(betterFirst);
      if (next.length > 0) best = next[0]!;
      if (this.#optional[step]) next.push(...states);
      states = next.length <= 1 ? next : this.#distinct(next.sort(betterFirst), step, reuse);
    }
    writeTrail(best, way, (event) => event);
    way.stop = firstAtLeast(journey.time, journey.length, best.times.at(-1)!);
    while (way.stop < journey.length && journey.time[way.stop] === best.times.at(-1)) way.stop++;
    way.ended = options.order === 'strict' && way.stop < journey.length;
  }

  /** Keeps one of the states that leave the same for later: the first, whose steps come earliest. */
  #distinct(states: State[], step: number, reuse: boolean): State[] {
    const { journey, options } = this;
    const { sets, set, time } = journey;
    const strict = options.order === 'strict';
    const wanted = (event: number): boolean => {
      for (let k = step + 1; k < options.steps; k++) if (sets.has[set[event]! * sets.steps + k] === 1) return true;
      return false;
    };
    const known = new Map<string, State>();
    for (const state of states) {
      const latest = state.times.at(-1)!;
      const spent = strict
        ? state.at
        : reuse
          ? []
          : state.at.filter((event) => time[event]! >= latest - options.graceMs && wanted(event));
      const key = [
        latest,
        strict ? state.earliest : 0,
        options.windowEvents === Infinity ? 0 : state.at.at(-1)!,
        ...[...spent].sort((a, b) => a - b),
      ].join();
      if (!known.has(key)) known.set(key, state);
      if (known.size >= this.#mostWays) break;
    }
    return [...known.values()];
  }

  #continue(state: State, step: number, reuse: boolean): State[] {
    const { options } = this;
    const { time } = this.journey;
    const latest = state.times.at(-1)!;
    const least = latest - options.graceMs;
    const most = (options.windowFrom === 'entry' ? state.times[0]! : latest) + options.windowMs;
    const found: State[] = [];
    const free = (event: number): boolean => reuse || !state.at.includes(event);
    const take = (event: number): void => {
      this.#tried++;
      const t = time[event]!;
      found.push({
        at: [...state.at, event],
        steps: [...state.steps, step],
        times: [...state.times, Math.max(latest, t)],
        earliest: Math.min(state.earliest, t),
      });
    };
    if (this.#exchangeable) this.#tryAlike(step, least, latest, most, free, take);
    else this.#tryNear(state, step, least, most, free, take);
    return found;
  }

  #tryAlike(
    step: number,
    least: number,
    latest: number,
    most: number,
    free: (event: number) => boolean,
    take: (event: number) => void,
  ): void {
    const { time, sets } = this.journey;
    const once = this.options.windowFrom === 'entry';
    for (const [set, events] of this.#alike) {
      if (sets.has[set * sets.steps + step] !== 1) continue;
      let from = 0;
      for (let to = events.length; from < to;) {
        const mid = (from + to) >>> 1;
        if (time[events[mid]!]! < least) from = mid + 1;
        else to = mid;
      }
      let before = -Infinity;
      for (let e = from; e < events.length; e++) {
        const t = time[events[e]!]!;
        if (t > most) break;
        const moment = Math.max(t, latest);
        if (moment === before || !free(events[e]!)) continue;
        take(events[e]!);
        if (once) break;
        before = moment;
      }
    }
  }

  #tryNear(
    state: State,
    step: number,
    least: number,
    most: number,
    free: (event: number) => boolean,
    take: (event: number) => void,
  ): void {
    const { time, place, set, sets, length } = this.journey;
    const { windowEvents, order } = this.options;
    const strict = order === 'strict';
    const latest = state.times.at(-1)!;
    const here = place[state.at.at(-1)!]!;
    const reach = strict ? Infinity : windowEvents + 1;
    const from = Math.max(
      firstAtLeast(time, length, least),
      reach === Infinity ? 0 : firstAtLeast(place, length, here - reach),
    );
    for (let i = from; i < length && time[i]! <= most && place[i]! <= here + reach; i++) {
      const t = time[i]!;
      if (strict && !this.#closed(state, i)) {
        if (t > latest) break;
        continue;
      }
      if (sets.has[set[i]! * sets.steps + step] === 1 && free(i)) take(i);
    }
  }

  /** In `strict`: with event `i` too, no event that must stand between two steps is left over. */
  #closed(state: State, i: number): boolean {
    const { time, length } = this.journey;
    const { graceMs } = this.options;
    const t = time[i]!;
    const after = Math.min(state.earliest, t) + graceMs;
    const before = Math.max(state.times.at(-1)!, t) - graceMs;
    for (let z = firstAtLeast(time, length, after); z < length && time[z]! < before; z++)
      if (time[z]! > after && z !== i && !state.at.includes(z)) return false;
    return true;
  }
}
