import { id } from '#sql/quote.ts';
import { personAt } from '#log/event-log.ts';
import type { Breath } from './breath.ts';
import type { LoadedTables } from './loaded-tables.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

/** Rows of a table whose people are compared with the log's. */
const SAMPLE_ROWS = 1_000;

/**
 * Whether the table's rows are the log's: as many of each table, and, where the first filled id is the person, the same
 * people in a sample of them. The scan for the log looks at a few columns and does not see a fault in another, for
 * which the table rejects the row.
 */
export async function agrees({ log, facts, setup }: OpenedLog, loaded: LoadedTables, breath: Breath): Promise<boolean> {
  const counts = new Map(facts.tables.map((counted) => [counted.table, counted.rows]));
  for (const [member, { table, from, to }] of loaded.of)
    if (table === TABLE && counts.get(member.setup.table) !== to - from) return false;
  if (setup.identity.rule !== 'none') return true;
  const step = Math.max(1, Math.floor(log.rows / SAMPLE_ROWS));
  const places = new Map<number, number>();
  log.row.forEach((row, place) => row % step === 0 && places.set(row, place));
  for (const [{ setup: table }, { from, to, columns, table: name }] of loaded.of) {
    const [person] = table.ids;
    if (name !== TABLE || !person || table.ids.length > 1 || !columns.includes(person.column)) continue;
    const sample = `SELECT rowid::INTEGER AS r, ${id(person.column)}::VARCHAR AS p FROM ${TABLE} WHERE rowid >= ${from} AND rowid < ${to} AND rowid % ${step} = 0`;
    for await (const batch of loaded.database.stream(sample, breath))
      for (const { r, p } of batch as Iterable<{ r: number; p: string | null }>) {
        const place = places.get(r);
        if (place !== undefined && p && p !== log.people.text(personAt(log, place))) return false;
      }
  }
  return true;
}
