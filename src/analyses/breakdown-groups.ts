import { IN_SEGMENT } from '#log/shard.ts';
import type { Breakdown } from './breakdown.ts';

/** Values of a group, one for each property; null = missing. */
export type GroupKey = (string | null)[];

/** One value, or one for each property of a list; null = missing, `$other` = the groups past `top` together. */
export type GroupValue = string | null | (string | null)[];

export const OTHER = '$other';
/** Groups listed where nobody said how many. */
export const TOP = 10;

/**
 * The values listed: largest first, then by value as text; of a segment those in it first. `place` is that of each
 * group among them, −1 = not listed.
 */
export function rankGroups(
  keys: readonly GroupKey[],
  /** Of each group; an empty one is not listed. */
  size: ArrayLike<number>,
  breakdown: Breakdown<unknown>,
): { values: GroupValue[]; place: Int32Array } {
  const { property, top = TOP, other = true } = 'segment' in breakdown ? { property: '' } : breakdown;
  const texts = keys.map((key) => key.map((value) => value ?? '').join('\u0000'));
  const byText = (a: number, b: number): number => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0);
  const inFirst = (a: number, b: number): number =>
    Number(keys[b]![0] === IN_SEGMENT) - Number(keys[a]![0] === IN_SEGMENT);
  const order = keys
    .map((_, group) => group)
    .filter((group) => size[group]! > 0)
    .sort('segment' in breakdown ? inFirst : (a, b) => size[b]! - size[a]! || byText(a, b));
  const values = order.slice(0, top).map((group): GroupValue => {
    const key = keys[group]!;
    return Array.isArray(property) ? key : key[0]!;
  });
  const rest = other && order.length > top;
  if (rest) values.push(OTHER);
  const place = new Int32Array(keys.length).fill(-1);
  order.forEach((group, n) => (place[group] = n < top ? n : rest ? top : -1));
  return { values, place };
}

/** All keys, and what the groups of the right become. */
export function joinKeys(
  left: readonly GroupKey[],
  right: readonly GroupKey[],
): { keys: GroupKey[]; renumbered: number[] } {
  const keys = [...left];
  const numbers = new Map(keys.map((key, group) => [JSON.stringify(key), group]));
  const renumbered = right.map((key) => {
    const text = JSON.stringify(key);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, keys.length);
    return keys.push(key) - 1;
  });
  return { keys, renumbered };
}
