import type { Fields } from '#vocabulary/fields.ts';
import { groupsBehind } from '../unit-groups.ts';
import { IN_RANGE, MATCHED, OPEN, type SequencePartial } from './kernel.ts';
import { rankedGroups } from './result.ts';
import type { SequenceSpec } from './spec.ts';

/**
 * `{ matched: true }`: has a match, `false`: has none. `{ matches: 2 }`: has two, with `atLeast: true` two or more.
 * `{ open: true }`: every match may still be undone. `value`: of that group; `previous: true`: of the range before.
 */
export function people(partial: SequencePartial, pointer: Fields, spec: SequenceSpec): Uint32Array | null {
  const before = pointer.problems.length;
  const matched = pointer.boolean('matched');
  const matches = pointer.integer('matches', 1, Number.MAX_SAFE_INTEGER);
  const atLeast = pointer.boolean('atLeast') ?? false;
  const open = pointer.boolean('open') ?? false;
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > before) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'sequence/pointer', message, hint);
    return null;
  };
  if (Number(matched !== undefined) + Number(matches !== undefined) + Number(open) !== 1)
    return refuse('', 'Which number?', 'Give `matched`, true or false, `matches`, or `open`: true.');
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the range before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || !partial.of.grouped))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const of = previous ? partial.previous! : partial;
  const isGroup = value === undefined ? null : groupsBehind(rankedGroups(of, spec.breakdown!), of.keys, value);
  const is = (p: number): boolean => {
    if (open) return (of.flags[p]! & OPEN) !== 0;
    if (matches === undefined) return ((of.flags[p]! & MATCHED) !== 0) === matched;
    return atLeast ? of.matches[p]! >= matches : of.matches[p] === matches;
  };
  const found: number[] = [];
  for (let p = 0; p < of.flags.length; p++)
    if (of.flags[p]! & IN_RANGE && (!isGroup || isGroup(of.group[p]!)) && is(p)) found.push(of.firstPerson + p);
  return Uint32Array.from(found);
}
