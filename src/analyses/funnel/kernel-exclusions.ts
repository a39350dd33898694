import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { firstAtLeast, firstPlaceAfter, type Chosen, type Journey } from './kernel-journey.ts';
import { timeBy, timeFrom, type Way } from './kernel-way.ts';
import type { FunnelOptions } from './switches.ts';

/** An excluded event, with its place among the person's events that exist. */
export interface Spoiler {
  timeMs: number;
  place: number;
}

interface List {
  from: number;
  to: number;
  times: Float64Array;
  places: Int32Array;
  length: number;
}

/** The excluded events of one person, and whether an attempt is spoilt by them. */
export class Exclusions {
  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #lists: List[];

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#input = input;
    this.#options = options;
    this.#lists = options.exclusions.map(({ from, to }) => ({
      from,
      to,
      times: new Float64Array(16),
      places: new Int32Array(16),
      length: 0,
    }));
  }

  /** Takes the person's excluded events, of those that `keep` leaves. */
  read(person: number, keep: ((event: number) => boolean) | null): void {
    const { shard, exists } = this.#input;
    if (this.#lists.length === 0) return;
    for (const list of this.#lists) list.length = 0;
    let place = 0;
    const end = shard.personStart[person + 1]!;
    for (let i = shard.personStart[person]!; i < end; i++) {
      if (exists && !hasBit(exists, i)) continue;
      if (keep && !keep(i)) continue;
      this.#take(i, place++);
    }
  }

  /** Takes the excluded ones of some of a person's events. */
  readSome({ events, places }: Chosen): void {
    if (this.#lists.length === 0) return;
    for (const list of this.#lists) list.length = 0;
    for (let n = 0; n < events.length; n++) this.#take(events[n]!, places[n]!);
  }

  #take(i: number, place: number): void {
    const { shard, matches, span } = this.#input;
    const { steps, lateSteps } = this.#options;
    const lists = this.#lists;
    const t = shard.time[i]!;
    if (t < span.fromMs || (!lateSteps && t > span.toMs)) return;
    for (let x = 0; x < lists.length; x++) {
      const { codes, mask } = matches[steps + x]!;
      if ((codes && codes[shard.event[i]!] !== 1) || (mask && !hasBit(mask, i))) continue;
      push(lists[x]!, t, place);
    }
  }

  spoils(way: Way, journey: Journey, fileOrder: boolean): boolean {
    return this.spoiler(way, journey, fileOrder) !== null;
  }

  /** The first event that spoils the attempt. */
  spoiler(way: Way, journey: Journey, fileOrder: boolean): Spoiler | null {
    let first: Spoiler | null = null;
    for (const list of this.#lists) {
      if (list.length === 0 || way.depth <= list.from) continue;
      if (this.#options.order === 'strict' && way.depth > list.to) continue;
      const at = this.#find(list, way, journey, fileOrder);
      if (at < 0 || (first && list.places[at]! >= first.place)) continue;
      first = { timeMs: list.times[at]!, place: list.places[at]! };
    }
    return first;
  }

  /** Place in the list of the first event between the two steps; of skipped ones the next filled outside counts. */
  #find({ from, to, times, places, length }: List, way: Way, journey: Journey, fileOrder: boolean): number {
    const { order, windowFrom, windowMs } = this.#options;
    const { depth } = way;
    const begun = timeBy(way, from);
    const edge = way.time[windowFrom === 'entry' ? 0 : depth - 1]! + windowMs;
    if (order === 'strict') {
      if (way.stop >= journey.length) return -1;
      const t = journey.time[way.stop]!;
      if (t > edge || t <= begun) return -1;
      const at = fileOrder ? firstAtLeast(places, length, journey.place[way.stop]!) : firstAtLeast(times, length, t);
      return at < length && (fileOrder ? places[at] === journey.place[way.stop] : times[at] === t) ? at : -1;
    }
    const at = firstPlaceAfter(times, length, begun);
    if (at >= length) return -1;
    return (depth > to ? times[at]! < timeFrom(way, to) : times[at]! <= edge) ? at : -1;
  }
}

function push(list: List, time: number, place: number): void {
  if (list.length === list.times.length) {
    const { times, places } = list;
    (list.times = new Float64Array(2 * times.length)).set(times);
    (list.places = new Int32Array(2 * places.length)).set(places);
  }
  list.times[list.length] = time;
  list.places[list.length++] = place;
}
