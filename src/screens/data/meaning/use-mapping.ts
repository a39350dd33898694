import { matchRemembered, type NamedColumns } from '#data/remember-setup.ts';
import { parseSetup } from '#data/parse-setup.ts';
import { blankTable, type Setup, type TableSetup } from '#data/setup.ts';
import { fail, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';

/** A setup with what a mapping file says, and what of it could not be used. */
export interface Used {
  setup: Setup;
  warnings: Problem[];
}

/** Reads the open tables as a mapping file says: those whose columns it knows; the others stay as they are. */
export function useMapping(text: string, now: Setup, tables: readonly NamedColumns[]): Outcome<Used> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(problem('screens/mapping', '', 'This file is no mapping: it is not JSON.', String(error)));
  }
  const parts = parseSetup(value);
  if (!parts.ok) return parts;
  const said = (parts.value.tables ?? []).map((table) => ({ ...blank(now, table.table), ...table }));
  const remembered = matchRemembered({ ...now, ...parts.value, tables: said }, tables);
  const errors = remembered?.problems.filter(({ severity }) => severity === 'error') ?? [];
  if (errors.length > 0) return { ok: false, problems: errors };
  if (!remembered && said.length > 0)
    return fail(
      problem(
        'screens/mapping',
        'tables',
        'No table here has the columns of this mapping.',
        `It reads ${said.map(({ table }) => table).join(', ')}.`,
      ),
    );
  const matched = new Map((remembered?.setup.tables ?? []).map((table) => [table.table, table]));
  const setup = { ...now, ...parts.value, tables: now.tables.map((table) => matched.get(table.table) ?? table) };
  return { ok: true, value: { setup, warnings: remembered?.problems ?? [] } };
}

/** What a mapping leaves out of a table stays as it is here. */
const blank = (now: Setup, table: string): TableSetup =>
  now.tables.find((other) => other.table === table) ?? blankTable(table, { zone: now.tables[0]?.zone ?? 'UTC' });
