import type { Fields } from '#vocabulary/fields.ts';
import { rowsWhere, unitsOf } from '../rows.ts';
import { groupsBehind } from '../unit-groups.ts';
import type { DistributionPartial } from './kernel.ts';
import type { Rows } from './kernel-rows.ts';
import { topCount } from './result-table.ts';
import { rankedGroups } from './result.ts';
import type { DistributionSpec } from './spec.ts';

/**
 * `{ atLeast, under }`: with a value from one number up to below another, or one of the two. `{ top: 10 }`: with one of
 * the largest tenth of the values. `{ none: true }`: in the range without a value; `{ open: true }`: with one of a
 * period that is not over. `value`: of that group; `previous: true`: of the range before.
 */
export function people(partial: DistributionPartial, pointer: Fields, spec: DistributionSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const atLeast = pointer.number('atLeast');
  const under = pointer.number('under');
  const top = pointer.integer('top', 1, 100);
  const none = pointer.boolean('none') ?? false;
  const open = pointer.boolean('open') ?? false;
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  if (pointer.problems.length > troubles) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'distribution/pointer', message, hint);
    return null;
  };
  if (previous && !partial.previous)
    return refuse('previous', 'Nothing is known of the range before.', 'Compare with a range with both ends.');
  if (value !== undefined && (previous || !spec.breakdown || !partial.of.grouped))
    return refuse('value', 'There is no breakdown here.', 'Leave it out, or ask for one.');
  const inRange = atLeast !== undefined || under !== undefined;
  if (Number(inRange) + Number(top !== undefined) + Number(none) + Number(open) !== 1)
    return refuse('', 'Which number?', 'Give `atLeast`, `under` or both, or `top`, `none` or `open`.');
  const of = previous ? partial.previous! : partial;
  if (none) {
    if (value === undefined) return of.none;
    return refuse('value', 'Who has no value is in no group.', 'Leave it out.');
  }
  const rows = ofGroup(open ? of.open : of.rows, of, value, spec);
  if (open) return unitsOf(rows);
  return top !== undefined
    ? largest(rows, topCount(top, rows.amount.length))
    : unitsOf(
        rowsWhere(
          rows,
          (row) => rows.amount[row]! >= (atLeast ?? -Infinity) && rows.amount[row]! < (under ?? Infinity),
        ),
      );
}

function ofGroup(
  list: Rows,
  { rows, keys }: DistributionPartial,
  value: unknown,
  { breakdown }: DistributionSpec,
): Rows {
  if (value === undefined) return list;
  const isGroup = groupsBehind(rankedGroups(rows, keys, breakdown!), keys, value);
  return rowsWhere(list, (row) => isGroup(list.group[row]!));
}

/** Of equal values those of the first in the log. */
function largest(rows: Rows, values: number): Uint32Array {
  const order = [...rows.amount.keys()].sort((a, b) => rows.amount[b]! - rows.amount[a]! || a - b);
  const kept = new Set(order.slice(0, values));
  return unitsOf(rowsWhere(rows, (row) => kept.has(row)));
}
