/**
 * Complementary error function, to a few units of the last digit: the rational Chebyshev approximations of
 * W. J. Cody, Mathematics of Computation 23 (1969) 631–637.
 */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (!(y > 0.46875)) return 1 - x * ratio(y * y, NEAR);
  const upper = y <= 4 ? tail(y) * ratio(y, MIDDLE) : y > 27 ? 0 : (tail(y) * (SQRT_1_PI - far(1 / (y * y)))) / y;
  return x < 0 ? 2 - upper : upper;
}

const SQRT_1_PI = 0.564_189_583_547_756_3;

/** Highest power first; the denominator's is 1. */
interface Ratio {
  over: number[];
  under: number[];
}

const NEAR: Ratio = {
  over: [1.8577770618460315e-1, 3.1611237438705655, 1.1386415415105016e2, 3.77485237685302e2, 3.2093775891384694e3],
  under: [1, 2.3601290952344122e1, 2.4402463793444417e2, 1.2826165260773723e3, 2.844236833439171e3],
};

const MIDDLE: Ratio = {
  over: [
    2.1531153547440383e-8, 5.641884969886701e-1, 8.883149794388377, 6.611919063714163e1, 2.986351381974001e2,
    8.81952221241769e2, 1.7120476126340707e3, 2.0510783778260716e3, 1.2303393547979972e3,
  ],
  under: [
    1, 1.5744926110709835e1, 1.176939508913125e2, 5.371811018620099e2, 1.6213895745666903e3, 3.2907992357334597e3,
    4.362619090143247e3, 3.4393676741437216e3, 1.2303393548037495e3,
  ],
};

const FAR: Ratio = {
  over: [
    1.6315387137302097e-2, 3.0532663496123236e-1, 3.6034489994980445e-1, 1.2578172611122926e-1, 1.6083785148742275e-2,
    6.587491615298378e-4,
  ],
  under: [1, 2.568520192289822, 1.8729528499234604, 5.279051029514285e-1, 6.051834131244132e-2, 2.3352049762686918e-3],
};

const polynomial = (x: number, powers: readonly number[]): number => powers.reduce((sum, a) => sum * x + a, 0);

const ratio = (x: number, { over, under }: Ratio): number => polynomial(x, over) / polynomial(x, under);

const far = (reciprocal: number): number => reciprocal * ratio(reciprocal, FAR);

/** exp(−y²) in two parts, as y² alone would lose digits of y. */
function tail(y: number): number {
  const rough = Math.trunc(y * 16) / 16;
  return Math.exp(-rough * rough) * Math.exp(-(y - rough) * (y + rough));
}
