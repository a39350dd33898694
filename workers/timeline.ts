import type { AnalysisDocument } from '#document/document.ts';
import type { Timeline, TimelineSession } from '#engine/protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import { begins, isOfSessions, type SessionRule } from '#log/sessions.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Breath } from './breath.ts';
import type { OpenedLog } from './opened-log.ts';
import { propertiesOfRows } from './people.ts';
import type { Ran } from './run-analysis.ts';
import { sessionRule } from './unit-log.ts';

/** Events of one person beyond which a timeline shows only a part: nobody reads more, and a bot may have millions. */
const LONGEST_TIMELINE = 2_000;

/** Where a unit's events are in its log. */
interface Journey {
  /** All events are [start, end), those told of [from, to). */
  start: number;
  end: number;
  from: number;
  to: number;
  /** Of a session. */
  session?: { from: number; to: number };
  /** Whose number it is among the people of the log as it was opened; null for a value. */
  person: number | null;
  owner: string;
}

/** `ran` is the answer to `document`. */
export async function timelineOf(
  opened: OpenedLog,
  document: AnalysisDocument | null,
  ran: Ran | null,
  id: string,
  breath: Breath,
): Promise<Outcome<Timeline>> {
  if (opened.properties.length > 0) await opened.table();
  const log = ran?.log ?? opened.log;
  const unit = log.people.find(id);
  if (unit < 0) return fail(problem('engine/noSuchPerson', 'person', `Nobody here is called “${id}”.`));
  const { start, end, from, to, session, person, owner } = journeyOf(log, unit);
  const properties = await propertiesOfRows(opened, log.row.subarray(from, to), breath);
  const events = Array.from({ length: to - from }, (_, i) => ({
    person: owner,
    event: log.names[log.event[from + i]!]!,
    timeMs: log.time[from + i]!,
    properties: properties.get(log.row[from + i]!) ?? {},
  }));
  const cut =
    person === null ? [] : sessionsOf(log, await sessionRule(document ?? {}, opened.log, opened, breath), start, end);
  return ok({
    id,
    events,
    from: from - start,
    total: end - start,
    ...(session && { session }),
    sessions: {
      list: cut.filter((one) => start + one.from < to && start + one.from + one.events > from),
      total: cut.length,
    },
    attributes: person === null ? [] : attributesOf(opened.log, person),
    marks: ran?.kind.marks ? ran.kind.marks(ran.partial, unit, ran.spec) : [],
  });
}

function journeyOf(log: EventLog, unit: number): Journey {
  const first = log.personStart[unit]!;
  const last = log.personStart[unit + 1]!;
  if (!isOfSessions(log)) {
    const to = Math.min(last, first + LONGEST_TIMELINE);
    const person = log.laid ? null : unit;
    return { start: first, end: last, from: first, to, person, owner: log.people.text(unit) };
  }
  const whole = log.laid!.from;
  const person = log.people.personOf(unit);
  const start = whole.personStart[person]!;
  const end = whole.personStart[person + 1]!;
  // of a very long one the part around the session
  const from = last - start <= LONGEST_TIMELINE ? start : Math.max(start, first - LONGEST_TIMELINE / 2);
  const to = Math.min(end, from + LONGEST_TIMELINE);
  const session = { from: first - start, to: last - start };
  return { start, end, from, to, session, person, owner: whole.people.text(person) };
}

/** Sessions of the journey whose events are [start, end). */
function sessionsOf(log: EventLog, rule: SessionRule, start: number, end: number): TimelineSession[] {
  const starts: number[] = [];
  for (let i = start; i < end; i++) if (begins(log, rule, start, i)) starts.push(i);
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? end;
    const seconds = (log.time[to - 1]! - log.time[from]!) / 1000;
    return { number: i + 1, from: from - start, events: to - from, seconds };
  });
}

const attributesOf = ({ attributes }: EventLog, person: number): Timeline['attributes'] =>
  [...(attributes ?? [])].flatMap(([name, { codes, values }]) => {
    const value = values[codes[person]! - 1];
    return value === undefined || value === '' ? [] : [{ name, value }];
  });
