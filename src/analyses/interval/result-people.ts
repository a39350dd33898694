import { endOfBucket } from '#vocabulary/calendar-buckets.ts';
import { localMidnight, parseInstant, startOfDay } from '#vocabulary/calendar.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { rowsWhere, unitsOf } from '../rows.ts';
import { groupsBehind } from '../unit-groups.ts';
import type { IntervalPartial } from './kernel.ts';
import { OPEN, PAIR, UNMATCHED } from './kernel-waits.ts';
import { rankedGroups } from './result.ts';
import type { IntervalSpec } from './spec.ts';
import type { IntervalOptions } from './switches.ts';

/**
 * `{ atLeast, under }`: with a pair from so many seconds up to below so many, or one of the two. `{ open: true }`: with a
 * beginning that may still have its pair; `{ unmatched: true }`: with one whose cap has passed. `start`: that begin in
 * this period, alone with a pair. `value`: of that group; `previous: true`: of the range before.
 */
export function people(partial: IntervalPartial, pointer: Fields, spec: IntervalSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const atLeast = pointer.number('atLeast');
  const under = pointer.number('under');
  const open = pointer.boolean('open') ?? false;
  const unmatched = pointer.boolean('unmatched') ?? false;
  const start = pointer.string('start');
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > troubles) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'interval/pointer', message, hint);
    return null;
  };
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the range before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || partial.of.grouped === 0))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const inRange = atLeast !== undefined || under !== undefined;
  const asked = Number(inRange) + Number(open) + Number(unmatched);
  if (asked > 1 || (asked === 0 && start === undefined))
    return refuse('', 'Which number?', 'Give `atLeast`, `under` or both, or `open`, `unmatched` or `start`.');
  const period = start === undefined ? null : periodOf(partial.of, start);
  if (start !== undefined && period === null)
    return refuse('start', `No period begins at ${start}.`, 'Give a start as the result names it.');
  const { waits, keys } = previous ? partial.previous! : partial;
  const isGroup = value === undefined ? null : groupsBehind(rankedGroups(waits, keys, spec.breakdown!), keys, value);
  const state = open ? OPEN : unmatched ? UNMATCHED : PAIR;
  return unitsOf(
    rowsWhere(
      waits,
      (row) =>
        waits.state[row] === state &&
        (!inRange || (waits.seconds[row]! >= (atLeast ?? 0) && waits.seconds[row]! < (under ?? Infinity))) &&
        (period === null || (waits.fromMs[row]! >= period.startMs && waits.fromMs[row]! < period.endMs)) &&
        (isGroup === null || isGroup(waits.group[row]!)),
    ),
  );
}

/** Null where none of that name begins. */
function periodOf({ periods }: IntervalOptions, start: string): { startMs: number; endMs: number } | null {
  if (!periods) return null;
  const midnight = periods.interval === 'hour' ? null : localMidnight(start);
  const startMs =
    periods.interval === 'hour' ? parseInstant(start) : midnight === null ? null : startOfDay(periods.zone, midnight);
  return startMs === null ? null : { startMs, endMs: endOfBucket(periods, startMs) };
}
