import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { firstAtLeast, type Chosen, type Journey } from './kernel-journey.ts';
import { betterFirst, trailOf } from './kernel-trail.ts';
import type { Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** The events of a person that carry the same values. */
interface HeldValue extends Chosen {
  codes: number[];
}

export interface HeldAttempt {
  way: Way;
  spoilt: boolean;
  /** Place of the event that opened it. */
  place: number;
}

/** One person's events by the values of the held properties. An attempt is of the events of one value alone. */
export class HeldValues {
  values: HeldValue[] = [];
  /** Two events that carry a value lie so close that ties may decide. */
  tied = false;
  /** Events without one of the properties: they are in no attempt, but spoil those whose values they do not contradict. */
  #partial: HeldValue[] = [];
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#input = input;
    this.#options = options;
  }

  /** Takes the person's events, of those that `keep` leaves. */
  read(person: number, keep: ((event: number) => boolean) | null): void {
    const { shard, exists, columns } = this.#input;
    const held = columns.slice(columns.length - this.#options.hold);
    const known = new Map<number | string, HeldValue>();
    const end = shard.personStart[person + 1]!;
    let place = 0;
    let before = -Infinity;
    this.values = [];
    this.#partial = [];
    this.tied = false;
    for (let i = shard.personStart[person]!; i < end; i++) {
      if ((exists && !hasBit(exists, i)) || (keep && !keep(i))) continue;
      const key = held.length === 1 ? held[0]!.codes[i]! : held.map(({ codes }) => codes[i]!).join();
      let value = known.get(key);
      if (!value) {
        value = { codes: held.map(({ codes }) => codes[i]!), events: [], places: [] };
        known.set(key, value);
        (value.codes.includes(0) ? this.#partial : this.values).push(value);
      }
      value.events.push(i);
      value.places.push(place++);
      if (value.codes.includes(0)) continue;
      const t = shard.time[i]!;
      if (t - before <= this.#options.graceMs) this.tied = true;
      before = t;
    }
  }

  /**
   * The events that may spoil an attempt of that value: its own, and those that carry no other value. In `strict` what
   * is not of the value stands nowhere, so it can end no attempt.
   */
  spoilersOf(value: HeldValue): Chosen {
    const { exclusions, order } = this.#options;
    if (exclusions.length === 0 || order === 'strict') return value;
    const spoilers = [value, ...this.#partial.filter(({ codes }) => agree(codes, value.codes))];
    if (spoilers.length === 1) return value;
    const all = spoilers
      .flatMap(({ events, places }) => events.map((event, n) => ({ event, place: places[n]! })))
      .sort((a, b) => a.event - b.event);
    return { events: all.map(({ event }) => event), places: all.map(({ place }) => place) };
  }

  /** Place of the event that opened an attempt; of several at the instant, where they open it together, of the first. */
  entryPlace({ time, event }: Way, { sets, set, time: times, place, length }: Journey, byInstant: boolean): number {
    if (!byInstant) return place[event[0]!]!;
    const any = this.#options.order === 'any';
    let i = firstAtLeast(times, length, time[0]!);
    while (any ? set[i] === 0 : sets.has[set[i]! * sets.steps] !== 1) i++;
    return place[i]!;
  }
}

const agree = (partial: number[], codes: number[]): boolean =>
  partial.every((code, c) => code === 0 || code === codes[c]);

/**
 * The attempts of all values in order of their start. Where ties are together those of one instant are one attempt:
 * the deepest of them, of equals the one with more steps, then whose steps come earliest, then whose entry does.
 */
export function attemptsInOrder(found: HeldAttempt[], byInstant: boolean): HeldAttempt[] {
  found.sort(
    (a, b) => a.way.time[0]! - b.way.time[0]! || (byInstant ? deepestFirst(a.way, b.way) : 0) || a.place - b.place,
  );
  return byInstant ? found.filter(({ way }, n) => n === 0 || found[n - 1]!.way.time[0] !== way.time[0]) : found;
}

const deepestFirst = (a: Way, b: Way): number => b.depth - a.depth || betterFirst(trailOf(a), trailOf(b));
