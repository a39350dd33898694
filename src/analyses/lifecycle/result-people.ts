import type { Fields } from '#vocabulary/fields.ts';
import { groupsBehind } from '../unit-groups.ts';
import type { LifecyclePartial } from './kernel.ts';
import { rankedGroups } from './result-groups.ts';
import { closedPeriods, knownPeriods, rowNamed } from './result-rows.ts';
import type { LifecycleSpec } from './spec.ts';
import { eachStretch, STATES } from './stretches.ts';

const ACTIVE = 'active';
/** Places in `STATES`. */
const OF_ACTIVE = [0, 1, 2];

/**
 * `{ start, state }`: who is in that state in the period, `active` for the first three. `{ from, to }`: who went from the one state to the other
 * from a period of the range to the next, both closed; with `start` into that period. `value`: of that group;
 * `previous: true`: of the periods before.
 */
export function people(partial: LifecyclePartial, pointer: Fields, spec: LifecycleSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const start = pointer.string('start');
  const state = pointer.oneOf('state', [...STATES, ACTIVE]);
  const from = pointer.oneOf('from', STATES);
  const to = pointer.oneOf('to', STATES);
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > troubles) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'lifecycle/pointer', message, hint);
    return null;
  };
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the periods before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || !partial.of.grouped))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const of = previous ? partial.previous! : partial;
  const isGroup = value === undefined ? null : groupsBehind(rankedGroups(of, spec.breakdown!), of.keys, value);
  const period = start === undefined ? null : rowNamed(of, start);
  let wanted: Find;
  if (from && to && !state) wanted = { from: STATES.indexOf(from), to: STATES.indexOf(to), period };
  else if (state && period !== null && !from && !to)
    wanted = { states: state === ACTIVE ? OF_ACTIVE : [STATES.indexOf(state)], period };
  else return refuse('', 'Which number?', 'Give `start` and `state`, or `from` and `to`.');
  const found: number[] = [];
  const known = knownPeriods(of);
  const closed = closedPeriods(of);
  for (let unit = 0; unit < of.person.length; unit++)
    if ((!isGroup || isGroup(of.group[unit]!)) && isBehind(of, unit, known, closed, wanted))
      found.push(of.person[unit]!);
  return Uint32Array.from(found);
}

/** A state in a period; or a move, into one period or any closed one. */
type Find = { states: number[]; period: number } | { from: number; to: number; period: number | null };

function isBehind(of: LifecyclePartial, unit: number, known: number, closed: number, wanted: Find): boolean {
  let found = false;
  let before = -1;
  const take = (state: number, from: number, to: number): void => {
    if ('states' in wanted) {
      found ||= wanted.states.includes(state) && from <= wanted.period && wanted.period <= to;
      return;
    }
    // into this stretch, or inside it
    const first = before === wanted.from && state === wanted.to ? from : Infinity;
    const last = state === wanted.from && state === wanted.to ? to : from;
    const into = first === Infinity && last > from ? from + 1 : first;
    found ||= wanted.period === null ? into < closed && into <= last : into <= wanted.period && wanted.period <= last;
    before = state;
  };
  eachStretch(of, unit, known, { take });
  return found;
}
