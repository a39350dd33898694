import { firstPlaceAfter } from './kernel-journey.ts';
import { fillsStep, type Way } from './kernel-way.ts';
import { bucketsOf } from '#vocabulary/calendar-buckets.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { TrendOptions } from './switches.ts';

/** One entry for each unit and bucket in which an attempt of it reached the trend's first step, or for each attempt. */
export interface TrendEntries {
  of: TrendOptions;
  /** Index in the whole log. */
  person: Uint32Array;
  /** Group of a breakdown, 0 without one. */
  group: Uint32Array;
  /** First instant of the bucket. */
  startMs: Float64Array;
  /** 1 where an attempt reached the trend's last step too. */
  converted: Uint8Array;
}

/** Books attempts on the bucket of their start. */
export class TrendTally {
  readonly #firstPerson: number;
  readonly #starts: Float64Array;
  /** Whether an attempt of the unit at hand converted, by bucket. */
  readonly #unit = new Map<number, 0 | 1>();
  readonly #person: number[] = [];
  readonly #group: number[] = [];
  readonly #startMs: number[] = [];
  readonly #converted: number[] = [];

  constructor(
    input: KernelInput,
    readonly options: TrendOptions,
  ) {
    const { fromMs, toMs } = input.span;
    this.#firstPerson = input.shard.firstPerson;
    this.#starts = Float64Array.from(
      bucketsOf(options.buckets, {
        fromMs: Math.max(fromMs, earliest(input)),
        toMs: Math.min(toMs, input.lastMs),
      }),
      ({ startMs }) => startMs,
    );
  }

  begin(): void {
    this.#unit.clear();
  }

  take(way: Way): void {
    const { from, to } = this.options;
    if (!fillsStep(way, from)) return;
    const bucket = firstPlaceAfter(this.#starts, this.#starts.length, way.time[0]!) - 1;
    const converted = fillsStep(way, to);
    if (converted || !this.#unit.has(bucket)) this.#unit.set(bucket, converted ? 1 : 0);
  }

  /** Writes down the unit at hand, counted from the shard's first person. */
  count(person: number, group: number): void {
    for (const [bucket, converted] of this.#unit) {
      this.#person.push(this.#firstPerson + person);
      this.#group.push(group);
      this.#startMs.push(this.#starts[bucket]!);
      this.#converted.push(converted);
    }
  }

  /** Writes down an attempt on its own. */
  attempt(way: Way, person: number, group: number): void {
    this.begin();
    this.take(way);
    this.count(person, group);
  }

  done(): TrendEntries {
    return {
      of: this.options,
      person: Uint32Array.from(this.#person),
      group: Uint32Array.from(this.#group),
      startMs: Float64Array.from(this.#startMs),
      converted: Uint8Array.from(this.#converted),
    };
  }
}

function earliest({ shard }: KernelInput): number {
  let least = Infinity;
  for (let p = 0; p < peopleIn(shard); p++) {
    const first = shard.personStart[p]!;
    if (first < shard.personStart[p + 1]!) least = Math.min(least, shard.time[first]!);
  }
  return least;
}
