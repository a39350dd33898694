/** Heights of the lines across a figure, in the values' unit, the lowest first; 0 is one of them. */
export function levelsOf(least: number, most: number, about = 4): number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  if (high === low) return [0, 1];
  const step = roundStep((high - low) / about);
  const from = Math.floor(low / step);
  const to = Math.ceil(high / step);
  return Array.from({ length: to - from + 1 }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

/** 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].find((n) => n * power >= least * 0.999)! * power;
}
