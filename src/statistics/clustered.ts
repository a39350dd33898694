/** Things that happened or not, in clusters that may be alike within: visits of one person. */
export interface Clustered {
  clusters: number;
  /** Of all clusters: how many things there are, and how many happened. */
  trials: number;
  having: number;
  /** Sums over clusters of squares and of products of the two. */
  trialsSquared: number;
  havingSquared: number;
  product: number;
}

/**
 * How many times as many things one needs to know the share as well as if they were independent: by it counts are divided
 * before a test. Never below 1. J. N. K. Rao and A. J. Scott, Biometrics 48 (1992) 577–585.
 */
export function designEffect(of: Clustered): number {
  const { clusters, trials, having, trialsSquared, havingSquared, product } = of;
  if (clusters < 2) return trials;
  const share = having / trials;
  const binomial = share * (1 - share) * trials;
  if (!(binomial > 0)) return 1;
  const between = havingSquared - 2 * share * product + share * share * trialsSquared;
  return Math.max(1, ((clusters / (clusters - 1)) * between) / binomial);
}
