import { Dictionary } from '#log/dictionary.ts';
import type { EventColumn } from '#log/shard.ts';
import type { TextColumn } from '#log/text-column.ts';
import { id } from '#sql/quote.ts';
import { asText, readColumn } from './arrow-columns.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

/** So much is kept of a table, but two columns at least: the longest unused go first. */
const KEPT_BYTES = 128e6;

const kept = new WeakMap<OpenedLog, Map<string, EventColumn>>();

/** What is kept of an open log, to be weighed. */
export const keptCodes = (opened: OpenedLog): ReadonlyMap<string, EventColumn> => kept.get(opened) ?? new Map();

export const forgetCodes = (opened: OpenedLog): boolean => kept.delete(opened);

/** A property's values by row of the table, which every cut of a log shares; kept for the next time. */
export async function rowCodes(opened: OpenedLog, property: string, breath: Breath): Promise<EventColumn> {
  const whole = opened.whole ?? opened;
  const columns = kept.get(whole) ?? new Map<string, EventColumn>();
  kept.set(whole, columns);
  const known = columns.get(property) ?? (await read(whole, property, breath));
  columns.delete(property);
  columns.set(property, known);
  keepWithin(KEPT_BYTES, columns);
  return known;
}

/** Lets go of the columns that were unused the longest, where all of one length take more than that. */
export function keepWithin(bytes: number, columns: Map<string, EventColumn>): void {
  const most = Math.max(
    2,
    Math.floor(bytes / Math.max(1, ...[...columns.values()].map(({ codes }) => codes.byteLength))),
  );
  while (columns.size > most) columns.delete(columns.keys().next().value!);
}

async function read(opened: OpenedLog, property: string, breath: Breath): Promise<EventColumn> {
  await opened.table();
  const codes = new Uint32Array(opened.log.rows);
  if (!opened.masks.readings.has(property)) return { codes, values: [] };
  const dictionary = new Dictionary();
  for await (const { column, from } of textOfRows(opened, property, breath)) {
    const codeAt = dictionary.reader(column);
    for (let i = 0; i < column.rows; i++) codes[from + i] = codeAt(i) + 1;
  }
  return { codes, values: dictionary.texts() };
}

/** A column of the table as text, batch by batch, with the number of its first row. */
export async function* textOfRows(
  opened: OpenedLog,
  property: string,
  breath: Breath,
): AsyncGenerator<{ column: TextColumn; from: number }, void> {
  await opened.table();
  const database = await opened.database();
  let from = 0;
  for await (const batch of database.stream(`SELECT ${id(property)}::VARCHAR AS value FROM ${TABLE}`, breath)) {
    yield { column: asText(readColumn(batch, 'value')!), from };
    from += batch.numRows;
  }
}
