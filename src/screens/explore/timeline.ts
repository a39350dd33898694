import { many } from '#charts/formats.ts';
import type { Timeline } from '#engine/protocol.ts';
import { localDate } from '#vocabulary/calendar.ts';

export interface Moment {
  timeMs: number;
  event: string;
  /** Those that are new or other than last time: what stays the same is told once. */
  properties: [name: string, value: string][];
  /** What the analysis saw in this event, and which of the marks it is, from 1. */
  mark: { label: string; number: number } | null;
  /** Not in the session that is looked at. */
  beside: boolean;
  /** The first event of that session. */
  first: boolean;
}

export interface Day {
  startMs: number;
  /** `5 days later`, where days without events lie before this one. */
  gap: string | null;
  moments: Moment[];
}

const DAY_MS = 86_400_000;
/** Events shown before a session that lies late in a long timeline. */
const BEFORE = 20;

const bears = (label: string, event: string): boolean => label === event || label.split(' or ').includes(event);

/** A person's events by local day, with the gaps between days and the marks of the analysis on its events. */
export function days({ events, marks, session }: Timeline, zone: string): Day[] {
  const waiting = marks.map((mark, i) => ({ ...mark, number: i + 1 }));
  const borne = new Set(
    waiting.filter((mark) => events.some(({ timeMs, event }) => timeMs === mark.timeMs && bears(mark.label, event))),
  );
  const list: (Day & { date: string })[] = [];
  let before: Record<string, string> = {};
  for (const [i, { timeMs, event, properties }] of events.entries()) {
    // A mark says when, not which: of several events at one instant, the one whose name it bears, if one does.
    const here = waiting.filter((mark) => mark.timeMs === timeMs);
    const found = here.find((mark) => bears(mark.label, event)) ?? here.find((mark) => !borne.has(mark));
    const at = found ? waiting.indexOf(found) : -1;
    const [mark = null] = at < 0 ? [] : waiting.splice(at, 1);
    const date = localDate(zone, timeMs);
    let last = list.at(-1);
    if (last?.date !== date) {
      const apart = last ? Math.round((Date.parse(date) - Date.parse(last.date)) / DAY_MS) : 0;
      last = { date, startMs: timeMs, gap: apart > 1 ? `${many(apart, 'day')} later` : null, moments: [] };
      list.push(last);
    }
    const told = Object.entries(properties).filter(([name, value]) => value !== '' && before[name] !== value);
    before = { ...before, ...Object.fromEntries(told) };
    const beside = session !== undefined && (i < session.from || i >= session.to);
    last.moments.push({ timeMs, event, properties: told, mark, beside, first: i === session?.from });
  }
  return list;
}

/** So many events of a long timeline: the first, or around the session that is looked at. */
export function part({ session, ...timeline }: Timeline, most: number): Timeline {
  const latest = Math.max(0, timeline.events.length - most);
  const from = session && session.to > most ? Math.min(latest, Math.max(0, session.from - BEFORE)) : 0;
  const events = timeline.events.slice(from, from + most);
  return { ...timeline, events, ...(session && { session: { from: session.from - from, to: session.to - from } }) };
}
