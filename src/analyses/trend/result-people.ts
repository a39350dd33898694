import { bucketText } from '#vocabulary/calendar-buckets.ts';
import { localMidnight } from '#vocabulary/calendar.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { Counts, TrendPartial } from './kernel.ts';
import { inOneGo } from '../blocks.ts';
import { linesOf, lineOfValue } from './result-lines.ts';
import type { TrendSpec } from './spec.ts';
import { sharedTallies } from './switches.ts';

/** As pointers call them, from Monday on. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Place of the weekday of a bucket that begins so, 0 = Monday. */
export const weekdayOf = (start: string): number => (new Date(localMidnight(start.slice(0, 10))!).getUTCDay() + 6) % 7;

/** Hour on the wall clock at which a bucket of an hour begins. */
export const hourOf = (start: string): number => Number(start.slice(11, 13));

/**
 * `{ series }`: everybody in its total. With `start` those of that point: with `rolling` or `cumulative` of all the
 * buckets it is about. With `weekday` and `hour` those of all such hours. `value`: of that value of the breakdown.
 * `previous`: in the range before. Of numbers: everybody who has one there.
 */
export function people(partial: TrendPartial, pointer: Fields, spec: TrendSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const series = pointer.integer('series', 0, spec.series.length - 1);
  const start = pointer.string('start');
  const weekday = pointer.oneOf('weekday', WEEKDAYS);
  const hour = pointer.integer('hour', 0, 23);
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'trend/pointer', message, hint);
    return null;
  };
  if (pointer.problems.length > troubles) return null;
  if (series === undefined) return refuse('series', 'Which series?', 'Give its number, 0 for the first.');
  if ((weekday === undefined) !== (hour === undefined))
    return refuse(weekday ? 'hour' : 'weekday', 'An hour of the week has both.', 'Give `weekday` and `hour`.');
  if (weekday !== undefined && (spec.interval !== 'hour' || start !== undefined))
    return refuse('weekday', 'Only a trend by hour has hours of the week.', 'Give `start`, or ask by hour.');
  const counts = previous ? partial.before : partial.now;
  if (!counts) return refuse('previous', 'This trend has no range before.', 'Leave it out, or compare with it.');
  if (!('tallies' in counts)) throw new Error('Who is behind a number is asked of a run that knows people.');
  let line = -1;
  let lineOf: Int32Array | null = null;
  if (value !== undefined) {
    if (!spec.breakdown || !counts.tallies[0]!.group)
      return refuse('value', 'This trend has no breakdown.', 'Leave it out, or ask for one.');
    const lines = inOneGo(linesOf(partial, spec));
    line = lineOfValue(lines, value);
    if (line < 0) return new Uint32Array();
    lineOf = lines.lineOf;
  }
  const inBucket = bucketsAsked(
    counts,
    partial,
    spec,
    start,
    weekday && { at: WEEKDAYS.indexOf(weekday), hour: hour! },
  );
  const { firstPerson, starts, bucket, group } = counts.tallies[sharedTallies(spec.series).tallyOf[series]!]!;
  const found: number[] = [];
  for (let p = 0; p + 1 < starts.length; p++)
    for (let row = starts[p]!; row < starts[p + 1]!; row++) {
      if (inBucket[bucket[row]!] !== 1 || (lineOf && lineOf[group![row]!] !== line)) continue;
      found.push(firstPerson + p);
      break;
    }
  return Uint32Array.from(found);
}

/** One byte for each bucket, 1 = the number is about it. */
function bucketsAsked(
  { edges }: Counts,
  { of: { buckets } }: TrendPartial,
  { rolling = 1, cumulative = false }: TrendSpec,
  start: string | undefined,
  week: { at: number; hour: number } | undefined,
): Uint8Array {
  const starts = Array.from(edges.subarray(0, -1), (startMs) => bucketText(buckets, startMs));
  if (week)
    return Uint8Array.from(starts, (each) => (weekdayOf(each) === week.at && hourOf(each) === week.hour ? 1 : 0));
  if (start === undefined) return new Uint8Array(starts.length).fill(1);
  const asked = new Uint8Array(starts.length);
  const at = starts.indexOf(start);
  return at < 0 ? asked : asked.fill(1, cumulative ? 0 : Math.max(0, at + 1 - rolling), at + 1);
}
