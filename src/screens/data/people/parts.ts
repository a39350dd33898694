import type { OpenedLog } from '#engine/protocol.ts';
import type { Part } from '#state/attributes.svelte.ts';

/** Where the rows of tables of people and of costs are in the database: tables of one shape stand one after the other. */
export function partsOf(log: Pick<OpenedLog, 'setup' | 'facts'>): Map<string, Part> {
  const parts = new Map<string, Part>();
  const from = { people: 0, costs: 0 };
  for (const table of log.setup.tables) {
    const { shape } = table;
    if (table.skip || (shape !== 'people' && shape !== 'costs')) continue;
    const rows = log.facts.find((facts) => facts.table === table.table)?.rows;
    const ids = new Set(table.ids.map(({ column }) => column));
    const columns = table.columns.filter((name) => !ids.has(name));
    parts.set(table.table, { source: shape, from: from[shape], rows: rows ?? Number.MAX_SAFE_INTEGER, columns });
    from[shape] += rows ?? 0;
  }
  return parts;
}
