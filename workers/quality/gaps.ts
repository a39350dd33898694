import { LocalTime } from './local-time.ts';
import { EXAMPLES, tableAt, type EventTable, type Finder, type Found, type Look } from './look.ts';
import { day, many } from './words.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 20_000;
/** Events that a day usually has, from which on none at all is no chance: e⁻¹⁰. */
const USUAL = 10;

/**
 * Days without an event. A day is a gap where the same day of other weeks has ten events or more in the median, so that
 * a shop closed on Sundays has none.
 */
export const gaps: Finder = {
  looksAt: 'days without events',
  find(look) {
    return Promise.resolve(look.tables.flatMap((table, t) => gapOf(look, table, t)));
  },
};

function gapOf({ log, tables }: Look, table: EventTable, t: number): Found[] {
  const { firstMs, lastMs } = log.facts;
  const { zone } = table.setup;
  const local = new LocalTime(zone, firstMs, lastMs);
  const firstDay = Math.floor(local.of(firstMs) / DAY_MS);
  const days = Math.floor(local.of(lastMs) / DAY_MS) - firstDay + 1;
  if (days < 3 || days > MOST_DAYS) return [];
  const counts = new Float64Array(days);
  for (let i = 0; i < log.time.length; i++)
    if (tables.length === 1 || tableAt(tables, log.row[i]!) === t)
      counts[Math.floor(local.of(log.time[i]!) / DAY_MS) - firstDay]!++;
  const first = counts.findIndex((n) => n > 0);
  const last = counts.findLastIndex((n) => n > 0);
  const own = counts.subarray(Math.max(0, first), last + 1);
  const empty = gapDays(own);
  if (empty.length === 0) return [];
  const text = (at: number) => day((firstDay + first + at) * DAY_MS, 'UTC');
  return [
    {
      kind: 'gaps',
      table: table.name,
      state: 'know',
      title: `${many(empty.length, 'day')} ${empty.length === 1 ? 'has' : 'have'} no event`,
      effect: `Usually such days have ${USUAL} or more. If events were lost there, people seem to pause or to leave, and rates of those days are too low.`,
      figure: empty.length === 1 ? text(empty[0]!) : many(empty.length, 'day'),
      count: empty.length,
      share: empty.length / own.length,
      examples: stretches(empty)
        .slice(0, EXAMPLES)
        .map(([from, to]) => (from === to ? text(from) : `${text(from)} to ${text(to)}`)),
    },
  ];
}

/** Places of days without an event where such a day usually has some. */
export function gapDays(counts: ArrayLike<number>): number[] {
  const all = Array.from(counts);
  const weekdays = Array.from({ length: 7 }, (_, weekday) => all.filter((_n, at) => at % 7 === weekday));
  return all.flatMap((n, at) => {
    if (n > 0) return [];
    const others = weekdays[at % 7]!;
    const usual = others.length > 2 ? median(others) : others.length === 2 ? Math.max(...others) : median(all);
    return usual >= USUAL ? [at] : [];
  });
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

function stretches(days: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const at of days) {
    const last = found[found.length - 1];
    if (last && last[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  }
  return found;
}
