/** One unit in one cohort, each a row of these lists. */
export interface Entries {
  person: Uint32Array;
  /** First instant of the cohort's period. */
  periodMs: Float64Array;
  /** Time of the start event that stands for it. */
  atMs: Float64Array;
  /** Time of the last return that counts, from the start event on; that of the start event where there is none. */
  lastMs: Float64Array;
  group: Uint32Array;
  /** `stride` bytes each; bit k is set when the unit is in cell k. */
  bits: Uint8Array;
}

/** Entries while they are found. */
export class EntryList {
  readonly #stride: number;
  #size = 0;
  #entries: Entries;

  /** `expected`: so many entries need no second place. */
  constructor(stride: number, expected = 0) {
    this.#stride = stride;
    this.#entries = emptyEntries(expected, stride);
  }

  add(person: number, periodMs: number, atMs: number, lastMs: number, group: number, bits: Uint8Array): void {
    const first = this.begin(person, periodMs, atMs, group);
    this.#entries.bits.set(bits, first);
    this.end(lastMs);
  }

  /** An entry whose cells and last return are still to be found; tells at which of `bits` its cells begin. */
  begin(person: number, periodMs: number, atMs: number, group = 0): number {
    if (this.#size === this.#entries.person.length) {
      const larger = emptyEntries(Math.max(64, this.#size * 2), this.#stride);
      for (const name of NAMES) larger[name].set(this.#entries[name]);
      this.#entries = larger;
    }
    const entries = this.#entries;
    const at = this.#size++;
    entries.person[at] = person;
    entries.periodMs[at] = periodMs;
    entries.atMs[at] = atMs;
    entries.group[at] = group;
    return at * this.#stride;
  }

  end(lastMs: number): void {
    this.#entries.lastMs[this.#size - 1] = lastMs;
  }

  /** Those of the entries so far; others after the next entry. */
  get bits(): Uint8Array {
    return this.#entries.bits;
  }

  /** The latest entry of another list, in a group. */
  addAgain(other: EntryList, group: number): void {
    const { person, periodMs, atMs, lastMs, bits } = other.#entries;
    const at = other.#size - 1;
    const cells = bits.subarray(at * this.#stride, (at + 1) * this.#stride);
    this.add(person[at]!, periodMs[at]!, atMs[at]!, lastMs[at]!, group, cells);
  }

  done(): Entries {
    const { person, periodMs, atMs, lastMs, group, bits } = this.#entries;
    const n = this.#size;
    if (n === person.length) return this.#entries;
    return {
      person: person.slice(0, n),
      periodMs: periodMs.slice(0, n),
      atMs: atMs.slice(0, n),
      lastMs: lastMs.slice(0, n),
      group: group.slice(0, n),
      bits: bits.slice(0, n * this.#stride),
    };
  }
}

const NAMES = ['person', 'periodMs', 'atMs', 'lastMs', 'group', 'bits'] as const;

const emptyEntries = (n: number, stride: number): Entries => ({
  person: new Uint32Array(n),
  periodMs: new Float64Array(n),
  atMs: new Float64Array(n),
  lastMs: new Float64Array(n),
  group: new Uint32Array(n),
  bits: new Uint8Array(n * stride),
});

/** The groups of the right list are renumbered to those of both. */
export function joinEntries(left: Entries, right: Entries, renumbered: number[]): Entries {
  const joined: Entries = {
    ...emptyEntries(left.person.length + right.person.length, 0),
    bits: new Uint8Array(left.bits.length + right.bits.length),
  };
  for (const name of NAMES) {
    joined[name].set(left[name]);
    joined[name].set(
      name === 'group' ? right.group.map((group) => renumbered[group]!) : right[name],
      left[name].length,
    );
  }
  return joined;
}
