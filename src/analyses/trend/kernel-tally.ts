import type { Shard } from '#log/shard.ts';

/**
 * What was counted of the people of a shard. Each row is of one person and group: how often something happened in a
 * bucket (in several rows, where it is more often than a byte holds), which session began in it (as the place of its
 * first event), or one number of the property. A person's rows are by time.
 */
export interface Tally {
  /** Index in the whole log of the first person here. */
  firstPerson: number;
  /** people + 1 entries: person p's rows are [starts[p], starts[p + 1]). */
  starts: Uint32Array;
  /** There are never more buckets than two bytes can tell apart. */
  bucket: Uint16Array;
  /** Null without a breakdown. */
  group: Uint16Array | Uint32Array | null;
  amount: Uint8Array | Uint32Array | Float64Array;
}

/** How often at most one row says. */
export const MOST_IN_ROW = 255;
const MOST_SHORT = 1 << 16;
const FEWEST = 1024;
/** So much more room than is expected to be needed. */
const SPARE = 1.1;

type Amounts = Uint8Array | Uint32Array | Float64Array;
type Groups = Uint16Array | Uint32Array;

const AMOUNTS = { events: Uint8Array, sessions: Uint32Array, numbers: Float64Array };

/** Rows while they are found; of an event there is one at most. Whoever writes reserves first, and then sets `size`. */
export class TallyRows {
  size = 0;
  readonly starts: Uint32Array;
  bucket = new Uint16Array(FEWEST);
  group: Groups | null;
  amount: Amounts;
  readonly #shard: Shard;

  constructor(of: keyof typeof AMOUNTS, shard: Shard, groups: number | null) {
    this.#shard = shard;
    this.starts = new Uint32Array(shard.personStart.length);
    this.group = groups === null ? null : groups > MOST_SHORT ? new Uint32Array(FEWEST) : new Uint16Array(FEWEST);
    this.amount = new AMOUNTS[of](FEWEST);
  }

  /** Makes room for the events of people [from, to), and for what the rest will need if it is like those before. */
  reserve(from: number, to: number): void {
    const { personStart, event } = this.#shard;
    const needed = this.size + personStart[to]! - personStart[from]!;
    if (needed <= this.bucket.length) return;
    const perEvent = this.size / Math.max(1, personStart[from]!);
    const length = Math.max(needed, Math.ceil(SPARE * perEvent * event.length), Math.ceil(SPARE * this.bucket.length));
    const longer = <T extends Amounts | Groups>(list: T): T => {
      const out = new (list.constructor as new (length: number) => T)(length);
      out.set(list.subarray(0, this.size));
      return out;
    };
    this.bucket = longer(this.bucket);
    this.group = this.group && longer(this.group);
    this.amount = longer(this.amount);
  }

  push(bucket: number, group: number, amount: number): void {
    this.bucket[this.size] = bucket;
    if (this.group) this.group[this.size] = group;
    this.amount[this.size++] = amount;
  }

  done(): Tally {
    const { size } = this;
    const isTight = size * SPARE * SPARE >= this.bucket.length;
    const cut = <T extends Amounts | Groups>(list: T): T =>
      (isTight ? list.subarray(0, size) : list.slice(0, size)) as T;
    return {
      firstPerson: this.#shard.firstPerson,
      starts: this.starts,
      bucket: cut(this.bucket),
      group: this.group && cut(this.group),
      amount: cut(this.amount),
    };
  }
}

/** The people of `right` follow those of `left`. Buckets move by the given steps, groups of the right are renumbered to `groups` of both. */
export function joinTallies(
  left: Tally,
  right: Tally,
  moved: { left: number; right: number },
  renumbered: readonly number[],
  groups: number,
): Tally {
  const [before, n] = [left.bucket.length, left.bucket.length + right.bucket.length];
  const both = <T extends Amounts | Groups>(out: T, one: ArrayLike<number>, other: ArrayLike<number>): T => {
    out.set(one);
    out.set(other, one.length);
    return out;
  };
  const shift = (list: Uint16Array, by: number): Uint16Array => (by === 0 ? list : list.map((bucket) => bucket + by));
  const { group } = left;
  return {
    firstPerson: left.firstPerson,
    starts: both(
      new Uint32Array(left.starts.length + right.starts.length - 1),
      left.starts,
      right.starts.subarray(1).map((start) => start + before),
    ),
    bucket: both(new Uint16Array(n), shift(left.bucket, moved.left), shift(right.bucket, moved.right)),
    group:
      group &&
      right.group &&
      both(
        groups > MOST_SHORT ? new Uint32Array(n) : new Uint16Array(n),
        group,
        Array.from(right.group, (each) => renumbered[each]!),
      ),
    amount: both(new (left.amount.constructor as new (length: number) => Amounts)(n), left.amount, right.amount),
  };
}
