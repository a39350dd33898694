/** Average, median and 90th percentile, 0 of nothing; percentiles interpolate linearly. Reorders the list. */
export function quantiles(list: Float64Array): { average: number; median: number; p90: number } {
  const n = list.length;
  if (n === 0) return { average: 0, median: 0, p90: 0 };
  let sum = 0;
  for (let i = 0; i < n; i++) sum += list[i]!;
  return { average: sum / n, median: quantile(list, 0.5, 0), p90: quantile(list, 0.9, Math.floor(0.5 * (n - 1))) };
}

/** Of a list that is not empty, which is reordered. `from`: nothing before it is larger than what lies from it on. */
export function quantile(list: Float64Array | Uint32Array, share: number, from: number): number {
  const at = share * (list.length - 1);
  const lower = Math.floor(at);
  const low = select(list, lower, from);
  if (at === lower) return low;
  let high = Infinity;
  for (let i = lower + 1; i < list.length; i++) if (list[i]! < high) high = list[i]!;
  return low + (high - low) * (at - lower);
}

/** Of a list that ascends and is not empty. */
export function quantileOfSorted(list: Float64Array, share: number): number {
  const at = share * (list.length - 1);
  const lower = Math.floor(at);
  const low = list[lower]!;
  return at === lower ? low : low + (list[lower + 1]! - low) * (at - lower);
}

/** Hoare's selection, in place: the k-th smallest, with nothing larger before it and nothing smaller behind. */
function select(list: Float64Array | Uint32Array, k: number, from: number): number {
  let left = from;
  let right = list.length - 1;
  while (left < right) {
    const pivot = middle(list[left]!, list[(left + right) >>> 1]!, list[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (list[i]! < pivot) i++;
      while (list[j]! > pivot) j--;
      if (i > j) break;
      const other = list[i]!;
      list[i++] = list[j]!;
      list[j--] = other;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return list[k]!;
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
