/**
 * Adjusted p-values, in the order of the given: calling significant what lies at most at q keeps the expected share of
 * false ones among them at most at q. Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289–300.
 */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]!);
  const q = new Array<number>(p.length);
  let least = 1;
  order.forEach((i, n) => {
    least = Math.min(least, (p[i]! * p.length) / (p.length - n));
    q[i] = least;
  });
  return q;
}
