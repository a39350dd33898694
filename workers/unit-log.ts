import type { AnalysisDocument } from '#document/document.ts';
import type { EventLog } from '#log/event-log.ts';
import { regroup } from '#log/regroup.ts';
import { cutSessions, DEFAULT_GAP, type SessionRule } from '#log/sessions.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Breath } from './breath.ts';
import { eventCodes } from './event-codes.ts';
import type { OpenedLog } from './opened-log.ts';

/** A log laid anew takes as much memory as the first, one of sessions its starts: so many are kept, the longest unused go first. */
const KEPT_LOGS = 2;

const kept = new WeakMap<EventLog, Map<string, EventLog>>();

/** What is kept of a log, to be weighed. */
export const keptUnitLogs = (log: EventLog): ReadonlyMap<string, EventLog> => kept.get(log) ?? new Map();

export const forgetUnitLogs = (log: EventLog): boolean => kept.delete(log);

/** Matches that decide where sessions are cut. */
export const sessionMatches = ({ unit, sessions }: AnalysisDocument): EventMatch[] =>
  unit === 'session' ? [sessions?.start, sessions?.end].filter((match) => match !== undefined) : [];

/**
 * The log cut by what the document counts. Sessions are cut on the whole log, before `where` and `range`.
 * The table must be loaded if the unit or a session's start or end asks for a property.
 */
export async function unitLog(document: AnalysisDocument, opened: OpenedLog, breath: Breath): Promise<EventLog> {
  const { unit = 'person', sessions, timezone } = document;
  const { log } = opened;
  if (unit === 'person') return log;
  const logs = kept.get(log) ?? new Map<string, EventLog>();
  kept.set(log, logs);
  const key = JSON.stringify(unit === 'session' ? [unit, sessions, timezone] : [unit.property, unit.of ?? 'event']);
  // only what is finished is kept: whoever waits for another's work is stopped with it
  const laid =
    logs.get(key) ??
    (await (unit === 'session'
      ? cutLog(document, log, opened, breath)
      : breath.run(regroup(log, await eventCodes(opened, unit.property, unit.of ?? 'event', log, breath)))));
  logs.delete(key);
  logs.set(key, laid);
  if (logs.size > KEPT_LOGS) logs.delete(logs.keys().next().value!);
  return laid;
}

async function cutLog(document: AnalysisDocument, log: EventLog, opened: OpenedLog, breath: Breath): Promise<EventLog> {
  return breath.run(cutSessions(log, await sessionRule(document, log, opened, breath)));
}

/** How a document cuts sessions, or everybody's half an hour. The table must be loaded if a start or end asks for a property. */
export async function sessionRule(
  { sessions, timezone = 'UTC' }: Pick<AnalysisDocument, 'sessions' | 'timezone'>,
  log: EventLog,
  opened: OpenedLog,
  breath: Breath,
): Promise<SessionRule> {
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  const resolved = (match: EventMatch | undefined) =>
    match ? opened.masks.match(match, undefined, log, timezone, breath) : null;
  return { gapMs: durationMs(gap), start: await resolved(start), end: await resolved(end) };
}
