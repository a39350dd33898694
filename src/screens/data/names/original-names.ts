import type { EventName, TableSetup } from '#data/setup.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import { id, text } from '#sql/quote.ts';
import { placesOf } from '../meaning/places.ts';

const value = (column: string): string => `nullif(CAST(${id(column)} AS VARCHAR), '')`;

function nameSql(event: EventName | null): string {
  if (!event) return 'NULL';
  if ('constant' in event) return text(event.constant);
  if ('column' in event) return value(event.column);
  if ('firstOf' in event) return `coalesce(${event.firstOf.map(value).join(', ')})`;
  return `concat_ws(${text(event.between)}, ${event.columns.map(value).join(', ')})`;
}

function namesOf(table: TableSetup, from: number, rows: number): string {
  if (table.shape === 'milestones')
    return `SELECT unnest([${table.milestones.map(({ event }) => text(event)).join(', ')}]) AS name`;
  return `SELECT DISTINCT ${nameSql(table.event)} AS name FROM events WHERE rowid >= ${from} AND rowid < ${from + rows}`;
}

/** Which event names of the files, as they are before any rule, an RE2 expression matches: rows of name and whether. */
export function matchedNamesSql(log: Pick<OpenedLog, 'setup' | 'facts'>, pattern: string): string {
  const parts = placesOf(log).map(({ table, from, rows }) =>
    namesOf(
      log.setup.tables.find((other) => other.table === table)!,
      from,
      rows,
    ),
  );
  return `SELECT name, regexp_matches(name, ${text(pattern)}) AS hit FROM (${parts.join(' UNION ')}) WHERE name IS NOT NULL ORDER BY hit DESC, name`;
}
