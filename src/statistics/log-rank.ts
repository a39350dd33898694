import { chiSquareTail } from './chi-square.ts';
import { eventTimes, type Followed } from './kaplan-meier.ts';

export interface LogRank {
  chiSquare: number;
  /** One less than the groups that were compared. */
  degrees: number;
  p: number;
  /** By group: to how many it happened, and to how many it would have at the same pace everywhere. */
  groups: { observed: number; expected: number }[];
}

/**
 * Whether it happens at the same pace in groups of which nobody is in two (N. Mantel, Cancer Chemother. Rep. 50, 1966; of
 * several groups R. Peto and J. Peto, J. R. Stat. Soc. A 135, 1972), with the hypergeometric variance. Null where fewer
 * than two groups have somebody at risk when it happens: there is nothing to compare.
 */
export function logRank(groups: Followed[]): LogRank | null {
  const many = groups.length;
  const ends = groups.map(({ times }) => times.slice().sort());
  const own = groups.map((group) => new Map(eventTimes(group).map(({ time, events }) => [time, events])));
  const moments = Float64Array.from(new Set(own.flatMap((each) => [...each.keys()]))).sort();
  const gone = new Int32Array(many);
  const observed = new Float64Array(many);
  const expected = new Float64Array(many);
  const covariance = groups.map(() => new Float64Array(many));
  for (const time of moments) {
    const atRisk = ends.map((list, g) => {
      while (gone[g]! < list.length && list[gone[g]!]! < time) gone[g]!++;
      return list.length - gone[g]!;
    });
    const here = own.map((each) => each.get(time) ?? 0);
    const all = atRisk.reduce((sum, n) => sum + n, 0);
    const events = here.reduce((sum, n) => sum + n, 0);
    const spread = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    for (let g = 0; g < many; g++) {
      const share = atRisk[g]! / all;
      observed[g]! += here[g]!;
      expected[g]! += events * share;
      for (let h = 0; h < many; h++) covariance[g]![h]! += spread * share * ((g === h ? 1 : 0) - atRisk[h]! / all);
    }
  }
  // a group of whom nobody is at risk beside others says nothing
  const compared = groups.flatMap((_, g) => (covariance[g]![g]! > 0 ? [g] : []));
  const kept = compared.slice(1);
  if (kept.length === 0) return null;
  const off = kept.map((g) => observed[g]! - expected[g]!);
  const solved = solve(
    kept.map((g) => kept.map((h) => covariance[g]![h]!)),
    off,
  );
  const chiSquare = Math.max(
    0,
    solved.reduce((sum, x, i) => sum + x * off[i]!, 0),
  );
  return {
    chiSquare,
    degrees: kept.length,
    p: chiSquareTail(chiSquare, kept.length),
    groups: groups.map((_, g) => ({ observed: observed[g]!, expected: expected[g]! })),
  };
}

/** Solves a system whose matrix is symmetrical and positive, by elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < n; k++) {
    const pivot = rows[k]!;
    for (let i = k + 1; i < n; i++) {
      const by = rows[i]![k]! / pivot[k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= by * pivot[j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const row = rows[k]!;
    const rest = solution.reduce((sum, x, j) => (j > k ? sum + row[j]! * x : sum), 0);
    solution[k] = (row[n]! - rest) / row[k]!;
  }
  return solution;
}
