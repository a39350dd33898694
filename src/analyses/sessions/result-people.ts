import { endOfBucket, startOfBucket } from '#vocabulary/calendar-buckets.ts';
import { instantOf, localMidnight, parseInstant } from '#vocabulary/calendar.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { groupsBehind } from '../unit-groups.ts';
import type { SessionsPartial } from './kernel.ts';
import { codesNamed } from './result-names.ts';
import { rankedGroups, rowsOf } from './result.ts';
import { NAMES, type SessionsSpec } from './spec.ts';

/**
 * Who has a session of which all this is true: `bounced`: of one event, or of more; `start`: it begins in that period;
 * `hour`: at that hour of the wall clock; `entry`, `exit`: its first or last event has that name; `open`: it may still go
 * on. `{}`: any. `value`: of that group; `previous: true`: of the range before.
 */
export function people(partial: SessionsPartial, pointer: Fields, spec: SessionsSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const bounced = pointer.boolean('bounced');
  const open = pointer.boolean('open');
  const start = pointer.string('start');
  const hour = pointer.integer('hour', 0, 23);
  const entry = pointer.string('entry');
  const exit = pointer.string('exit');
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > troubles) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'sessions/pointer', message, hint);
    return null;
  };
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the range before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || !partial.of.grouped))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const of = previous ? partial.previous! : partial;
  const { rows } = of;
  let found = rowsOf(of);
  const keep = (is: (row: number) => boolean): Uint32Array => (found = found.filter(is));
  if (value !== undefined) {
    const isGroup = groupsBehind(rankedGroups(of, spec.breakdown!), of.keys, value);
    keep((row) => isGroup(rows.group[row]!));
  }
  const { top = NAMES } = spec;
  const ofGroup = found;
  for (const [end, name] of [
    ['entry', entry],
    ['exit', exit],
  ] as const) {
    if (name === undefined) continue;
    const isNamed = codesNamed(of, end, ofGroup, top, name);
    keep((row) => isNamed(rows[end][row]!));
  }
  if (bounced !== undefined) keep((row) => (rows.events[row] === 1) === bounced);
  if (open !== undefined) keep((row) => (rows.open[row] === 1) === open);
  if (hour !== undefined) keep((row) => rows.hour[row] === hour);
  if (start !== undefined) {
    const [startMs, endMs] = periodCalled(of, start);
    keep((row) => rows.startMs[row]! >= startMs && rows.startMs[row]! < endMs);
  }
  return Uint32Array.from(new Set(Array.from(found, (row) => rows.person[row]!)));
}

/** First instant of the period of that name and of the next; nothing lies in one that does not begin there. */
function periodCalled({ of: { buckets } }: SessionsPartial, start: string): [number, number] {
  const midnight = localMidnight(start);
  const startMs =
    buckets.interval === 'hour' ? parseInstant(start) : midnight === null ? null : instantOf(buckets.zone, midnight);
  if (startMs === null || startOfBucket(buckets, startMs) !== startMs) return [Infinity, Infinity];
  return [startMs, endOfBucket(buckets, startMs)];
}
