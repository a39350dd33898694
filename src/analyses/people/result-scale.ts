import type { Ids } from '#log/event-log.ts';
import type { UnitColumn } from '#log/shard.ts';
import type { PeoplePartial } from './kernel.ts';
import type { Scale } from './kept.ts';
import { MISSING } from './order.ts';
import { textRanks } from './text-order.ts';
import { packed, packedIds } from './texts.ts';

/** Without a zero in front, which makes it a code: a postal code, a number of a phone. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** An attribute holds numbers where all its values are some. */
export function scaleOf({ attributes, kept }: PeoplePartial, attribute: number): Scale {
  const known = kept.scales[attribute];
  return known ?? (kept.scales[attribute] = made(attributes[attribute]!));
}

function made({ values }: UnitColumn): Scale {
  const numeric = values.length > 0 && values.every((value) => NUMBER.test(value) && Number.isFinite(Number(value)));
  if (!numeric) return { numbers: null, whole: false, ranks: null };
  const numbers = new Float64Array(values.length + 1).fill(NaN);
  values.forEach((value, i) => (numbers[i + 1] = Number(value)));
  return { numbers, whole: numbers.subarray(1).every(Number.isInteger), ranks: null };
}

/** How the values of an attribute of words sort, by code. */
export function textRanksOf(partial: PeoplePartial, attribute: number): Uint32Array {
  const scale = scaleOf(partial, attribute);
  if (scale.ranks) return scale.ranks;
  const { values } = partial.attributes[attribute]!;
  const ranks = new Uint32Array(values.length + 1);
  ranks[0] = MISSING;
  ranks.set(textRanks(packed(values.length, (i) => values[i]!)), 1);
  scale.ranks = ranks;
  return ranks;
}

/** How ids sort, by number of the unit in the whole log. */
export const idRanks = ({ kept }: PeoplePartial, ids: Ids): Uint32Array => (kept.idRanks ??= textRanks(packedIds(ids)));
