import { erfc } from './erfc.ts';

/** Probability that a χ² variable of so many degrees of freedom, a whole number, is at least `x`: its finite sums. */
export function chiSquareTail(x: number, degrees: number): number {
  const half = x / 2;
  if (!(half > 0)) return 1;
  const odd = degrees % 2 === 1;
  // of 1 or 2 degrees, and for every two more of them a term
  let tail = odd ? erfc(Math.sqrt(half)) : Math.exp(-half);
  let term = odd ? 2 * Math.sqrt(half / Math.PI) * Math.exp(-half) : half * Math.exp(-half);
  for (let d = odd ? 3 : 4; d <= degrees; d += 2) {
    tail += term;
    term *= (2 * half) / d;
  }
  return tail;
}
