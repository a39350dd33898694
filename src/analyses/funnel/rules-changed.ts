import type { Exclusion } from './spec-exclude.ts';
import type { FunnelSpec, Order, Preset } from './spec.ts';
import { required } from './steps-changed.ts';
import { resolve } from './switches.ts';

/** Fields of a question to be set; undefined takes one away. */
type Change = Partial<FunnelSpec>;

/** A preset is taken whole: switches set beside it would change what it counts. Null = our own rules. */
export const presetTaken = (preset: Preset | null): Change => ({
  preset: preset ?? undefined,
  order: undefined,
  window: undefined,
  windowFrom: undefined,
  windowEvents: undefined,
  attempt: undefined,
  ties: undefined,
  grace: undefined,
  reuse: undefined,
  lateSteps: undefined,
  excluded: undefined,
});

/** In any order nothing is about two neighbouring steps, and every step counts for itself. */
export function orderTaken({ steps, exclude }: FunnelSpec, order: Order): Change {
  if (order !== 'any') return { order };
  return {
    order,
    windowFrom: undefined,
    windowEvents: undefined,
    steps: steps.map(required),
    exclude: exclude?.map((each) => ({ ...each, from: 0, to: steps.length - 1 })),
  };
}

/** What leaves people out: without any there is nothing it could take, with some no window curve. */
export const exclusionsTaken = (exclude: Exclusion[]): Change =>
  exclude.length > 0 ? { exclude, windowCurve: undefined } : { exclude: undefined, excluded: undefined };

/** Why an excluded event takes only its attempt; null where that is a choice. */
export function takesAttempt(spec: FunnelSpec): 'any' | 'attempts' | null {
  const { order, count } = resolve(spec);
  return order.value === 'any' ? 'any' : count.value === 'attempts' ? 'attempts' : null;
}
