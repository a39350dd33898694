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

/** The table of steps. `before`: the last required step before each. */
export function stepsOf(ways: Ways, names: string[], before: Int32Array): FunnelStep[] {
  const skips = before.some((last, k) => last !== k - 1);
  const count = (skips ? filled : reached)(ways, names.length);
  const first = count[0]!;
  const seconds = secondsOf(ways, before);
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
  let deeper = 0;
  const count: number[] = [];
  for (let d = steps; d > 0; d--) count[d - 1] = deeper += exactly[d]!;
  return count;
}

const filled = (ways: Ways, steps: number): number[] =>
  Array.from({ length: steps }, (_, k) => filledIn(ways, k).reduce((sum, is) => sum + is, 0));
