import { requiredBefore } from './kernel-required.ts';
import { MOST_WHY, type FunnelWhy } from './spec-why.ts';
import type { FunnelSpec } from './spec.ts';
import { optionalSteps, resolve } from './switches.ts';

/** What is one to each row or person tells nothing apart. */
const SINGLES = /(^|[\s_.-])(id|uuid|guid|email|ip)$/i;
/** Where somebody was. */
const PLACE = /(^|[\s_.-])(page|path|url|screen|view)([\s_.-]|$)/i;

/** The first properties whose values may repeat, and where those who left were last. */
export function fittingWhy(
  { why }: FunnelSpec,
  properties: readonly { name: string; type: string }[],
  from: number,
  to: number,
): FunnelWhy {
  const worded = properties.filter(({ name, type }) => (type === 'text' || type === 'boolean') && !SINGLES.test(name));
  const place = worded.find(({ name }) => PLACE.test(name));
  const traits = worded.slice(0, MOST_WHY).map(({ name }) => name);
  return {
    ...(traits.length > 0 && { properties: traits }),
    ...(place && { last: place.name }),
    ...why,
    from,
    to,
  };
}

/** Whether there is somebody to compare: who got from one step to another, and who did not. */
export function mayAskWhy(spec: FunnelSpec): boolean {
  const { order, count } = resolve(spec);
  return spec.steps.length > 1 && order.value !== 'any' && count.value === 'units';
}

/** The two steps that a drop lies between, or the whole funnel. */
export function aroundDrop(spec: FunnelSpec, step: number): { from: number; to: number } {
  const last = spec.steps.length - 1;
  const from = requiredBefore(spec.steps.length, optionalSteps(spec))[step] ?? -1;
  return from < 0 ? { from: 0, to: last } : { from, to: step };
}
