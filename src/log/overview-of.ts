import type { EventLog } from './event-log.ts';
import type { EventSummary, LogOverview } from './overview.ts';

const DAY_MS = 86_400_000;
/** Days beyond which one list entry a day says nothing: a log with a stray year 9999 must not fill the memory. */
const MOST_DAYS = 20_000;

/** One pass over the log: how often, by how many, and how early in a journey each event happens. */
export function overviewOf(log: EventLog): LogOverview {
  const names = log.names.length;
  const events = new Float64Array(names);
  const people = new Uint32Array(names);
  const places = new Float64Array(names);
  const seenBy = new Int32Array(names).fill(-1);
  const { firstMs, lastMs } = log.facts;
  const firstDay = Math.floor(firstMs / DAY_MS);
  const days = log.facts.events === 0 ? 0 : Math.floor(lastMs / DAY_MS) - firstDay + 1;
  const daily = new Float64Array(days <= MOST_DAYS ? days : 0);
  for (let p = 0; p + 1 < log.personStart.length; p++) {
    const from = log.personStart[p]!;
    const to = log.personStart[p + 1]!;
    const last = Math.max(1, to - from - 1);
    for (let i = from; i < to; i++) {
      const code = log.event[i]!;
      events[code]!++;
      if (daily.length > 0) daily[Math.floor(log.time[i]! / DAY_MS) - firstDay]!++;
      if (seenBy[code] === p) continue;
      seenBy[code] = p;
      people[code]!++;
      places[code]! += (i - from) / last;
    }
  }
  const eventNames: EventSummary[] = log.names.map((name, code) => ({
    name,
    events: events[code]!,
    people: people[code]!,
    meanPlace: people[code] ? places[code]! / people[code]! : 0,
  }));
  eventNames.sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1));
  return {
    ...log.facts,
    eventNames,
    daily: Array.from(daily, (count, day) => ({ startMs: (firstDay + day) * DAY_MS, events: count })),
  };
}
