import type { FunnelSpec, StepMatch } from './spec.ts';
import { resolve } from './switches.ts';

/**
 * The question with other steps; what spoke of a step that is gone speaks of the last one, or is left out. A step that
 * has become the first or the last is no longer optional.
 */
export function withSteps(spec: FunnelSpec, given: readonly StepMatch[]): FunnelSpec {
  const last = given.length - 1;
  const steps = given.map((step, i) => (i === 0 || i === last ? required(step) : step));
  const { trend, timeToConvert, windowCurve, why, significance, breakdown, exclude, excluded, ...kept } = spec;
  const any = resolve(spec).order.value === 'any';
  const between = <Of extends { from?: number; to?: number }>(of: Of | undefined): Of | undefined => {
    if (!of || last < 1) return undefined;
    const to = of.to === undefined ? undefined : Math.min(of.to, last);
    const from = of.from === undefined ? undefined : Math.min(of.from, (to ?? last) - 1);
    return { ...of, ...(to !== undefined && { to }), ...(from !== undefined && { from }) };
  };
  const shown = between(trend);
  const timed = between(timeToConvert);
  const curve = between(windowCurve);
  const reasons = between(why);
  const tested = between(significance);
  const left = exclude?.flatMap((each) => (any && last > 0 ? { ...each, from: 0, to: last } : (between(each) ?? [])));
  return {
    ...kept,
    steps,
    ...(shown && { trend: shown }),
    ...(timed && { timeToConvert: timed }),
    ...(curve && { windowCurve: curve }),
    ...(reasons && { why: reasons }),
    ...(tested && { significance: tested }),
    ...(breakdown && { breakdown: atStepThere(breakdown, last) }),
    ...(left && left.length > 0 && { exclude: left }),
    ...(excluded && (!exclude || left!.length > 0) && { excluded }),
  };
}

export function required({ optional: _optional, ...step }: StepMatch): StepMatch {
  return step;
}

function atStepThere(
  breakdown: NonNullable<FunnelSpec['breakdown']>,
  last: number,
): NonNullable<FunnelSpec['breakdown']> {
  if ('segment' in breakdown || typeof breakdown.at !== 'object' || breakdown.at.step <= last) return breakdown;
  return { ...breakdown, at: { step: last } };
}
