import type { KernelInput } from '#log/shard.ts';
import type { Exclusions } from './kernel-exclusions.ts';
import { attemptsInOrder, type HeldAttempt } from './kernel-held.ts';
import type { Chosen, Journey, View } from './kernel-journey.ts';
import { seat } from './kernel-seats.ts';
import { noWay, type Way } from './kernel-way.ts';
import type { Ties } from './spec.ts';
import type { FunnelOptions } from './switches.ts';

/** Events of a person that one attempt may be made of, and those that may spoil it. */
export interface Track {
  events: Chosen;
  spoilers: Chosen;
}

/** Finds attempts on the journey at hand. */
export interface Finder {
  /** The first one, in `way`; depth 0 where there is none. */
  first(ties: Ties, way: Way): void;
  /** The event of each step is known, not only its instant. */
  isExact(ties: Ties): boolean;
  /** Of ways to the last step one may count that gets there later. */
  looksAhead(ties: Ties): boolean;
}

/** An event that opens an attempt. */
interface Opener {
  track: number;
  timeMs: number;
  place: number;
}

/** Events read at first, and where that looks ahead; four times as many wherever these do not lead to the last step. */
const FEW = 16;
const MANY = 1024;

/**
 * A person's attempts one after another: each sees only what lies behind the end of the one before, and of the very
 * instant of that end what no attempt has used.
 */
export class Attempts {
  /** Whether an event lies behind the end of the last attempt; once one does, all later ones do. */
  #isBehind: (timeMs: number, place: number) => boolean = () => true;
  /** 1 at the places of events that an attempt has used, or that ended one. */
  #spent = new Uint8Array(0);
  #tracks: Track[] = [];
  /** Steps that each event of a track matches. */
  #sets: Int32Array[] = [];
  #only: View['only'] = null;
  #ties: Ties = 'together';

  constructor(
    readonly input: KernelInput,
    readonly options: FunnelOptions,
    readonly journey: Journey,
    readonly exclusions: Exclusions,
    readonly finder: Finder,
  ) {}

  /** Shows every attempt that is not spoilt; its events are those of the journey while it is shown. */
  each(tracks: Track[], only: View['only'], ties: Ties, show: (way: Way) => void): void {
    this.#tracks = tracks;
    this.#only = only;
    this.#ties = ties;
    this.#isBehind = () => true;
    const places = tracks.reduce((most, { events }) => Math.max(most, (events.places.at(-1) ?? -1) + 1), 0);
    this.#spent = new Uint8Array(places);
    this.#sets = tracks.map(({ events }) => Int32Array.from(events.events, (event) => this.journey.setOf(event, only)));
    const openers = tracks.flatMap((_, track) => this.#openers(track)).sort((a, b) => a.place - b.place);
    for (let o = 0; o < openers.length; o++) {
      while (o < openers.length && this.#opens(openers[o]!)) this.#take(openers, o, show);
    }
  }

  #opens({ timeMs, place }: Opener): boolean {
    return this.#isBehind(timeMs, place) && this.#spent[place] !== 1;
  }

  /** Events at one instant have no order. */
  get #byInstant(): boolean {
    return this.#ties === 'together' || this.options.order === 'any';
  }

