import { MOST_ROWS, rowsOf, tableAt, type Finder } from './look.ts';
import { day, many, ofRows } from './words.ts';

/** A time without a zone may be read a day late. */
const SLACK_MS = 86_400_000;

/** Events that have not happened yet. */
export const inFuture: Finder = {
  looksAt: 'times to come',
  find({ log, tables, nowMs }) {
    const latest = nowMs + SLACK_MS;
    const rows = tables.map((): number[] => []);
    const counts = tables.map(() => 0);
    let lastMs = 0;
    if (log.facts.lastMs > latest)
      for (let i = 0; i < log.time.length; i++) {
        if (log.time[i]! <= latest) continue;
        const table = tableAt(tables, log.row[i]!);
        if (counts[table]!++ < MOST_ROWS) rows[table]!.push(log.row[i]!);
        lastMs = Math.max(lastMs, log.time[i]!);
      }
    return Promise.resolve(
      tables.flatMap((table, t) => {
        const count = counts[t]!;
        if (count === 0) return [];
        return {
          kind: 'inFuture' as const,
          table: table.name,
          state: 'know' as const,
          title: `${many(count, 'event')} ${count === 1 ? 'is' : 'are'} in the future`,
          effect: `${ofRows(count, table.counts.rows)}. The log seems to end on ${day(lastMs, table.setup.zone)}: windows that end before look complete, and charts reach too far.`,
          figure: ofRows(count, table.counts.rows),
          count,
          share: count / rowsOf(table),
          rows: rows[t]!,
        };
      }),
    );
  },
};
