import { id } from '#sql/quote.ts';
import { busyIds } from './busy-ids.ts';
import { ask, eventTables, filled, type EventTable, type Finder, type Found } from './look.ts';
import { roundedIds, unpaddedIds } from './rounded-ids.ts';

/** Different ids of one column: `v`, with how many rows each has: `n`. */
export const IDS = 'sojourn_ids';

/** A column of ids of any table. */
export interface IdsOfColumn {
  table: string;
  column: string;
  kind: string;
  /** Where its rows are in the table of events; null of another table. */
  events: EventTable | null;
}

/** Ids that a spreadsheet spoiled, and ids that are nobody. */
export const idColumns: Finder = {
  looksAt: 'ids',
  async find(look) {
    const found: Found[] = [];
    const tables = eventTables(look.opened, look.open);
    for (const open of look.open) {
      const loaded = look.loaded.of.get(open);
      if (!loaded) continue;
      for (const { column, kind } of open.setup.ids) {
        if (!loaded.columns.includes(column)) continue;
        const events = tables.find((table) => table.open === open) ?? null;
        const rows = `rowid >= ${loaded.from} AND rowid < ${loaded.to}`;
        const counted = `SELECT ${filled(column)} AS v, count(*)::DOUBLE AS n FROM ${id(loaded.table)} WHERE ${rows} GROUP BY 1`;
        await look.database.run(`CREATE OR REPLACE TABLE ${IDS} AS FROM (${counted}) WHERE v IS NOT NULL`, look.breath);
        try {
          const ids = { table: open.setup.table, column, kind, events };
          found.push(...(await roundedIds(look, ids)));
          if (events) found.push(...(await busyIds(look, ids, events)));
        } finally {
          await ask(look, `DROP TABLE IF EXISTS ${IDS}`);
        }
      }
    }
    return [...found, ...(await unpaddedIds(look))];
  },
};
