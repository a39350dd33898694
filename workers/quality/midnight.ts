import { tiesIn } from './file-order.ts';
import { LocalTime } from './local-time.ts';
import { MOST_ROWS, rowsOf, tableAt, type Finder, type Found } from './look.ts';
import { many, percent } from './words.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Fewer say nothing, and so does a smaller share. */
const LEAST = 10;
const LEAST_SHARE = 0.01;
/** How many times as many as at another full hour: times to the hour have midnights, too. */
const BEYOND_OTHERS = 5;
const ALL = 0.95;

/** Times that are days. */
export const midnightOnly: Finder = {
  looksAt: 'times at midnight',
  find({ log, tables }) {
    const local = tables.map(({ setup }) => new LocalTime(setup.zone, log.facts.firstMs, log.facts.lastMs));
    const hours = tables.map(() => new Float64Array(24));
    const utcMidnights = tables.map(() => 0);
    const rows = tables.map((): number[] => []);
    const events = tables.map(() => 0);
    for (let i = 0; i < log.time.length; i++) {
      const table = tableAt(tables, log.row[i]!);
      events[table]!++;
      const ms = log.time[i]!;
      if (ms % (HOUR_MS / 4) !== 0) continue;
      if (ms % DAY_MS === 0) utcMidnights[table]!++;
      const clock = local[table]!.of(ms);
      if (clock % HOUR_MS !== 0) continue;
      const hour = (((clock / HOUR_MS) % 24) + 24) % 24;
      if (hours[table]![hour]!++ < MOST_ROWS && hour === 0) rows[table]!.push(log.row[i]!);
    }
    const ties = tiesIn(log) / Math.max(1, log.facts.events);
    return Promise.resolve(
      tables.flatMap((table, t): Found[] => {
        const own = hours[t]![0]!;
        // a text that names its zone may mean midnight there
        const count = Math.max(own, utcMidnights[t]!);
        const other = Math.max(...(count === own ? hours[t]!.subarray(1) : [0]));
        const share = count / Math.max(1, events[t]!);
        if (count < LEAST || share < LEAST_SHARE || count < BEYOND_OTHERS * other) return [];
        const days = share >= ALL;
        return [
          {
            kind: 'midnightOnly',
            table: table.name,
            state: 'know',
            title: days
              ? `Times of ${table.name} are days`
              : `${many(count, 'event')} ${count === 1 ? 'is' : 'are'} at exactly midnight`,
            effect: days
              ? `Within a day events keep the order of the file, which ${percent(ties)} of events rest on; hours and minutes mean nothing.`
              : `${percent(share)} of events: their time of day is likely missing, and they come first in their day.`,
            figure: percent(share),
            count,
            share: count / rowsOf(table),
            rows: rows[t]!,
          },
        ];
      }),
    );
  },
};
