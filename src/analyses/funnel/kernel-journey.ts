import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { FunnelOptions } from './switches.ts';

/** Which of a person's events a funnel of one value takes. */
export interface View {
  /** The others do not exist. Null = all. */
  keep: ((event: number) => boolean) | null;
  /** A step that only these events can fill. */
  only: { step: number; is: (event: number) => boolean } | null;
}

/** Some of a person's events that exist, in log order. */
export interface Chosen {
  /** Positions in the shard. */
  events: number[];
  /** Places among all that exist. */
  places: number[];
}

/** Sets of steps that single events match. Set 0 is empty. */
export class StepSets {
  /** Set s holds step k where `has[s * steps + k]` is 1. */
  has = new Uint8Array(1024);
  count = 0;
  readonly #numbers = new Map<number, number>();
  readonly #keys: number[] = [];

  constructor(readonly steps: number) {
    this.numberOf(0);
  }

  /** `key` is the sum of 2^k over the steps, which 50 steps keep exact. */
  numberOf(key: number): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const set = this.count++;
    if (this.count * this.steps > this.has.length) {
      const wider = new Uint8Array(2 * this.count * this.steps);
      wider.set(this.has);
      this.has = wider;
    }
    for (let k = 0, rest = key; rest > 0; k++, rest = Math.floor(rest / 2)) this.has[set * this.steps + k] = rest % 2;
    this.#numbers.set(key, set);
    this.#keys.push(key);
    return set;
  }

  without(set: number, step: number): number {
    return this.has[set * this.steps + step] === 1 ? this.numberOf(this.#keys[set]! - 2 ** step) : set;
  }
}

/** The events of one person that the attempts can use, in log order; in `strict` every event that exists. */
export class Journey {
  readonly sets: StepSets;
  readonly span: Span;
  /** Events in the arrays below; what lies behind is of another person. */
  length = 0;
  time = new Float64Array(256);
  /** Place among the person's events that exist. */
  place = new Int32Array(256);
  set = new Int32Array(256);
  /** Position in the shard. */
  at = new Int32Array(256);
  /** Two events lie so close that ties may decide. */
  tied = false;
  /** Some event matches two steps. */
  overlaps = false;
  /** The person has an event in the range. */
  inRange = false;

  readonly #input: KernelInput;
  readonly #options: FunnelOptions;
  readonly #all: boolean;
  /** Set of a code whose steps have no rule, −1 where rules decide. */
  readonly #setOfCode: Int32Array;
  readonly #plainKey: Float64Array;
  readonly #ruled: { codes: Uint8Array | null; mask: Bitmap; key: number }[] = [];
  #several: boolean[] = [];

  constructor(input: KernelInput, options: FunnelOptions) {
    this.#input = input;
    this.#options = options;
    this.#all = options.order === 'strict';
    this.span = input.span;
    this.sets = new StepSets(options.steps);
    const codes = input.shard.event instanceof Uint8Array ? 256 : 65536;
    this.#setOfCode = new Int32Array(codes);
    this.#plainKey = new Float64Array(codes);
    const ruled = new Uint8Array(codes);
    input.matches.slice(0, options.steps).forEach((match, k) => {
      const key = 2 ** k;
      if (match.mask) this.#ruled.push({ codes: match.codes, mask: match.mask, key });
      for (let c = 0; c < codes; c++) {
        if (match.codes && match.codes[c] !== 1) continue;
        if (match.mask) ruled[c] = 1;
        else this.#plainKey[c] = this.#plainKey[c]! + key;
      }
    });
    for (let c = 0; c < codes; c++) this.#setOfCode[c] = ruled[c] ? -1 : this.sets.numberOf(this.#plainKey[c]!);
  }

  /** Fills the arrays with a person of the shard, counted from its first. */
  read(person: number, view: View | null = null): void {
    const { shard, exists } = this.#input;
    const end = shard.personStart[person + 1]!;
    this.#begin();
    let place = 0;
    for (let i = shard.personStart[person]!; i < end; i++) {
      if (exists && !hasBit(exists, i)) continue;
      if (view?.keep && !view.keep(i)) continue;
      this.#take(i, place++, view && view.only);
    }
  }