  #openers(track: number): Opener[] {
    const { events, places } = this.#tracks[track]!.events;
    const { time } = this.input.shard;
    const { sets, span } = this.journey;
    const any = this.options.order === 'any';
    const found: Opener[] = [];
    events.forEach((event, n) => {
      const timeMs = time[event]!;
      if (timeMs < span.fromMs || timeMs > span.toMs) return;
      const set = this.#sets[track]![n]!;
      if (any ? set !== 0 : sets.has[set * sets.steps] === 1) found.push({ track, timeMs, place: places[n]! });
    });
    return found;
  }

  /** The attempt that opens there; of several tracks at one instant without order the one that counts. */
  #take(openers: Opener[], o: number, show: (way: Way) => void): void {
    const { timeMs } = openers[o]!;
    const met = new Map<number, Opener>();
    for (let p = o; p < openers.length && openers[p]!.timeMs === timeMs; p++) {
      const opener = openers[p]!;
      if (this.#opens(opener) && !met.has(opener.track)) met.set(opener.track, opener);
      if (!this.#byInstant || met.size === this.#tracks.length) break;
    }
    const found = [...met.values()].map((opener): HeldAttempt => {
      const way = noWay(this.options.steps);
      this.#find(opener, way);
      return { way, spoilt: false, place: opener.place };
    });
    const { way } = attemptsInOrder(found, this.#byInstant)[0]!;
    if (met.size > 1) this.#find(met.get(way.held)!, way);
    this.#end(way, show);
  }

  #find(opener: Opener, way: Way): void {
    const { journey, finder, options } = this;
    const { steps } = options;
    for (let most = finder.looksAhead(this.#ties) ? MANY : FEW; ; most *= 4) {
      const { cut, whole } = this.#cut(opener, most);
      journey.readSome(cut, this.#only);
      finder.first(this.#ties, way);
      way.held = opener.track;
      if (whole || (way.depth === steps && !way.time.includes(NaN))) return;
    }
  }

  /** The events from an opener on, as far as its attempt may reach; at least so many where there are more. */
  #cut({ track, timeMs, place: begin }: Opener, most: number): { cut: Chosen; whole: boolean } {
    const { events, places } = this.#tracks[track]!.events;
    const { time } = this.input.shard;
    const { order, steps, windowMs, windowFrom, windowEvents, graceMs } = this.options;
    const sets = this.#sets[track]!;
    const strict = order === 'strict';
    const windows = order !== 'any' && windowFrom === 'previous' ? Math.max(1, steps - 1) : 1;
    const limit = timeMs + windows * windowMs;
    // of events alike at one instant no attempt can use more, and one more stands between
    const exchangeable = (this.#byInstant || this.#ties === 'apart') && (strict || windowEvents === Infinity);
    const alike = exchangeable ? steps + 1 : Infinity;
    const cut: Chosen = { events: [], places: [] };
    let ofSet: number[] = [];
    let stands = 0;
    let before = -Infinity;
    let farthest = Infinity;
    for (let n = this.#firstBehind(track, timeMs - graceMs); n < events.length; n++) {
      const event = events[n]!;
      const place = places[n]!;
      const t = time[event]!;
      if (this.#spent[place] === 1) continue;
      if (t > timeMs && farthest === Infinity && order === 'ordered')
        farthest = (cut.places.at(-1) ?? place) + (steps - 1) * (windowEvents + 1);
      if (t > limit || place > farthest) break;
      // a strict attempt fills a step at each place, or instant, between its first and its last
      const isNext = this.#ties === 'fileOrder' ? place >= begin : t >= timeMs && t !== before;
      if (strict && graceMs === 0 && isNext && stands++ > steps) break;
      if (t !== before) {
        if (cut.events.length >= most) return { cut, whole: false };
        ofSet = [];
        before = t;
      }
      const set = sets[n]!;
      if (set === 0 && !strict) continue;
      const many = ofSet[set] ?? 0;
      if (many === alike) continue;
      ofSet[set] = many + 1;
      cut.events.push(event);
      cut.places.push(place);
    }
    return { cut, whole: true };
  }

  /** Place in the track's list of its first event from then on that lies behind the end of the last attempt. */
  #firstBehind(track: number, fromMs: number): number {
    const { events, places } = this.#tracks[track]!.events;
    const { time } = this.input.shard;
    let from = 0;
    for (let to = events.length; from < to;) {
      const mid = (from + to) >>> 1;
      const t = time[events[mid]!]!;
      if (t < fromMs || !this.#isBehind(t, places[mid]!)) from = mid + 1;
      else to = mid;
    }
    return from;
  }

  /** Shows the attempt at hand unless it is spoilt, and sets its end. */
  #end(way: Way, show: (way: Way) => void): void {
    const { journey, options } = this;
    const { order, steps, windowFrom, windowMs, windowEvents } = options;
    const fileOrder = this.#ties === 'fileOrder' && order !== 'any';
    if (options.exclusions.length > 0) this.exclusions.readSome(this.#tracks[way.held]!.spoilers);
    const spoiler = this.exclusions.spoiler(way, journey, fileOrder);
    if (spoiler) {
      this.#endAt(spoiler.timeMs, [spoiler.place], fileOrder);
      return;
    }
    if (!this.finder.isExact(this.#ties)) seat(way, journey, options.reuse && this.#ties !== 'apart');
    show(way);
    const last = way.depth - 1;
    const used = [...way.event.subarray(0, way.depth)]
      .filter((event) => event >= 0)
      .map((event) => journey.place[event]!);
    if (way.depth === steps || order === 'strict') {
      this.#endAt(way.time[last]!, used, fileOrder);
      return;
    }
    for (const place of used) this.#spent[place] = 1;
    const edgeMs = way.time[windowFrom === 'entry' ? 0 : last]! + windowMs;
    const edge = used.at(-1)! + windowEvents + 1;
    this.#isBehind = (t, place) => t > edgeMs || place > edge;
  }

  /** Ends an attempt with an event; another at its instant may open the next one. */
  #endAt(timeMs: number, used: number[], fileOrder: boolean): void {
    if (fileOrder) {
      const last = used.at(-1)!;
      this.#isBehind = (_, place) => place > last;
      return;
    }
    for (const place of used) this.#spent[place] = 1;
    this.#isBehind = (t) => t >= timeMs;
  }
}
