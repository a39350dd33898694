import { tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import { conditionSql, type ColumnReading } from '#sql/condition-sql.ts';
import { id } from '#sql/quote.ts';
import type { Condition } from '#vocabulary/rule.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import type { StoredType } from './source.ts';
import { TABLE } from './table.ts';

const VALUES = 'sojourn_values';

const STORED: Record<StoredType, ColumnReading['stored']> = {
  VARCHAR: 'text',
  BIGINT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'time',
};

/** Whether every value that is there is a finite number. */
const allNumbers = (column: string) =>
  `coalesce(bool_and(coalesce(isfinite(TRY_CAST(nullif(${column}, '') AS DOUBLE)), false)) FILTER (nullif(${column}, '') IS NOT NULL), false)`;

/** How each column's values compare; found out once, when a rule first asks. */
export class ColumnReadings {
  readonly #readings = new Map<string, ColumnReading>();

  constructor(private readonly opened: OpenedLog) {}

  has(property: string): boolean {
    return this.opened.columns.some(({ name }) => name === property);
  }

  /** Null where no file has the column. */
  async of(property: string, breath: Breath): Promise<ColumnReading | null> {
    const known = this.#readings.get(property);
    if (known) return known;
    const column = this.opened.columns.find(({ name }) => name === property);
    if (!column) return null;
    await this.opened.table();
    const stored = STORED[column.stored];
    const numeric =
      stored === 'number' ||
      (stored === 'text' && (await this.#isNumeric(`SELECT ${allNumbers(id(property))} FROM ${TABLE}`, breath)));
    const reading = { name: property, stored, numeric };
    this.#readings.set(property, reading);
    return reading;
  }

  /** Whether the column's values are numbers, where that is known by now. */
  isNumeric(property: string): boolean | undefined {
    return this.#readings.get(property)?.numeric;
  }

  async #isNumeric(sql: string, breath: Breath): Promise<boolean> {
    const database = await this.opened.database();
    for await (const batch of database.stream(sql, breath)) return batch.getChildAt(0)!.get(0) === true;
    return false;
  }

  /**
   * Decides a condition once per distinct value, 1 = passes, by the same SQL as on the table.
   * Without a reading the values themselves tell whether they are numbers.
   */
  async decide(
    values: (string | null)[],
    condition: Condition,
    reading: ColumnReading | null,
    zone: string,
    breath: Breath,
  ): Promise<Uint8Array> {
    const out = new Uint8Array(values.length);
    if (values.length === 0) return out;
    const database = await this.opened.database();
    const ipc = tableToIPC(tableFromArrays({ value: values }, { types: { value: utf8() } }), { format: 'stream' })!;
    database.query(`DROP TABLE IF EXISTS ${VALUES}`);
    database.insertArrow(VALUES, ipc);
    const numeric = reading?.numeric ?? (await this.#isNumeric(`SELECT ${allNumbers('value')} FROM ${VALUES}`, breath));
    const sql = conditionSql(condition, { name: 'value', stored: 'text', numeric }, zone);
    let at = 0;
    for await (const batch of database.stream(`SELECT ${sql} FROM ${VALUES}`, breath)) {
      const column = batch.getChildAt(0)!;
      for (let i = 0; i < batch.numRows; i++) out[at++] = column.get(i) === true ? 1 : 0;
    }
    database.query(`DROP TABLE ${VALUES}`);
    return out;
  }
}
