import { Dictionary } from './dictionary.ts';
import { NO_ID, type Identities } from './identities.ts';
import { layOut, type Laid } from './lay-out.ts';
import { RepeatedRows } from './repeated-rows.ts';
import { RowIds } from './row-ids.ts';
import { coder, NO_TEXT } from './text-coder.ts';
import { hasValue, textAt, type CodedColumn, type TextColumn } from './text-column.ts';

/** Milliseconds since the epoch in UTC, microseconds as a fraction; NaN where bytes[start, end) is no such time. */
export type TimeReader = (bytes: Uint8Array, start: number, end: number) => number;

/** Some rows of the table, in its order, as events. */
export interface EventBatch {
  /** Rows of the table that these are. */
  tableRows: number;
  /** How many events they may be: entries in each of the columns below. */
  events: number;
  /** Row of each, counted from the first of the batch; null where each row is one event. */
  row: Uint32Array | null;
  /** Identities of whoever did it, by number of their kind. */
  ids: { kind: number; column: TextColumn | CodedColumn }[];
  /** What becomes of an event without any id: nobody's, a person's of its own, or that of the person with this id of the first kind. */
  withoutId: 'none' | 'each' | { id: string };
  event: TextColumn | CodedColumn;
  /** Times as text, or as milliseconds, NaN where there is none. */
  time: TextColumn | CodedColumn | Float64Array;
  readTime: TimeReader;
  /** Events of one person and name with the same value here are one. */
  oneEventPer: TextColumn | CodedColumn | null;
  /** Of events with the same value here only the first is kept. */
  once: TextColumn | CodedColumn | null;
}

/** Rows of the table that are no events of anybody, and why. */
export interface Unusable {
  withoutPerson: number;
  withoutTime: number;
  /** Times that are there but cannot be read, with up to five examples. */
  unreadableTimes: number;
  unreadableExamples: string[];
}

/** What the rows of one table became. */
export interface TableCounts {
  table: string;
  rows: number;
  events: number;
  unusable: Unusable;
  unnamed: number;
  /** Rows left out as repeats, and rows that are part of another row's event. */
  repeats: number;
  merged: number;
  /** Events of ids that the setup leaves out; absent where it leaves out none. */
  leftOut?: number;
  /** Of a table of people: rows about somebody who has events. */
  matched?: number;
}

/** An event that is none: of nobody, or without a time. */
export const NOBODY = 0xffffffff;
export const CHUNK = 1 << 20;
const NO_BYTES = new Uint8Array(0);
const MOST_NAMES = 1 << 16;
const EXAMPLES = 5;

/** Events as they come, before they are sorted. */
export interface Chunk {
  /** The first filled id. */
  id: Uint32Array;
  /** The strongest of the others; null where no event of the chunk has two. */
  best: Uint32Array | null;
  event: Uint16Array;
  time: Float64Array;
  /** Null where the place of an event is its row. */
  row: Uint32Array | null;
}

export class TooManyNames extends Error {}

/** Takes the rows of tables in their order and lays them out as an event log. */
export class LogBuilder {
  readonly #chunks: Chunk[] = [];
  readonly #names = new Dictionary();
  readonly #repeated = new RepeatedRows();
  #once = new Dictionary();
  #rows = 0;
  /** Events in the chunks, unusable ones included. */
  #places = 0;
  /** Events that are kept so far. */
  events = 0;
  readonly unusable: Unusable = { withoutPerson: 0, withoutTime: 0, unreadableTimes: 0, unreadableExamples: [] };
  /** Events without a name: events all the same, under an empty name. */
  unnamed = 0;
  /** Events left out as repeats: by `skip`, or because their value of `once` came before. */
  repeats = 0;
  /** Events of ids that are left out. */
  leftOut = 0;

  constructor(readonly ids: Identities) {}

  get rows(): number {
    return this.#rows;
  }

  /** Rows so far that are part of another row's event. */
  get merged(): number {
    return this.#repeated.size;
  }

  /** Different event names so far; what they are called in the log may be said at the end. */
  get names(): string[] {
    return this.#names.texts();
  }

  /** What `once` and `oneEventPer` say of one table says nothing of the next. */
  beginTable(): void {
    this.#once = new Dictionary();
    this.#repeated.forget();
  }

