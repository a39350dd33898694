import type { PackedTexts } from '#log/dictionary.ts';
import type { Chosen } from './result-chosen.ts';
import type { ColumnSummary } from './result-summary.ts';

/** Orders of a million people are 4 MB each: so many are kept, the longest unused go first. */
const KEPT_ORDERS = 6;

/** How the values of an attribute compare, by code; 0 is the missing value. */
export interface Scale {
  /** Null where a value is no number; NaN for the missing value. */
  numbers: Float64Array | null;
  /** Whether every number is whole. */
  whole: boolean;
  /** Equal for texts that sort alike; made once somebody sorts by them. */
  ranks: Uint32Array | null;
}

/** What has been made of the rows to answer faster the next time. It lies on the partial, so that it is weighed and goes with it. */
export interface Kept {
  orders: Map<string, Uint32Array>;
  /** By attribute. */
  scales: Scale[];
  /** Ids as bytes, where the log has them otherwise. */
  texts: PackedTexts | null;
  idRanks: Uint32Array | null;
  wholeAmount: boolean | null;
  /** By number of the unit in the whole log. */
  found: { text: string; hits: Uint8Array } | null;
  chosen: { key: string; value: Chosen } | null;
  summary: { of: Chosen; columns: ColumnSummary[] } | null;
}

export const noneKept = (): Kept => ({
  orders: new Map(),
  scales: [],
  texts: null,
  idRanks: null,
  wholeAmount: null,
  found: null,
  chosen: null,
  summary: null,
});

/** An order that is known, or is made and kept. */
export function keptOrder({ orders }: Kept, key: string, make: () => Uint32Array): Uint32Array {
  const order = orders.get(key) ?? make();
  orders.delete(key);
  orders.set(key, order);
  if (orders.size > KEPT_ORDERS) orders.delete(orders.keys().next().value!);
  return order;
}
