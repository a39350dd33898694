import type { Fields } from '#vocabulary/fields.ts';
import { periodNamed } from '../active-periods.ts';
import { groupsBehind } from '../unit-groups.ts';
import type { StickinessPartial } from './kernel.ts';
import { rankedGroups } from './result.ts';
import type { StickinessSpec } from './spec.ts';
import { daysOf, MONTH_DAYS, WEEK_DAYS } from './switches.ts';

const WINDOWS = { day: 1, week: WEEK_DAYS, month: MONTH_DAYS };

/**
 * `{ intervals: 2 }`: active in two intervals, or in two or more as the question says; `atLeast` says it otherwise.
 * `{ start, active: 'day' | 'week' | 'month' }`: active in that window that ends with the day. `value`: of that group;
 * `previous: true`: of the range before.
 */
export function people(partial: StickinessPartial, pointer: Fields, spec: StickinessSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const intervals = pointer.integer('intervals', 1, Number.MAX_SAFE_INTEGER);
  const atLeast = pointer.boolean('atLeast') ?? spec.cumulative ?? false;
  const start = pointer.string('start');
  const active = pointer.oneOf('active', ['day', 'week', 'month']);
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > troubles) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'stickiness/pointer', message, hint);
    return null;
  };
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the range before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || !partial.of.grouped))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const of = previous ? partial.previous! : partial;
  const isGroup = value === undefined ? null : groupsBehind(rankedGroups(of, spec.breakdown!), of.keys, value);
  let is: (unit: number) => boolean;
  if (intervals !== undefined && start === undefined && !active)
    is = (unit) => (atLeast ? of.intervals[unit]! >= intervals : of.intervals[unit] === intervals);
  else if (start !== undefined && active && intervals === undefined) is = activeAround(of, start, WINDOWS[active]);
  else return refuse('', 'Which number?', 'Give `intervals`, or `start`, a day, and `active`, a window.');
  const found: number[] = [];
  for (let unit = 0; unit < of.person.length; unit++)
    if ((!isGroup || isGroup(of.group[unit]!)) && is(unit)) found.push(of.person[unit]!);
  return Uint32Array.from(found);
}

/** Whether a unit was active on one or more of the days that end with the one of that name. */
function activeAround({ of, edges, starts, back }: StickinessPartial, start: string, span: number) {
  const days = edges.length - 1;
  const at = periodNamed(edges, daysOf(of.buckets), start);
  return (unit: number): boolean => {
    if (at < 0) return false;
    for (let entry = starts[unit]!; entry < starts[unit + 1]!; entry++) {
      const day = days - 1 - back[entry]!;
      if (day <= at && day > at - span) return true;
    }
    return false;
  };
}