  /** A person's events that exist, of those that `keep` leaves. */
  chosen(person: number, keep: View['keep']): Chosen {
    const { shard, exists } = this.#input;
    const end = shard.personStart[person + 1]!;
    const found: Chosen = { events: [], places: [] };
    for (let i = shard.personStart[person]!; i < end; i++)
      if ((!exists || hasBit(exists, i)) && (!keep || keep(i))) found.places.push(found.events.push(i) - 1);
    return found;
  }

  /** Fills the arrays with some of a person's events, in log order. */
  readSome({ events, places }: Chosen, only: View['only']): void {
    this.#begin();
    for (let n = 0; n < events.length; n++) this.#take(events[n]!, places[n]!, only);
  }

  #begin(): void {
    this.length = 0;
    this.tied = this.overlaps = this.inRange = false;
  }

  #take(i: number, place: number, only: View['only']): void {
    const { shard, span } = this.#input;
    const { lateSteps, graceMs } = this.#options;
    let set = this.setOf(i, only);
    if (set === 0 && !this.#all && this.inRange) return;
    const t = shard.time[i]!;
    const inside = t >= span.fromMs && t <= span.toMs;
    if (inside) this.inRange = true;
    if (t < span.fromMs - graceMs) return;
    if (!inside && !lateSteps) set = 0;
    if (set === 0 && !this.#all) return;
    this.#push(i, t, place, set);
  }

  /** The steps that an event of the shard matches, wherever it lies. */
  setOf(i: number, only: View['only']): number {
    let set = this.#setOfCode[this.#input.shard.event[i]!]!;
    if (set < 0) set = this.#ruledSet(i);
    return only && !only.is(i) ? this.sets.without(set, only.step) : set;
  }

  #push(i: number, t: number, place: number, set: number): void {
    const n = this.length++;
    if (n === this.time.length) this.#grow();
    if (n > 0 && t - this.time[n - 1]! <= this.#options.graceMs) this.tied = true;
    if (set > 0 && (this.#several[set] ??= this.#isSeveral(set))) this.overlaps = true;
    this.time[n] = t;
    this.place[n] = place;
    this.set[n] = set;
    this.at[n] = i;
  }

  #isSeveral(set: number): boolean {
    let steps = 0;
    for (let k = 0; k < this.sets.steps; k++) steps += this.sets.has[set * this.sets.steps + k]!;
    return steps > 1;
  }

  #ruledSet(i: number): number {
    const code = this.#input.shard.event[i]!;
    let key = this.#plainKey[code]!;
    for (const rule of this.#ruled)
      if ((rule.codes === null || rule.codes[code] === 1) && hasBit(rule.mask, i)) key += rule.key;
    return this.sets.numberOf(key);
  }

  #grow(): void {
    const size = 2 * this.time.length;
    const { time, place, set, at } = this;
    (this.time = new Float64Array(size)).set(time);
    (this.place = new Int32Array(size)).set(place);
    (this.set = new Int32Array(size)).set(set);
    (this.at = new Int32Array(size)).set(at);
  }
}

/** First position in [0, n) whose value is at least `least`, n where there is none. */
export function firstAtLeast(values: Float64Array | Int32Array, n: number, least: number): number {
  let from = 0;
  let to = n;
  while (from < to) {
    const mid = (from + to) >>> 1;
    if (values[mid]! < least) from = mid + 1;
    else to = mid;
  }
  return from;
}

/** First position in [0, n) whose value is more than `most`, n where there is none. */
export function firstPlaceAfter(values: Float64Array, n: number, most: number): number {
  let from = 0;
  let to = n;
  while (from < to) {
    const mid = (from + to) >>> 1;
    if (values[mid]! <= most) from = mid + 1;
    else to = mid;
  }
  return from;
}
