/**
 * The last step before each that cannot be skipped, −1 = none: an attempt that stands at step a may fill step b next
 * where a lies at or behind that one.
 */
export function requiredBefore(steps: number, optional: number[]): Int32Array {
  const before = new Int32Array(steps);
  let last = -1;
  for (let k = 0; k < steps; k++) {
    before[k] = last;
    if (!optional.includes(k)) last = k;
  }
  return before;
}
