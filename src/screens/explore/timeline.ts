import { many } from '#charts/formats.ts';
import type { Timeline, TimelineSession } from '#engine/protocol.ts';
import { localDate } from '#vocabulary/calendar.ts';
import type { Roles } from './timeline-roles.ts';

export type Property = [name: string, value: string];

export interface Moment {
  /** Its place in the journey, from 0. */
  place: number;
  timeMs: number;
  event: string;
  /** Properties that are new or other than last time: what stays the same is told once. */
  told: Property[];
  all: Property[];
  /** Where it happened, where that is another place than before. */
  channel: string | null;
  amounts: Property[];
  scores: Property[];
  comments: string[];
  /** What the analysis saw in this event, and which of the marks it is, from 1. */
  mark: { label: string; number: number } | null;
  /** Not in the session that is looked at. */
  beside: boolean;
  /** The first event of that session. */
  first: boolean;
  session: TimelineSession | null;
}

export interface Day {
  startMs: number;
  /** `5 days later`, where days without events lie before this one. */
  gap: string | null;
  /** Each with the session that it is the first of. */
  moments: { moment: Moment; opens: TimelineSession | null }[];
}

const DAY_MS = 86_400_000;
/** Events shown before a session that lies late in a long timeline. */
const BEFORE = 20;

const bears = (label: string, event: string): boolean => label === event || label.split(' or ').includes(event);

/** A person's events with the marks of the analysis on them, and what of each is told. */
export function momentsOf({ events, from, marks, session, sessions }: Timeline, roles: Roles): Moment[] {
  const waiting = marks.map((mark, i) => ({ ...mark, number: i + 1 }));
  const borne = new Set(
    waiting.filter((mark) => events.some(({ timeMs, event }) => timeMs === mark.timeMs && bears(mark.label, event))),
  );
  const special = Object.values(roles) as ReadonlySet<string>[];
  let before: Record<string, string> = {};
  let at = 0;
  return events.map(({ timeMs, event, properties }, i) => {
    const place = from + i;
    // A mark says when, not which: of several events at one instant, the one whose name it bears, if one does.
    const here = waiting.filter((mark) => mark.timeMs === timeMs);
    const found = here.find((mark) => bears(mark.label, event)) ?? here.find((mark) => !borne.has(mark));
    const of = found ? waiting.indexOf(found) : -1;
    const [mark = null] = of < 0 ? [] : waiting.splice(of, 1);
    const all = Object.entries(properties).filter(([, value]) => value !== '');
    const [where, channel] = all.find(([name]) => roles.channels.has(name)) ?? [null, null];
    const moved = where !== null && before[where] !== channel;
    const told = all.filter(([name, value]) => !special.some((names) => names.has(name)) && before[name] !== value);
    before = { ...before, ...Object.fromEntries(all) };
    while (at < sessions.list.length && sessions.list[at]!.from + sessions.list[at]!.events <= place) at++;
    return {
      place,
      timeMs,
      event,
      told,
      all,
      channel: moved ? channel : null,
      amounts: all.filter(([name]) => roles.amounts.has(name)),
      scores: all.filter(([name]) => roles.scores.has(name)),
      comments: all.flatMap(([name, value]) => (roles.comments.has(name) ? [value] : [])),
      mark,
      beside: session !== undefined && (place < session.from || place >= session.to),
      first: place === session?.from,
      session: sessions.list[at] ?? null,
    };
  });
}

/** Moments by local day, with the gaps between days, and the sessions they begin. */
export function days(moments: readonly Moment[], zone: string): Day[] {
  const list: (Day & { date: string })[] = [];
  let session: TimelineSession | null = null;
  for (const moment of moments) {
    const date = localDate(zone, moment.timeMs);
    let last = list.at(-1);
    if (last?.date !== date) {
      const apart = last ? Math.round((Date.parse(date) - Date.parse(last.date)) / DAY_MS) : 0;
      last = { date, startMs: moment.timeMs, gap: apart > 1 ? `${many(apart, 'day')} later` : null, moments: [] };
      list.push(last);
    }
    last.moments.push({ moment, opens: moment.session === session ? null : moment.session });
    session = moment.session;
  }
  return list;
}

/** So many of many moments: the first, or around the session that is looked at. */
export function part(moments: readonly Moment[], most: number): readonly Moment[] {
  const first = moments.findIndex((moment) => moment.first);
  const latest = Math.max(0, moments.length - most);
  const end = moments.findLastIndex((moment) => !moment.beside) + 1;
  const from = first >= 0 && end > most ? Math.min(latest, Math.max(0, first - BEFORE)) : 0;
  return moments.slice(from, from + most);
}

/** Names of events with how often each is there, the most frequent first. */
export function eventCounts(moments: readonly Moment[]): { event: string; times: number }[] {
  const times = new Map<string, number>();
  for (const { event } of moments) times.set(event, (times.get(event) ?? 0) + 1);
  return [...times]
    .map(([event, n]) => ({ event, times: n }))
    .sort((one, other) => other.times - one.times || one.event.localeCompare(other.event));
}

/** What stays the same from the first event to the last, and the last value of what does not. */
export function lastKnown(moments: readonly Moment[], roles: Roles): { same: Property[]; last: Property[] } {
  const values = new Map<string, { value: string; times: number; other: boolean }>();
  for (const { all } of moments)
    for (const [name, value] of all) {
      if (roles.again.has(name) || roles.comments.has(name)) continue;
      const known = values.get(name);
      values.set(name, {
        value,
        times: (known?.times ?? 0) + 1,
        other: known ? known.other || known.value !== value : false,
      });
    }
  const isSame = ({ times, other }: { times: number; other: boolean }) => !other && times === moments.length;
  const list = (wanted: boolean): Property[] =>
    [...values].flatMap(([name, known]) => (isSame(known) === wanted ? [[name, known.value]] : []));
  return { same: list(true), last: list(false) };
}
