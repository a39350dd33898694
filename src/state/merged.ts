import { isObject } from '#vocabulary/fields.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** `now` with what `after` changes of `before`: field by field, and in lists element by element. Where both changed one, `after` wins. */
export function merged(now: unknown, before: unknown, after: unknown): unknown {
  if (same(before, after)) return now;
  if (same(now, before) || same(now, after)) return after;
  if (Array.isArray(after) && isList(now) && isList(before)) return mergedList(now ?? [], before ?? [], after);
  if (!isObject(now) || !isObject(before) || !isObject(after)) return after;
  return isSameSort(now, before) && isSameSort(before, after) ? mergedFields(now, before, after) : after;
}

/** A list of nothing is often left away. */
const isList = (value: unknown): value is unknown[] | undefined => value === undefined || Array.isArray(value);

type Fields = Record<string, unknown>;

/** Those with no field in common say different sorts of thing: `{ previous: true }` and `{ segments: […] }`. */
function isSameSort(one: Fields, other: Fields): boolean {
  const names = Object.keys(one);
  return names.length === 0 || Object.keys(other).length === 0 || names.some((name) => name in other);
}

function mergedFields(now: Fields, before: Fields, after: Fields): Fields {
  const next: Fields = {};
  for (const name of new Set([...Object.keys(now), ...Object.keys(after)])) {
    const field = merged(now[name], before[name], after[name]);
    if (field !== undefined) next[name] = field;
  }
  return next;
}

function mergedList(now: unknown[], before: unknown[], after: unknown[]): unknown[] {
  if (before.length === after.length) return replaced(now, before, after);
  const next = [...now];
  for (const gone of less(before, after)) {
    const at = placeOf(gone, next, -1);
    if (at >= 0) next.splice(at, 1);
  }
  // what both added is there once; each comes before the one that it was put before
  for (const added of less(less(after, before), less(now, before)).reverse()) {
    const at = placeOf(after[after.lastIndexOf(added) + 1], next, -1);
    next.splice(at < 0 ? next.length : at, 0, added);
  }
  return next;
}

/** Elements are put in the place of those that they replaced, wherever these are by now. */
function replaced(now: unknown[], before: unknown[], after: unknown[]): unknown[] {
  const next = [...now];
  for (const [i, made] of after.entries()) {
    if (same(made, before[i])) continue;
    const at = placeOf(before[i], now, i);
    if (at < 0 && now.length !== before.length) return after;
    next[at < 0 ? i : at] = at < 0 ? merged(now[i], before[i], made) : made;
  }
  return next;
}

/** Where an element stands; at `likely` where it stands there too. */
function placeOf(element: unknown, list: readonly unknown[], likely: number): number {
  if (likely >= 0 && same(element, list[likely])) return likely;
  return list.findIndex((each) => same(each, element));
}

/** Those of one list that are not in the other, as often as they are more. */
function less(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const left = [...other];
  return list.filter((each) => {
    const at = placeOf(each, left, -1);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
