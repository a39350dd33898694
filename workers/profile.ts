import type { ColumnProfile } from '#engine/protocol.ts';
import { id, text } from '#sql/quote.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { TABLE } from './table.ts';

const TOP = 8;
const BINS = 24;

type Row = Record<string, unknown>;

async function rowsOf(opened: OpenedLog, sql: string, breath: Breath): Promise<Row[]> {
  const database = await opened.database();
  const rows: Row[] = [];
  for await (const batch of database.stream(sql, breath)) for (const row of batch) rows.push(row.toJSON());
  return rows;
}

/** How full, how different and how spread every column is. Distinct counts are exact. */
export async function profileColumns(opened: OpenedLog, breath: Breath): Promise<ColumnProfile[]> {
  await opened.table();
  const profiles: ColumnProfile[] = [];
  for (const { name, stored } of opened.columns) {
    const { filled, distinct, top } = await valuesOf(opened, name, '', TOP, breath);
    const reading =
      stored === 'TIMESTAMP' || stored === 'BOOLEAN' ? null : await opened.masks.readings.of(name, breath);
    const type = filled === 0 ? 'empty' : (opened.types[name] ?? 'text');
    const histogram = reading?.numeric && type === 'number' ? await histogramOf(opened, name, breath) : undefined;
    profiles.push({ name, type, filled, distinct, top, ...(histogram && { histogram }) });
  }
  return profiles;
}

async function histogramOf(opened: OpenedLog, name: string, breath: Breath) {
  const value = `TRY_CAST(${id(name)} AS DOUBLE)`;
  const [range] = await rowsOf(
    opened,
    `SELECT min(${value}) AS low, max(${value}) AS high, median(${value}) AS middle FROM ${TABLE}`,
    breath,
  );
  const min = Number(range!.low);
  const max = Number(range!.high);
  const width = (max - min) / BINS || 1;
  const bins = new Array<number>(BINS).fill(0);
  const sql = `SELECT least(${BINS - 1}, floor((${value} - ${min}::DOUBLE) / ${width}::DOUBLE))::INTEGER AS bin, count(*)::DOUBLE AS n FROM ${TABLE} WHERE ${value} IS NOT NULL GROUP BY ALL`;
  for (const row of await rowsOf(opened, sql, breath)) bins[Number(row.bin)] = Number(row.n);
  return { min, max, median: Number(range!.middle), bins };
}

/** Most frequent values of a column that contain a text, then by value; none where no file has the column. */
export async function topValues(
  opened: OpenedLog,
  property: string,
  part: string,
  limit: number,
  breath: Breath,
): Promise<ColumnProfile['top']> {
  if (!opened.masks.readings.has(property)) return [];
  await opened.table();
  return (await valuesOf(opened, property, part, limit, breath)).top;
}

/** One pass over a column: its values counted, of which the most frequent are listed. */
async function valuesOf(opened: OpenedLog, property: string, part: string, limit: number, breath: Breath) {
  const column = `nullif(${id(property)}::VARCHAR, '')`;
  const some = part === '' ? '' : ` AND contains(lower(${column}), lower(${text(part)}))`;
  const counted = `SELECT ${column} AS v, count(*)::DOUBLE AS n FROM ${TABLE} WHERE ${column} IS NOT NULL${some} GROUP BY v`;
  const sql = `SELECT v, n, count(*) OVER ()::DOUBLE AS d, sum(n) OVER () AS f FROM (${counted}) ORDER BY n DESC, v LIMIT ${limit}`;
  const rows = await rowsOf(opened, sql, breath);
  return {
    filled: Number(rows[0]?.f ?? 0),
    distinct: Number(rows[0]?.d ?? 0),
    top: rows.map((row) => ({ value: String(row.v), rows: Number(row.n) })),
  };
}
