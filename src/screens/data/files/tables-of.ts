import { fileLabels } from '#data/table-names.ts';
import type { Setup } from '#data/setup.ts';

/** Whether a table is of the file that an import calls so: itself, a sheet of it or a member of it. */
const isOf = (table: string, label: string): boolean => table === label || table.startsWith(`${label}: `);

/** Which of the files a table is of; −1 where it cannot be told. */
export function fileOf(table: string, names: readonly string[]): number {
  const labels = fileLabels(names);
  const longest = labels.filter((label) => isOf(table, label)).sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? -1 : labels.indexOf(longest);
}

/** How the tables are read once a file is gone: those of the others under the names they have then. */
export function withoutFile(setup: Setup, names: readonly string[], gone: number): Setup {
  const before = fileLabels(names);
  const after = fileLabels(names.filter((_, i) => i !== gone));
  const tables = setup.tables.flatMap((table) => {
    const at = fileOf(table.table, names);
    if (at < 0 || at === gone) return [];
    const now = after[at > gone ? at - 1 : at]!;
    return [{ ...table, table: now + table.table.slice(before[at]!.length) }];
  });
  return { ...setup, tables };
}
