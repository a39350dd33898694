import type { UnitColumn } from '#log/shard.ts';
import { tallyValues, type Sets } from './result-sets.ts';

export const OTHER = '$other';

/** A numeric property of so many different values at most has rows of them, too. */
const MOST_NUMBERS = 20;

/** Where not all values fit, one that fewer people of each group have is not listed: it would be somebody's own. */
const LEAST_LISTED = 5;

/** The rows of a property: which values are listed, in order, and how many units of each group have each. */
export interface Listed {
  rows: { value: string | null; counts: Uint32Array }[];
  /** Values counted together as `$other`. */
  left: number;
  /** Place in `rows` of each code, −1 = none. */
  place: Int32Array;
  /** Different numbers, ascending, with the counts of each; null where some value is none. */
  numbers: { value: number; at: number }[] | null;
  counts: Uint32Array;
}

/**
 * Listed are the values that hold the largest share of any group: what is rare among everybody may be frequent in a
 * segment. They stand in order of the base, numbers in their own; no value comes after them, `$other` last.
 */
export function listValues(sets: Sets, { codes, values }: UnitColumn, top: number): Listed {
  const { count, sizes, segments } = sets;
  const counts = tallyValues(sets, codes, values.length + 1);
  const held: number[] = [];
  for (let code = 1; code <= values.length; code++) if (isHeld(counts, code * count, segments)) held.push(code);
  const numbers = readNumbers(values, held, count);
  const asked = numbers && held.length > MOST_NUMBERS ? [] : held;
  const text = (a: number, b: number): number => (values[a - 1]! < values[b - 1]! ? -1 : 1);
  let shown = asked;
  if (asked.length > top) {
    const often = asked.filter((code) => isHeld(counts, code * count, segments, LEAST_LISTED));
    const most = new Map(often.map((code) => [code, largestShare(counts, code * count, sizes, segments)]));
    often.sort((a, b) => most.get(b)! - most.get(a)! || counts[b * count]! - counts[a * count]! || text(a, b));
    shown = often.slice(0, top);
  }
  const inOrder = shown.toSorted(
    numbers
      ? (a, b) => Number(values[a - 1]) - Number(values[b - 1])
      : (a, b) => counts[b * count]! - counts[a * count]! || text(a, b),
  );
  const place = new Int32Array(values.length + 1).fill(-1);
  const rows: Listed['rows'] = inOrder.map((code, n) => {
    place[code] = n;
    return { value: values[code - 1]!, counts: counts.slice(code * count, (code + 1) * count) };
  });
  if (isHeld(counts, 0, segments)) place[0] = rows.push({ value: null, counts: counts.slice(0, count) }) - 1;
  const rest = asked.filter((code) => place[code] === -1);
  if (rest.length > 0) {
    const together = new Uint32Array(count);
    for (const code of rest) {
      place[code] = rows.length;
      for (let g = 0; g < count; g++) together[g]! += counts[code * count + g]!;
    }
    rows.push({ value: OTHER, counts: together });
  }
  return { rows, left: rest.length, place, numbers, counts };
}

/** Whether so many in the base or a segment have it. */
function isHeld(counts: Uint32Array, at: number, segments: number, least = 1): boolean {
  for (let g = 0; g <= segments; g++) if (counts[at + g]! >= least) return true;
  return false;
}

function largestShare(counts: Uint32Array, at: number, sizes: Uint32Array, segments: number): number {
  let most = 0;
  for (let g = 0; g <= segments; g++) if (sizes[g]! > 0) most = Math.max(most, counts[at + g]! / sizes[g]!);
  return most;
}

function readNumbers(values: string[], held: number[], count: number): Listed['numbers'] {
  if (held.length === 0) return null;
  const numbers: { value: number; at: number }[] = [];
  for (const code of held) {
    const text = values[code - 1]!;
    const value = text.trim() === '' || !/^[\s\d.eE+-]+$/.test(text) ? NaN : Number(text);
    if (!Number.isFinite(value)) return null;
    numbers.push({ value, at: code * count });
  }
  return numbers.sort((a, b) => a.value - b.value);
}
