import { hasBit } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import { firstAtLeast, firstPlaceAfter, type Chosen, type Journey, type Way } from './kernel-journey.ts';
import type { FunnelOptions } from './switches.ts';

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
    for (const list of this.#lists) {
      if (list.length === 0 || way.depth <= list.from) continue;
      const ended = this.#options.order === 'strict' && way.depth > list.to;
      if (!ended && this.#finds(list, way, journey, fileOrder)) return true;
    }
    return false;
  }

  #finds({ from, to, times, places, length }: List, way: Way, journey: Journey, fileOrder: boolean): boolean {
    const { order, windowFrom, windowMs } = this.#options;
    const { depth } = way;
    const edge = way.time[windowFrom === 'entry' ? 0 : depth - 1]! + windowMs;
    if (order === 'strict') {
      if (way.stop >= journey.length) return false;
      const t = journey.time[way.stop]!;
      if (t > edge || t <= way.time[from]!) return false;
      const at = fileOrder ? firstAtLeast(places, length, journey.place[way.stop]!) : firstAtLeast(times, length, t);
      return at < length && (fileOrder ? places[at] === journey.place[way.stop] : times[at] === t);
    }
    const begun = way.time[from]!;
    const at = firstPlaceAfter(times, length, begun);
    if (at >= length) return false;
    return depth > to ? times[at]! < way.time[to]! : times[at]! <= edge;
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
