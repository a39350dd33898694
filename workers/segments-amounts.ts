import type { EventLog } from '#log/event-log.ts';
import { id } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import { byEvent } from './event-codes.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

/** Numbers of 10 million rows are 80 MB: so many columns are kept, the longest unused go first. */
const KEPT_COLUMNS = 2;

const kept = new WeakMap<EventLog, Map<string, Float64Array>>();

export const keptAmounts = ({ log }: OpenedLog): unknown => kept.get(log);

export const forgetAmounts = ({ log }: OpenedLog): void => void kept.delete(log);

/** A property's numbers by row of the table, which every cut of a log shares: NaN where there is none; rows of one event are added up in its own row. */
export async function amountsOf(opened: OpenedLog, property: string, breath: Breath): Promise<Float64Array> {
  const { log } = opened.whole ?? opened;
  const columns = kept.get(log) ?? new Map<string, Float64Array>();
  kept.set(log, columns);
  const amounts = columns.get(property) ?? (await read(opened, property, breath));
  columns.delete(property);
  columns.set(property, amounts);
  if (columns.size > KEPT_COLUMNS) columns.delete(columns.keys().next().value!);
  return amounts;
}

/** The same by event of a log, whatever its units are. */
export async function eventAmounts(
  opened: OpenedLog,
  property: string,
  log: EventLog,
  breath: Breath,
): Promise<Float64Array> {
  const amounts = await amountsOf(opened, property, breath);
  return breath.run(byEvent(log, amounts, new Float64Array(log.row.length)));
}

async function read(opened: OpenedLog, property: string, breath: Breath): Promise<Float64Array> {
  const { log } = opened;
  const amounts = new Float64Array(log.rows).fill(NaN);
  const reading = await opened.masks.readings.of(property, breath);
  if (!reading) return amounts;
  const column = id(property);
  const number = reading.stored === 'number' ? `${column}::DOUBLE` : `TRY_CAST(${column}::VARCHAR AS DOUBLE)`;
  const finite = `CASE WHEN isfinite(${number}) THEN ${number} ELSE 'nan'::DOUBLE END`;
  const database = await opened.database();
  let row = 0;
  for await (const batch of database.stream(`SELECT ${finite} AS amount FROM ${TABLE}`, breath)) {
    amounts.set(batch.getChild('amount')!.toArray() as Float64Array, row);
    row += batch.numRows;
  }
  log.merged?.rows.forEach((part, i) => {
    const head = log.merged!.heads[i]!;
    if (Number.isNaN(amounts[part]!)) return;
    amounts[head] = (Number.isNaN(amounts[head]!) ? 0 : amounts[head]!) + amounts[part]!;
  });
  return amounts;
}
