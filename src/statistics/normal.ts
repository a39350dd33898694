import { erfc } from './erfc.ts';

/** Probability that a standard normal variable is at most `z`. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** Probability that one lies at least as far from 0 as `z`, on either side. */
export const twoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

/**
 * The value that a standard normal variable stays below with probability `p`: algorithm AS 241 (PPND16) of
 * M. J. Wichura, Applied Statistics 37 (1988) 477–484. Infinite at 0 and 1.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE);
  const least = Math.min(p, 1 - p);
  if (!(least > 0)) return p === 0 || p === 1 ? Math.sign(q) * Infinity : NaN;
  const r = Math.sqrt(-Math.log(least));
  return Math.sign(q) * (r <= 5 ? ratio(r - 1.6, MIDDLE) : ratio(r - 5, TAIL));
}

/** Half-width in standard errors of an interval that covers with probability `level`. */
export const halfWidth = (level: number): number => normalQuantile(0.5 + level / 2);

/** Numerator and denominator, lowest power first. */
type Ratio = readonly [number[], number[]];

const CENTRE: Ratio = [
  [
    3.3871328727963665, 1.3314166789178438e2, 1.9715909503065513e3, 1.373169376550946e4, 4.592195393154987e4,
    6.72657709270087e4, 3.343057558358813e4, 2.5090809287301227e3,
  ],
  [
    1, 4.231333070160091e1, 6.871870074920579e2, 5.394196021424751e3, 2.1213794301586597e4, 3.930789580009271e4,
    2.8729085735721943e4, 5.226495278852854e3,
  ],
];

const MIDDLE: Ratio = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    2.417807251774506e-1, 2.2723844989269184e-2, 7.745450142783414e-4,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 6.897673349851e-1, 1.4810397642748008e-1, 1.5198666563616457e-2,
    5.475938084995345e-4, 1.0507500716444169e-9,
  ],
];

const TAIL: Ratio = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 2.9656057182850487e-1, 2.6532189526576124e-2,
    1.2426609473880784e-3, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 5.99832206555888e-1, 1.369298809227358e-1, 1.4875361290850615e-2, 7.868691311456133e-4, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

const ratio = (x: number, [over, under]: Ratio): number => polynomial(x, over) / polynomial(x, under);

const polynomial = (x: number, powers: readonly number[]): number => powers.reduceRight((sum, a) => sum * x + a, 0);
