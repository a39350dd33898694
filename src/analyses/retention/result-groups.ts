import type { Entries } from './kernel-entries.ts';
import type { GroupKey } from './kernel-groups.ts';
import type { RetentionBreakdown } from './spec.ts';

/** One value, or one for each property of a list; null = missing, `$other` = the groups past `top` together. */
export type GroupValue = string | null | (string | null)[];

export const OTHER = '$other';
const TOP = 10;

/** The values listed, largest over all cohorts first, then by value; and the place of each group among them, −1 = none. */
export function rankGroups(
  entries: Entries,
  keys: GroupKey[],
  { property, top = TOP, other = true }: RetentionBreakdown,
): { values: GroupValue[]; place: Int32Array } {
  const size = new Uint32Array(keys.length);
  for (const group of entries.group) size[group]!++;
  const text = (group: number): string => keys[group]!.map((value) => value ?? '').join('\u0000');
  const order = keys
    .map((_, group) => group)
    .sort((a, b) => size[b]! - size[a]! || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
  const values = order.slice(0, top).map((group): GroupValue => {
    const key = keys[group]!;
    return Array.isArray(property) ? key : key[0]!;
  });
  const rest = other && order.length > top;
  if (rest) values.push(OTHER);
  const place = new Int32Array(keys.length);
  order.forEach((group, n) => (place[group] = n < top ? n : rest ? top : -1));
  return { values, place };
}
