import type { TiedSteps } from './kernel-ties.ts';
import type { FunnelStep } from './result-steps.ts';

/** How many reach a step with events at the same instant in whichever order helps, and not as two steps. */
export interface TiesRange {
  together: number;
  apart: number;
}

/** The steps with their range where the order of simultaneous events changes how many reach them. */
export function withTies(steps: FunnelStep[], ties: TiedSteps): FunnelStep[] {
  if (ties.step.length === 0) return steps;
  const ranges = steps.map(({ count }): TiesRange => ({ together: count, apart: count }));
  ties.step.forEach((step, row) => {
    const range = ranges[step]!;
    range.together += ties.together[row]!;
    range.apart += ties.apart[row]!;
  });
  return steps.map((step, k) => {
    const range = ranges[k]!;
    return range.together === range.apart ? step : { ...step, ties: range };
  });
}

/** Who reaches a step more often one way than the other, ascending. */
export function peopleByTies(ties: TiedSteps, step: number): Uint32Array {
  return ties.person.filter((_, row) => ties.step[row] === step && ties.together[row] !== ties.apart[row]);
}
