import type { EventColumn } from '#log/shard.ts';
import type { EntryList } from './kernel-entries.ts';
import type { GroupNumbers } from '../group-numbers.ts';
import type { Tally, TallyRow } from './kernel-tally.ts';
import type { RetentionOptions } from './switches.ts';

/** Where what is found goes; no tally where units are measured. */
interface Found {
  list: EntryList;
  tally: Tally | null;
}

/** One person's starts and returns in the order of time; its lists are used again for the next. */
export class Person {
  readonly #options: RetentionOptions;
  /** First instants of the periods, and the end of the last. */
  readonly #periods: Float64Array;
  readonly #same: EventColumn | null;
  readonly #amounts: Float64Array | null;
  readonly #found: Found;
  readonly #groups: (Found & { numbers: GroupNumbers }) | null;
  /** Whether a value of the start event is its group, too. */
  readonly #groupIsValue: boolean;
  /** Column of each period after the start. */
  readonly #columnOf: Int32Array;
  readonly #bits: Uint8Array;
  /** By column, those past the last one behind. */
  readonly #scratch: Pick<TallyRow, 'events' | 'values' | 'sums'>;

  #person = 0;
  /** Period of the latest event. */
  #period = 0;
  #started = false;
  // of each cohort the person is in
  #starts = 0;
  readonly #startPeriod: number[] = [];
  readonly #startEvent: number[] = [];
  readonly #startMs: number[] = [];
  /** Codes of the values its start events carry. */
  readonly #startCodes: number[][] = [];
  // returns of one period and one value are one; of a rolling clock each is its own
  #returns = 0;
  readonly #backPeriod: number[] = [];
  readonly #backMs: number[] = [];
  readonly #backLastMs: number[] = [];
  readonly #backCode: number[] = [];
  readonly #backCount: number[] = [];
  /** Of the returns that carry a number. */
  readonly #backValues: number[] = [];
  readonly #backSum: number[] = [];

  constructor(
    options: RetentionOptions,
    periods: Float64Array,
    reads: { same: EventColumn | null; amounts: Float64Array | null },
    found: Found,
    groups: (Found & { numbers: GroupNumbers }) | null,
  ) {
    this.#options = options;
    this.#periods = periods;
    this.#same = reads.same;
    this.#amounts = reads.amounts;
    this.#found = found;
    this.#groups = groups;
    this.#groupIsValue = options.sameValue === 0 && options.breakdown?.length === 1;
    this.#columnOf = Int32Array.from(options.widths.flatMap((width, column) => new Array<number>(width).fill(column)));
    this.#bits = new Uint8Array(Math.ceil(options.widths.length / 8));
    const scratch = (): Float64Array => new Float64Array(options.widths.length + 1);
    this.#scratch = { events: scratch(), values: scratch(), sums: scratch() };
  }

  begin(person: number): void {
    this.#person = person;
    this.#period = 0;
    this.#started = false;
    this.#starts = 0;
    this.#returns = 0;
  }

  /** A start event; `counted` when it lies in a period of the range. */
  start(event: number, timeMs: number, counted: boolean): void {
    const { cohort } = this.#options;
    const known = this.#started;
    this.#started ||= counted || cohort === 'firstEver';
    if (!counted || (known && cohort !== 'everyPeriod')) return;
    const period = this.#periodOf(timeMs);
    const code = this.#same ? this.#same.codes[event]! : 0;
    const latest = this.#starts - 1;
    if (latest >= 0 && this.#startPeriod[latest] === period) {
      const codes = this.#startCodes[latest]!;
      if (!codes.includes(code)) codes.push(code);
      return;
    }
    const at = this.#starts++;
    this.#startPeriod[at] = period;
    this.#startEvent[at] = event;
    this.#startMs[at] = timeMs;
    this.#startCodes[at] = [code];
  }

  back(event: number, timeMs: number): void {
    const period = this.#periodOf(timeMs);
    const code = this.#same ? this.#same.codes[event]! : 0;
    const latest = this.#returns - 1;
    if (
      latest >= 0 &&
      this.#options.rollingMs === null &&
      this.#backPeriod[latest] === period &&
      this.#backCode[latest] === code
    ) {
      this.#backCount[latest]!++;
      this.#backLastMs[latest] = timeMs;
      this.#measure(latest, event);
      return;
    }
    const at = this.#returns++;
    this.#backPeriod[at] = period;
    this.#backMs[at] = timeMs;
    this.#backLastMs[at] = timeMs;
    this.#backCode[at] = code;
    this.#backCount[at] = 1;
    this.#backValues[at] = 0;
    this.#backSum[at] = 0;
    this.#measure(at, event);
  }

