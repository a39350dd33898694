/**
 * What was counted of the people of a shard. Each row is of one person and group: how many events there were in a
 * bucket, which session began in it (as the place of its first event), or one number of the property. Rows are by
 * person, then by time.
 */
export interface Tally {
  /** Index in the whole log. */
  person: Uint32Array;
  bucket: Uint32Array;
  /** Null without a breakdown. */
  group: Uint32Array | null;
  amount: Uint32Array | Float64Array;
}

const FEWEST = 1024;

/** Rows while they are found. */
export class TallyRows {
  size = 0;
  person = new Uint32Array(FEWEST);
  bucket = new Uint32Array(FEWEST);
  group: Uint32Array;
  amount: Uint32Array | Float64Array;

  constructor(
    readonly grouped: boolean,
    readonly numbers: boolean,
  ) {
    this.group = new Uint32Array(grouped ? FEWEST : 0);
    this.amount = numbers ? new Float64Array(FEWEST) : new Uint32Array(FEWEST);
  }

  push(person: number, bucket: number, group: number, amount: number): void {
    if (this.size === this.person.length) this.#grow();
    this.person[this.size] = person;
    this.bucket[this.size] = bucket;
    if (this.grouped) this.group[this.size] = group;
    this.amount[this.size++] = amount;
  }

  #grow(): void {
    const size = this.size * 2;
    const larger = (list: Uint32Array): Uint32Array<ArrayBuffer> => {
      const out = new Uint32Array(size);
      out.set(list);
      return out;
    };
    this.person = larger(this.person);
    this.bucket = larger(this.bucket);
    if (this.grouped) this.group = larger(this.group);
    const amount = this.numbers ? new Float64Array(size) : new Uint32Array(size);
    amount.set(this.amount);
    this.amount = amount;
  }

  done(): Tally {
    return {
      person: this.person.slice(0, this.size),
      bucket: this.bucket.slice(0, this.size),
      group: this.grouped ? this.group.slice(0, this.size) : null,
      amount: this.amount.slice(0, this.size),
    };
  }
}

/** Buckets move by the given steps, groups of the right list are renumbered to those of both. */
export function joinTallies(
  left: Tally,
  right: Tally,
  moved: { left: number; right: number },
  renumbered: readonly number[],
): Tally {
  const n = left.person.length + right.person.length;
  const both = <T extends Uint32Array | Float64Array>(out: T, one: T, other: T): T => {
    out.set(one);
    out.set(other, one.length);
    return out;
  };
  const shift = (list: Uint32Array, by: number): Uint32Array => (by === 0 ? list : list.map((bucket) => bucket + by));
  return {
    person: both(new Uint32Array(n), left.person, right.person),
    bucket: both(new Uint32Array(n), shift(left.bucket, moved.left), shift(right.bucket, moved.right)),
    group:
      left.group &&
      right.group &&
      both(
        new Uint32Array(n),
        left.group,
        right.group.map((group) => renumbered[group]!),
      ),
    amount: both(
      left.amount instanceof Float64Array ? new Float64Array(n) : new Uint32Array(n),
      left.amount,
      right.amount,
    ),
  };
}