  /** `skip` tells rows of the whole table that are left out. */
  add(batch: EventBatch, skip?: (row: number) => boolean): void {
    const { event, row, withoutId } = batch;
    const ids = new RowIds(this.ids, batch.ids);
    const given = typeof withoutId === 'object' ? this.ids.of(batch.ids[0]!.kind, withoutId.id) : NO_ID;
    const nameAt = coder(this.#names, event);
    const onceAt = batch.once && coder(this.#once, batch.once);
    const partOf = batch.oneEventPer && this.#repeated.reader(batch.oneEventPer);
    const rowsAreKept = row !== null || this.#places !== this.#rows;
    for (let i = 0; i < batch.events; i++) {
      const at = this.#places & (CHUNK - 1);
      if (at === 0) this.#chunks.push(newChunk());
      const chunk = this.#chunks[this.#chunks.length - 1]!;
      const tableRow = this.#rows + (row ? row[i]! : i);
      if (rowsAreKept) keptRows(chunk, this.#places - at)[at] = tableRow;
      this.#places++;
      chunk.id[at] = NOBODY;
      if (skip?.(tableRow)) {
        this.repeats++;
        continue;
      }
      const has = ids.has(i);
      if (!has && ids.hasText(i)) {
        this.leftOut++;
        continue;
      }
      const lacks = (!has && withoutId === 'none') || !hasTime(batch.time, i);
      if (lacks && partOf?.follows(i, tableRow)) continue;
      if (!has && withoutId === 'none') {
        this.unusable.withoutPerson++;
        continue;
      }
      const ms = this.#time(batch, i);
      if (Number.isNaN(ms) && !ids.several) continue;
      ids.read(i);
      if (ids.several) ids.link(ms);
      if (Number.isNaN(ms)) continue;
      const id = has ? ids.first : withoutId === 'each' ? this.ids.ofRow(tableRow) : given;
      if (onceAt && this.#seenBefore(onceAt, i)) continue;
      const name = this.#name(nameAt(i));
      if (partOf?.isPart(i, id, name, tableRow)) continue;
      this.events++;
      chunk.time[at] = ms;
      chunk.id[at] = id;
      chunk.event[at] = name;
      if (ids.best >= 0) keptBest(chunk)[at] = ids.best;
    }
    this.#rows += batch.tableRows;
  }

  #name(code: number): number {
    if (code !== NO_TEXT && code < MOST_NAMES) return code;
    if (code !== NO_TEXT) throw new TooManyNames(`More than ${MOST_NAMES} different event names.`);
    this.unnamed++;
    return this.#names.code(NO_BYTES, 0, 0);
  }

  #seenBefore(codeAt: (row: number) => number, i: number): boolean {
    const before = this.#once.size;
    const repeat = codeAt(i) !== NO_TEXT && this.#once.size === before;
    if (repeat) this.repeats++;
    return repeat;
  }

  #time({ time, readTime }: EventBatch, i: number): number {
    if (time instanceof Float64Array) {
      if (Number.isNaN(time[i]!)) this.unusable.withoutTime++;
      return time[i]!;
    }
    if (!hasValue(time, i)) {
      this.unusable.withoutTime++;
      return NaN;
    }
    const texts = 'codes' in time ? time.values : time;
    const at = 'codes' in time ? time.codes[i]! : i;
    const ms = readTime(texts.bytes, texts.starts[at]!, texts.ends[at]!);
    if (Number.isNaN(ms)) {
      this.unusable.unreadableTimes++;
      const { unreadableExamples } = this.unusable;
      if (unreadableExamples.length < EXAMPLES) unreadableExamples.push(textAt(texts, at)!.slice(0, 80));
    }
    return ms;
  }

  /**
   * Sorts the events; yields so that a long sort can be left. The builder is used up.
   * `names` says what each of `this.names` is called in the log, null = its events are left out.
   */
  finish(names: readonly (string | null)[] = this.names): Generator<void, Laid> {
    const chunks = this.#chunks.splice(0);
    return layOut({
      chunks,
      places: this.#places,
      rows: this.#rows,
      names,
      ids: this.ids,
      merged: this.#repeated.merged(),
    });
  }
}

const hasTime = (time: EventBatch['time'], i: number): boolean =>
  time instanceof Float64Array ? !Number.isNaN(time[i]!) : hasValue(time, i);

export function newChunk(): Chunk {
  return {
    id: new Uint32Array(CHUNK),
    best: null,
    event: new Uint16Array(CHUNK),
    time: new Float64Array(CHUNK),
    row: null,
  };
}

/** The chunk's rows, which are kept from the first on that is not its place. */
const keptRows = (chunk: Chunk, firstPlace: number): Uint32Array =>
  (chunk.row ??= Uint32Array.from(chunk.id, (_, at) => firstPlace + at));

const keptBest = (chunk: Chunk): Uint32Array => (chunk.best ??= new Uint32Array(CHUNK).fill(NO_ID));
