import { quantiles } from '../quantiles.ts';
import { filledIn, secondsOf, type Ways } from './kernel-rows.ts';
import type { TiesRange } from './result-ties.ts';

export interface FunnelStep {
  name: string;
  count: number;
  /** 0..1; 0 over nothing. The first step's rates are 1. Here and below, "before" is the last step that is not optional. */
  rateFromFirst: number;
  rateFromPrevious: number;
  /** Reached the step before and not this one; 0 for the first. */
  dropped: number;
  /** From the step before, of those who reached this one. 0 for the first step and where nobody did. */
  averageSeconds: number;
  medianSeconds: number;
  p90Seconds: number;
  /** Absent where the order of simultaneous events does not matter, and in a group of a breakdown. */
  ties?: TiesRange;
}

/** How many got to each step, and the seconds each of them took from the last required step before. */
export interface Reached {
  count: number[];
  seconds: Float64Array[];
}

/** `before`: the last required step before each. */
export function reachedOf(ways: Ways, before: Int32Array): Reached {
  const skips = before.some((last, k) => last !== k - 1);
  return { count: (skips ? filled : reached)(ways, before.length), seconds: secondsOf(ways, before) };
}

/** The table of steps; reorders the seconds. */
export function stepsOf({ count, seconds }: Reached, names: string[], before: Int32Array): FunnelStep[] {
  const first = count[0]!;
  return count.map((here, k): FunnelStep => {
    const from = k === 0 ? here : count[before[k]!]!;
    const { average, median, p90 } = quantiles(seconds[k]!);
    return {
      name: names[k]!,
      count: here,
      rateFromFirst: k === 0 ? 1 : rate(here, first),
      rateFromPrevious: k === 0 ? 1 : rate(here, from),
      dropped: from - here,
      averageSeconds: average,
      medianSeconds: median,
      p90Seconds: p90,
    };
  });
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function reached({ depth }: Ways, steps: number): number[] {
  const exactly = new Array<number>(steps + 1).fill(0);
  for (let row = 0; row < depth.length; row++) exactly[depth[row]!]!++;
  return atLeast(exactly);
}

/** Of the ways whose last step is exactly the d-th, how many got to each step. */
export function atLeast(exactly: ArrayLike<number>): number[] {
  let deeper = 0;
  const count: number[] = [];
  for (let d = exactly.length - 1; d > 0; d--) count[d - 1] = deeper += exactly[d]!;
  return count;
}

const filled = (ways: Ways, steps: number): number[] =>
  Array.from({ length: steps }, (_, k) => filledIn(ways, k).reduce((sum, is) => sum + is, 0));
