import { LocalTime } from './local-time.ts';
import {
  EXAMPLES,
  hasOnlyDates,
  tableAt,
  zoneOf,
  type EventTable,
  type Finder,
  type Found,
  type Look,
} from './look.ts';
import { day, many } from './words.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 20_000;
/** Events that a day usually has, from which on none at all is no chance: e⁻¹⁰. */
const USUAL = 10;
const NEIGHBOURS = 4;

/**
 * Days without an event. A day is a gap where most of the same days of other weeks have events, and both the last four
 * and the next four that do have ten or more in the median: a shop closed on Sundays has no gaps, and neither has the
 * end of a log whose journeys run out, nor its beginning.
 */
export const gaps: Finder = {
  looksAt: 'days without events',
  find(look) {
    return Promise.resolve(look.tables.flatMap((table, t) => gapOf(look, table, t)));
  },
};

function gapOf(look: Look, table: EventTable, t: number): Found[] {
  const { log, tables } = look;
  const { firstMs, lastMs } = log.facts;
  const local = new LocalTime(hasOnlyDates(table) ? table.setup.zone : zoneOf(look, table), firstMs, lastMs);
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
  const places = all.map((_n, at) => at);
  const same = all.length > 7 ? [0, 1, 2, 3, 4, 5, 6].map((d) => places.filter((at) => at % 7 === d)) : [places];
  const open = same.map((days) => days.filter((at) => all[at]! > 0));
  return places.filter((at) => {
    if (all[at]! > 0) return false;
    const days = open[at % same.length]!;
    if (days.length === 0 || 2 * days.length < same[at % same.length]!.length - 1) return false;
    const before = days.filter((day) => day < at).slice(-NEIGHBOURS);
    const after = days.filter((day) => day > at).slice(0, NEIGHBOURS);
    return [before, after].every((side) => median(side.map((day) => all[day]!)) >= USUAL);
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
