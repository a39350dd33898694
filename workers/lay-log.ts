import type { Setup } from '#data/setup.ts';
import { columnsOfEvents } from '#data/table-events.ts';
import type { OnProgress } from '#engine/protocol.ts';
import { hasBit, type Bitmap } from '#log/bitmap.ts';
import type { Breath } from './breath.ts';
import { layTables, type LaidTables, type TableReading } from './lay-tables.ts';
import { scanTable, type LoadedTables } from './loaded-tables.ts';
import { repeatedRows } from './repeats.ts';
import type { OpenTable } from './table.ts';

export type Rename = TableReading['rename'];

/** Whether the log can only be laid from the table: some rows are left out as repeats, or a column is made by SQL. */
export const needsTable = ({ tables }: Setup): boolean =>
  tables.some((setup) => {
    if (setup.skip) return false;
    const needed = columnsOfEvents(setup);
    return setup.repeats === 'drop' || setup.formulas.some(({ name }) => needed.includes(name));
  });

/** From the files; from the beginning once more where a source can read more leniently. */
export async function layScanned(
  tables: OpenTable[],
  setup: Setup,
  rename: Rename,
  breath: Breath,
  onProgress: OnProgress,
): Promise<LaidTables> {
  for (;;) {
    let reading: OpenTable | undefined;
    try {
      return await layTables(tables, setup, {
        scan: (table, scan) => (reading = table).source.scan(scan, breath, onProgress),
        rename,
        run: (steps) => breath.run(steps),
      });
    } catch (error) {
      if (!reading?.source.relax(error)) throw error;
    }
  }
}

/** From the database, which has every column and every row that could be read. */
export async function layLoaded(
  tables: OpenTable[],
  setup: Setup,
  loaded: LoadedTables,
  rename: Rename,
  breath: Breath,
): Promise<LaidTables> {
  const dropped = await repeatedRows(tables, loaded, breath);
  return layTables(tables, setup, {
    scan: (table, scan) => scanTable(table, loaded, scan, breath),
    rename,
    run: (steps) => breath.run(steps),
    ...(dropped && { skip: skipping(dropped) }),
  });
}

const skipping = (dropped: Bitmap) => (row: number) => hasBit(dropped, row);