  #measure(at: number, event: number): void {
    const amount = this.#amounts ? this.#amounts[event]! : NaN;
    if (Number.isNaN(amount)) return;
    this.#backValues[at]!++;
    this.#backSum[at]! += amount;
  }

  end(): void {
    let from = 0;
    for (let s = 0; s < this.#starts; s++) {
      while (from < this.#returns && this.#backPeriod[from]! < this.#startPeriod[s]!) from++;
      const codes = this.#startCodes[s]!;
      const { list, tally } = this.#found;
      this.#fill(s, from, codes);
      this.#add(list, tally, s, from, codes, 0);
      if (!this.#groups) continue;
      const { numbers, ...grouped } = this.#groups;
      if (!this.#groupIsValue) {
        this.#add(grouped.list, grouped.tally, s, from, codes, numbers.at(this.#startEvent[s]!));
        continue;
      }
      for (const code of codes) {
        this.#fill(s, from, [code]);
        this.#add(grouped.list, grouped.tally, s, from, [code], numbers.of(code));
      }
    }
  }

  /** Into a list, and what its returns add up to into a tally, with the cells as they were filled. */
  #add(list: EntryList, tally: Tally | null, s: number, from: number, codes: number[], group: number): void {
    const periodMs = this.#periods[this.#startPeriod[s]!]!;
    list.add(this.#person, periodMs, this.#startMs[s]!, this.#lastMs(s, from, codes), group, this.#bits);
    if (tally) this.#count(s, from, codes, tally.row(periodMs, group));
  }

  #counts(r: number, codes: number[]): boolean {
    return !this.#same || (this.#backCode[r] !== 0 && codes.includes(this.#backCode[r]!));
  }

  #lastMs(s: number, from: number, codes: number[]): number {
    for (let r = this.#returns - 1; r >= from; r--)
      if (this.#counts(r, codes)) return Math.max(this.#startMs[s]!, this.#backLastMs[r]!);
    return this.#startMs[s]!;
  }

  /** Adds the return events of a start to the cells that it is in. */
  #count(s: number, from: number, codes: number[], row: TallyRow): void {
    const { onOrAfter, widths } = this.#options;
    const columns = widths.length;
    const { events, values, sums } = this.#scratch;
    for (const list of [events, values, sums]) list.fill(0);
    for (let r = from; r < this.#returns; r++) {
      const periods = this.#periodsAfter(s, r);
      if (periods < 0 || !this.#counts(r, codes)) continue;
      const column = periods < this.#columnOf.length ? this.#columnOf[periods]! : columns;
      events[column]! += this.#backCount[r]!;
      values[column]! += this.#backValues[r]!;
      sums[column]! += this.#backSum[r]!;
    }
    for (let k = columns - 1; k >= 0; k--) {
      if (onOrAfter && k > 0) for (const list of [events, values, sums]) list[k]! += list[k + 1]!;
      if ((this.#bits[k >> 3]! & (1 << (k & 7))) === 0) continue;
      row.events[k]! += events[k]!;
      row.values[k]! += values[k]!;
      row.sums[k]! += sums[k]!;
    }
  }

  /** Times come in order, so the period is that of the event before or a later one. */
  #periodOf(timeMs: number): number {
    const periods = this.#periods;
    if (timeMs < periods[this.#period + 1]!) return this.#period;
    let low = this.#period + 1;
    let high = periods.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (periods[middle]! <= timeMs) low = middle;
      else high = middle;
    }
    return (this.#period = low);
  }

  /** Sets the cells of one start, looking at returns from `from` on with one of the start's values. */
  #fill(s: number, from: number, codes: number[]): void {
    const { onOrAfter, minReturns, widths } = this.#options;
    const bits = this.#bits.fill(0);
    bits[0] = 1;
    const columns = widths.length;
    const step = onOrAfter ? -1 : 1;
    let column = -1;
    let count = 0;
    for (let r = onOrAfter ? this.#returns - 1 : from; r >= from && r < this.#returns; r += step) {
      const periods = this.#periodsAfter(s, r);
      if (periods < 1) {
        if (onOrAfter) return;
        continue;
      }
      const past = periods - this.#columnOf.length;
      if (past >= 0 && !onOrAfter) return;
      const here = past < 0 ? this.#columnOf[periods]! : columns + past;
      if (here !== column) count = 0;
      column = here;
      if (!this.#counts(r, codes)) continue;
      count += this.#backCount[r]!;
      if (count < minReturns) continue;
      if (!onOrAfter) bits[column >> 3]! |= 1 << (column & 7);
      else {
        for (let k = 1; k <= column && k < columns; k++) bits[k >> 3]! |= 1 << (k & 7);
        return;
      }
    }
  }

  /** How many periods after its start a return lies. */
  #periodsAfter(s: number, r: number): number {
    const { rollingMs } = this.#options;
    if (rollingMs === null) return this.#backPeriod[r]! - this.#startPeriod[s]!;
    // whole microseconds, as that is what times are kept to
    return Math.floor(Math.round((this.#backMs[r]! - this.#startMs[s]!) * 1000) / (rollingMs * 1000));
  }
}
