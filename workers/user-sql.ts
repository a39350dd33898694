import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';

const MOST_ROWS = 10_000;

type Cell = string | number | boolean | null;

/** A query as a person wrote it. The database is locked, so it can read the table `events` and nothing else. */
export async function answerSql(
  opened: OpenedLog,
  text: string,
  breath: Breath,
): Promise<Outcome<{ columns: string[]; rows: Cell[][] }>> {
  await opened.table();
  const database = await opened.database();
  const columns: string[] = [];
  const rows: Cell[][] = [];
  try {
    for await (const batch of database.stream(text, breath)) {
      if (columns.length === 0) columns.push(...batch.schema.fields.map(({ name }) => name));
      const vectors = columns.map((_, i) => batch.getChildAt(i)!);
      for (let i = 0; i < batch.numRows && rows.length < MOST_ROWS; i++)
        rows.push(vectors.map((vector) => cellOf(vector.get(i))));
      if (rows.length >= MOST_ROWS) break;
    }
  } catch (error) {
    if (error instanceof Error && /^[A-Z][a-z]+( [A-Z]?[a-z]+)* Error:/.test(error.message))
      return fail(problem('engine/sql', '', error.message));
    throw error;
  }
  return ok({ columns, rows });
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
