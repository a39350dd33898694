import type { RawRows } from '#engine/protocol.ts';
import { id } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

/** Rows of the table of events as text, in the order asked for; of a row that is not there every cell is null. */
export async function rawRows(opened: OpenedLog, rows: readonly number[], breath: Breath): Promise<RawRows> {
  const columns = opened.columns.map(({ name }) => name);
  const found = new Map<number, (string | null)[]>();
  const wanted = [...new Set(rows)].filter((row) => Number.isInteger(row) && row >= 0 && row < opened.log.rows);
  if (wanted.length > 0 && columns.length > 0) {
    await opened.table();
    const database = await opened.database();
    const select = columns.map((name, i) => `${id(name)}::VARCHAR AS c${i}`).join(', ');
    const sql = `SELECT rowid::INTEGER AS r, ${select} FROM ${TABLE} WHERE rowid IN (${wanted.join(',')})`;
    for await (const batch of database.stream(sql, breath)) {
      const row = batch.getChild('r')!;
      const cells = columns.map((_, c) => batch.getChild(`c${c}`)!);
      for (let i = 0; i < batch.numRows; i++)
        found.set(
          Number(row.get(i)),
          cells.map((column) => column.get(i) as string | null),
        );
    }
  }
  return { columns, rows: rows.map((row) => found.get(row) ?? columns.map(() => null)) };
}
