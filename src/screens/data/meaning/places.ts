import { makesEvents } from '#data/setup.ts';
import type { OpenedLog } from '#engine/protocol.ts';

/** Where the rows of each table of events are in the table of all of them: from, and how many. */
export function placesOf(log: Pick<OpenedLog, 'setup' | 'facts'>): { table: string; from: number; rows: number }[] {
  let from = 0;
  return log.setup.tables.filter(makesEvents).map(({ table }) => {
    const rows = log.facts.find((facts) => facts.table === table)?.rows ?? 0;
    const place = { table, from, rows };
    from += rows;
    return place;
  });
}

/** Null where the table has no events. */
export const firstRowOf = (log: Pick<OpenedLog, 'setup' | 'facts'>, table: string): number | null =>
  placesOf(log).find((place) => place.table === table)?.from ?? null;
