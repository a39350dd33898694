/** Values from `from` up to below `to`; null = as low, or as high, as they come. */
export interface Edges {
  from: number | null;
  to: number | null;
}

/** Place of the bin that a value lies in; bins touch each other, the first begins at or below it. */
export function binOf(bins: readonly Edges[], value: number): number {
  let low = 0;
  let high = bins.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (bins[middle]!.from! <= value) low = middle;
    else high = middle;
  }
  return low;
}
