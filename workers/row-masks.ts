import type { EventLog } from '#log/event-log.ts';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { codesOf, eventsOfPeople, firstOnly, intoLogOrder, intoRowOrder, ontoHeads } from '#log/masks.ts';
import { intoLaidOrder } from '#log/regroup.ts';
import type { ResolvedMatch } from '#log/shard.ts';
import { conditionSql } from '#sql/condition-sql.ts';
import { instantOfText } from '#vocabulary/calendar.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Condition, Rule } from '#vocabulary/rule.ts';
import type { Breath } from './breath.ts';
import { ColumnReadings } from './column-readings.ts';
import type { OpenedLog } from './opened-log.ts';
import { personValues } from './person-values.ts';
import { TABLE } from './table.ts';

/** A mask of 10 million events is 1.25 MB: so many are kept, the longest unused go first. */
const KEPT_MASKS = 64;

/**
 * Rules on rows as bitmaps in the order of the table, kept under the text of each condition.
 * DuckDB decides the conditions; `all`, `any` and `not` are bit operations here.
 */
export class RowMasks {
  readonly readings: ColumnReadings;
  readonly #masks = new Map<string, Bitmap>();
  readonly #opened: OpenedLog;
  readonly #whole: RowMasks | undefined;

  /** `whole` are those of the log that this one is a cut of: rows are the same, people are not. */
  constructor(opened: OpenedLog, whole?: RowMasks) {
    this.#opened = opened;
    this.#whole = whole;
    this.readings = whole?.readings ?? new ColumnReadings(opened);
  }

  /** What is kept, to be weighed. */
  get kept(): ReadonlyMap<string, Bitmap> {
    return this.#masks;
  }

  forget(): void {
    this.#masks.clear();
  }

  /** The document's `where` on the events of a log; null = every event. */
  async exists(rule: Rule | undefined, log: EventLog, zone: string, breath: Breath): Promise<Bitmap | null> {
    return rule ? intoLogOrder(await this.#eventRows(rule, zone, breath), log) : null;
  }

  /** An event match on a log. `first` is always about the person, whatever the log is cut by. */
  async match(
    match: EventMatch,
    where: Rule | undefined,
    log: EventLog,
    zone: string,
    breath: Breath,
  ): Promise<ResolvedMatch> {
    const codes = codesOf(match, log.names);
    const rows = match.where ? await this.#eventRows(match.where, zone, breath) : null;
    if (!match.first) return { codes, mask: rows && intoLogOrder(rows, log) };
    const people = log.laid?.from ?? log;
    const passes = rows && intoLogOrder(rows, people);
    const exists = await this.exists(where, people, zone, breath);
    const first = firstOnly(match.first, people, codesOf(match, people.names), passes, exists);
    return { codes, mask: intoLaidOrder(first, log) };
  }

  /** Where several rows are one event, the event passes when one of its rows does. */
  async #eventRows(rule: Rule, zone: string, breath: Breath): Promise<Bitmap> {
    const rows = await this.rows(rule, zone, breath);
    const { merged } = this.#opened.log;
    return merged ? ontoHeads(rows, merged) : rows;
  }

  async rows(rule: Rule, zone: string, breath: Breath): Promise<Bitmap> {
    if ('all' in rule || 'any' in rule) {
      const every = 'all' in rule;
      const out = emptyBitmap(this.#opened.log.rows);
      if (every) out.words.fill(0xffffffff);
      for (const inner of 'all' in rule ? rule.all : rule.any) {
        const { words } = await this.rows(inner, zone, breath);
        for (let w = 0; w < words.length; w++)
          out.words[w] = every ? out.words[w]! & words[w]! : out.words[w]! | words[w]!;
      }
      return out;
    }
    if ('not' in rule) {
      const inner = await this.rows(rule.not, zone, breath);
      return { length: inner.length, words: inner.words.map((word) => ~word) };
    }
    if (this.#whole && rule.of !== 'person') return this.#whole.rows(rule, zone, breath);
    const key = JSON.stringify([
      zone,
      rule.property,
      rule.of ?? 'event',
      rule.op,
      rule.value ?? null,
      rule.ignoreCase ?? false,
    ]);
    const kept = this.#masks.get(key);
    this.#masks.delete(key);
    const mask = kept ?? (await this.#condition(rule, zone, breath));
    this.#masks.set(key, mask);
    if (this.#masks.size > KEPT_MASKS) this.#masks.delete(this.#masks.keys().next().value!);
    return mask;
  }

  async #condition(condition: Condition, zone: string, breath: Breath): Promise<Bitmap> {
    if (condition.of === 'person') return this.#personCondition(condition, zone, breath);
    if (condition.op === 'before' || condition.op === 'after') {
      const tables = this.#opened.tablesTimedBy(condition.property);
      if (tables.length > 0) return this.#timeCondition(condition, tables, zone);
    }
    const out = emptyBitmap(this.#opened.log.rows);
    const reading = await this.readings.of(condition.property, breath);
    if (!reading) {
      const missing = condition.op === 'isNot' || condition.op.startsWith('not') || condition.op === 'isNotSet';
      if (missing) out.words.fill(0xffffffff);
      return out;
    }
    const database = await this.#opened.database();
    let row = 0;
    for await (const batch of database.stream(
      `SELECT ${conditionSql(condition, reading, zone)} FROM ${TABLE}`,
      breath,
    )) {
      const data = batch.data.children[0]!;
      const bits = data.values as Uint8Array;
      for (let i = 0; i < batch.numRows; i++) {
        const bit = data.offset + i;
        if ((bits[bit >>> 3]! >>> (bit & 7)) & 1) setBit(out, row + i);
      }
      row += batch.numRows;
    }
    return out;
  }

  /** A time column is decided on the log's own times, which know the format and the zone of the file. */
  #timeCondition(condition: Condition, tables: { from: number; to: number }[], zone: string): Bitmap {
    const value = String(Array.isArray(condition.value) ? condition.value[0] : condition.value);
    const at = instantOfText(value, zone);
    const { log } = this.#opened;
    const bits = emptyBitmap(log.time.length);
    for (let i = 0; i < log.time.length; i++) {
      if (!(condition.op === 'before' ? log.time[i]! < at : log.time[i]! > at)) continue;
      const row = log.row[i]!;
      if (tables.some(({ from, to }) => row >= from && row < to)) setBit(bits, i);
    }
    return intoRowOrder(bits, log);
  }

  async #personCondition(condition: Condition, zone: string, breath: Breath): Promise<Bitmap> {
    const { log } = this.#opened;
    const { codes, values, reading } = await personValues(this.#opened, condition.property, breath);
    const decided = await this.readings.decide(values, condition, reading, zone, breath);
    const people = emptyBitmap(log.facts.people);
    for (let p = 0; p < codes.length; p++) if (decided[codes[p]!] === 1) setBit(people, p);
    return intoRowOrder(eventsOfPeople(people, log), log);
  }
}
