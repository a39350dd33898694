import { parseDuration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { isObject } from '#vocabulary/fields.ts';
import { parseRange } from '#vocabulary/range.ts';
import type { Amount, Within } from './spec.ts';

/** Reads `op` and `value`; `counts` takes whole numbers from 0 on only. */
export function readAmount<Operator extends string>(
  fields: Fields,
  operators: readonly Operator[],
  counts: boolean,
): Amount<Operator> | undefined {
  const op = fields.oneOf('op', operators);
  const value = fields.raw('value');
  if (!op)
    return fields.has('op')
      ? undefined
      : fields.refuse('op', 'document/missing', 'Compare how?', `Choose one of ${operators.join(', ')}.`);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const fits = (each: unknown): each is number =>
    typeof each === 'number' && Number.isFinite(each) && (!counts || (Number.isInteger(each) && each >= 0));
  const what = counts ? 'a whole number from 0 on' : 'a number';
  if (op === 'between') {
    if (Array.isArray(value) && list.length === 2 && list.every(fits) && list[0]! <= list[1]!)
      return { op, value: [list[0]!, list[1]!] };
    return fields.refuse('value', 'segment/value', `“between” needs two values, the lower first, each ${what}.`);
  }
  if (!fits(value)) return fields.refuse('value', 'segment/value', `“${op}” needs ${what}.`);
  return { op, value };
}

export function readWithin(fields: Fields, zone: string): Within | undefined {
  if (!fields.has('within')) return undefined;
  const value = fields.raw('within');
  for (const name of ['last', 'firstDays'] as const) {
    if (!isObject(value) || value[name] === undefined) continue;
    const within = fields.object('within')!;
    const duration = parseDuration(within.raw(name), within.at(name), within.problems);
    within.done();
    return duration && (name === 'last' ? { last: duration } : { firstDays: duration });
  }
  return parseRange(value, fields.at('within'), fields.problems, zone);
}
