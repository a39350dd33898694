import { count, people, percent, points } from '#charts/formats.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';

/** The funnel of the range before, or null where it is not asked or has nobody in it. */
export function stepsBefore(spec: FunnelSpec, result: FunnelResult): FunnelStep[] | null {
  if (!spec.compare || !('previous' in spec.compare)) return null;
  const steps = result.compare?.[0]?.steps;
  return steps && steps[0]!.count > 0 ? steps : null;
}

/** Who got as far as the step before: they went on or left. */
export const arrived = ({ count: went, dropped }: FunnelStep): number => went + dropped;

/** Of those who arrived, the share that left. */
export const lossOf = (step: FunnelStep): number => (arrived(step) === 0 ? 0 : step.dropped / arrived(step));

/** Of the diverging colours, −3 to 3: each stands for five points more. */
export const shadeOf = (change: number): number => {
  const far = Math.min(3, Math.ceil(Math.abs(change) * 20 - 1e-9));
  return points(change) === '0.0' ? 0 : Math.sign(change) * far;
};

/** Index of the step before which the loss grew most, −1 where it grew nowhere; optional ones lose nobody. */
export function worst(
  steps: readonly FunnelStep[],
  before: readonly FunnelStep[],
  optional: readonly number[],
): number {
  let found = -1;
  let most = 0.0005;
  steps.forEach((step, i) => {
    const earlier = before[i];
    if (i === 0 || optional.includes(i) || !earlier || arrived(step) === 0 || arrived(earlier) === 0) return;
    const grew = lossOf(step) - lossOf(earlier);
    if (grew > most) [found, most] = [i, grew];
  });
  return found;
}

/** `before: 12 of 40 people, 30.0%`. */
export const saidBefore = (before: readonly FunnelStep[], i: number, counts: FunnelResult['counts']): string =>
  `before: ${count(before[i]!.count)} of ${people(before[0]!.count, counts)}, ${percent(before[i]!.rateFromFirst)}`;
