import { quantiles } from '../quantiles.ts';
import { secondsOf } from './kernel-tally.ts';

export interface FunnelStep {
  name: string;
  count: number;
  /** 0..1; 0 over nothing. The first step's rates are 1. */
  rateFromFirst: number;
  rateFromPrevious: number;
  /** Reached the step before and not this one; 0 for the first. */
  dropped: number;
  /** From the step before, of those who reached this one. 0 for the first step and where nobody did. */
  averageSeconds: number;
  medianSeconds: number;
  p90Seconds: number;
}

/** The table of steps over the ways that `keep` leaves. */
export function stepsOf(
  ways: { depth: Uint8Array; times: Float64Array[] },
  names: string[],
  keep: ((row: number) => boolean) | null,
): FunnelStep[] {
  const count = reached(ways.depth, names.length, keep);
  const first = count[0]!;
  const seconds = secondsOf(ways, keep);
  return count.map((here, k): FunnelStep => {
    const before = k === 0 ? here : count[k - 1]!;
    const { average, median, p90 } = quantiles(seconds[k]!);
    return {
      name: names[k]!,
      count: here,
      rateFromFirst: k === 0 ? 1 : rate(here, first),
      rateFromPrevious: k === 0 ? 1 : rate(here, before),
      dropped: before - here,
      averageSeconds: average,
      medianSeconds: median,
      p90Seconds: p90,
    };
  });
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function reached(depth: Uint8Array, steps: number, keep: ((row: number) => boolean) | null): number[] {
  const exactly = new Array<number>(steps + 1).fill(0);
  for (let row = 0; row < depth.length; row++) if (!keep || keep(row)) exactly[depth[row]!] = exactly[depth[row]!]! + 1;
  let deeper = 0;
  const count: number[] = [];
  for (let d = steps; d > 0; d--) count[d - 1] = deeper += exactly[d]!;
  return count;
}
