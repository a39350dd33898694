import { Numbers } from '#log/numbers.ts';
import { endOfBucket, startOfBucket, type BucketRule } from '#vocabulary/calendar-buckets.ts';
import { localMidnight, parseInstant, startOfDay } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';

/** A question about more periods has no answer. */
export const MOST_PERIODS = 5000;

/** Periods between two breaths: zones are slow to ask. */
const BREATH = 1 << 9;

/**
 * In which periods units were active. Shards begin with different periods and end with the same one, so periods are
 * numbered from the last.
 */
export interface ActivePeriods {
  /** Index in the whole log of each unit that is listed, ascending. */
  person: Uint32Array;
  /** Units + 1 entries: unit i's periods are [starts[i], starts[i + 1]) of `back`. */
  starts: Uint32Array;
  /** How many periods come after it, 0 = the last one; descending inside a unit. */
  back: Uint16Array;
}

/** Active periods while they are found. */
export class ActivePeriodList {
  readonly #person = new Numbers();
  readonly #starts = new Numbers();
  readonly #back = new Numbers();

  /** Lists a unit; its periods follow. */
  begin(person: number): void {
    this.#person.push(person);
    this.#starts.push(this.#back.size);
  }

  add(back: number): void {
    this.#back.push(back);
  }

  done(): ActivePeriods {
    this.#starts.push(this.#back.size);
    return {
      person: filled(this.#person),
      starts: filled(this.#starts),
      back: new Uint16Array(this.#back.array.subarray(0, this.#back.size)),
    };
  }
}

export const filled = <T extends Uint32Array | Float64Array>({ array, size }: { array: T; size: number }): T =>
  array.slice(0, size) as T;

export function joinPeriods(left: ActivePeriods, right: ActivePeriods): ActivePeriods {
  const starts = new Uint32Array(left.starts.length + right.starts.length - 1);
  starts.set(left.starts);
  starts.set(
    right.starts.subarray(1).map((start) => left.back.length + start),
    left.starts.length,
  );
  return { person: joined(left.person, right.person), starts, back: joined(left.back, right.back) };
}

export function joined<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(left: T, right: T): T {
  const out = new (left.constructor as new (length: number) => T)(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  return out;
}

/** Whether there are more periods from one instant to another than are looked at. */
export const areTooMany = ({ interval }: BucketRule, fromMs: number, toMs: number): boolean =>
  (toMs - fromMs) / durationMs({ n: 1, unit: interval }) > MOST_PERIODS;

/** First instants of the periods from that of `fromMs` to that of `toMs`, and the end of the last; nothing where there is none. */
export function* periodEdges(rule: BucketRule, fromMs: number, toMs: number): Generator<void, Float64Array> {
  if (!(fromMs <= toMs)) return new Float64Array();
  const edges = [startOfBucket(rule, fromMs)];
  while (edges.at(-1)! <= toMs) {
    if (edges.push(endOfBucket(rule, edges.at(-1)!)) % BREATH === 0) yield;
  }
  return Float64Array.from(edges);
}

/** The period that an instant between the first edge and the last lies in, no earlier than `least`. */
export function periodAt(edges: Float64Array, instantMs: number, least: number): number {
  if (instantMs < edges[least + 1]!) return least;
  if (instantMs < edges[least + 2]!) return least + 1;
  const last = edges.length - 2;
  const meanMs = (edges[last + 1]! - edges[0]!) / (last + 1);
  // periods are about as long as each other: a guess is at most a few away
  let at = Math.min(last, least + Math.trunc((instantMs - edges[least]!) / meanMs));
  while (edges[at]! > instantMs) at--;
  while (edges[at + 1]! <= instantMs) at++;
  return at;
}

/** The period of that name, as results give it; −1 where there is none. */
export function periodNamed(edges: Float64Array, { zone, interval }: BucketRule, start: string): number {
  if (interval === 'hour') return edges.subarray(0, -1).indexOf(parseInstant(start) ?? NaN);
  const midnight = localMidnight(start);
  return midnight === null ? -1 : edges.subarray(0, -1).indexOf(startOfDay(zone, midnight));
}
