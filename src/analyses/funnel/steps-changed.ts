import type { FunnelSpec } from './spec.ts';

/** The question with other steps; what spoke of a step that is gone speaks of the last one, or is left out. */
export function withSteps(spec: FunnelSpec, steps: FunnelSpec['steps']): FunnelSpec {
  const last = steps.length - 1;
  const { trend, timeToConvert, breakdown, ...kept } = spec;
  const between = <Of extends { from?: number; to?: number }>(of: Of | undefined): Of | undefined => {
    if (!of || last < 1) return undefined;
    const to = of.to === undefined ? undefined : Math.min(of.to, last);
    const from = of.from === undefined ? undefined : Math.min(of.from, (to ?? last) - 1);
    return { ...of, ...(to !== undefined && { to }), ...(from !== undefined && { from }) };
  };
  const shown = between(trend);
  const timed = between(timeToConvert);
  return {
    ...kept,
    steps,
    ...(shown && { trend: shown }),
    ...(timed && { timeToConvert: timed }),
    ...(breakdown && { breakdown: atStepThere(breakdown, last) }),
  };
}

function atStepThere(
  breakdown: NonNullable<FunnelSpec['breakdown']>,
  last: number,
): NonNullable<FunnelSpec['breakdown']> {
  if ('segment' in breakdown || typeof breakdown.at !== 'object' || breakdown.at.step <= last) return breakdown;
  return { ...breakdown, at: { step: last } };
}
