/**
 * Seeded chance: the same story every time.
 * @typedef {ReturnType<typeof chance>} Chance
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed >>> 0;
  /** Uniform in [0, 1), mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    /** @param {number} share */
    happens: (share) => next() < share,
    /** A whole number from 0 to below. @param {number} below */
    whole: (below) => Math.floor(next() * below),
    /** Log-normal around its median: durations and prices. @param {number} median @param {number} spread */
    around: (median, spread) => median * Math.exp(spread * normal()),
    /** One of the words, each as often as its weight says. @template {string} T @param {Record<T, number>} weights @returns {T} */
    pick(weights) {
      const entries = /** @type {[T, number][]} */ (Object.entries(weights));
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [word, weight] of entries) if ((left -= weight) < 0) return word;
      return entries[entries.length - 1][0];
    },
    /** @template T @param {readonly T[]} list @returns {T} */
    oneOf: (list) => list[Math.floor(next() * list.length)],
  };
}
