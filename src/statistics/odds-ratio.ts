import { halfWidth } from './normal.ts';
import type { Interval, Proportion } from './proportions.ts';

export interface OddsRatio {
  /** Odds of having it in one group by those in the other: 1 = the same. */
  ratio: number;
  interval: Interval;
  /** A cell of the table was empty, so that half a person was added to each of the four. */
  corrected: boolean;
}

/**
 * Of two groups of whom nobody is in both, with B. Woolf's interval on the logarithm (Ann. Hum. Genet. 19, 1955) and,
 * where a cell is empty, J. B. S. Haldane's half in each (Ann. Hum. Genet. 20, 1956).
 */
export function oddsRatio(a: Proportion, b: Proportion, level = 0.95): OddsRatio {
  const cells = [a.having, a.people - a.having, b.having, b.people - b.having];
  const corrected = cells.includes(0);
  const [inA, notA, inB, notB] = cells.map((n) => (corrected ? n + 0.5 : n)) as [number, number, number, number];
  const ratio = (inA * notB) / (notA * inB);
  const factor = Math.exp(halfWidth(level) * Math.sqrt(1 / inA + 1 / notA + 1 / inB + 1 / notB));
  return { ratio, interval: [ratio / factor, ratio * factor], corrected };
}
