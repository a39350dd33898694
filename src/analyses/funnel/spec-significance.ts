import type { Fields } from '#vocabulary/fields.ts';
import { refuseBetween } from './spec-exclude.ts';
import type { FunnelSpec } from './spec.ts';

/** Between which two steps groups, segments and ranges are compared; steps count from 0. */
export interface FunnelSignificance {
  /** Absent = the first step. */
  from?: number;
  /** Absent = the last step. */
  to?: number;
  /** So many units must have reached `from` on both sides; 30 without it. */
  minimum?: number;
}

export const TEST_MINIMUM = 30;
const MOST_MINIMUM = 1_000_000;

export function readSignificance(fields: Fields): FunnelSignificance | undefined {
  const asked = fields.object('significance');
  if (!asked) return undefined;
  const from = asked.integer('from', 0, Number.MAX_SAFE_INTEGER);
  const to = asked.integer('to', 0, Number.MAX_SAFE_INTEGER);
  const minimum = asked.integer('minimum', 1, MOST_MINIMUM);
  asked.done();
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(minimum !== undefined && { minimum }),
  };
}

/** Everything a test goes by; what the document leaves unsaid is the whole funnel. */
export const testedSteps = ({ steps, significance }: FunnelSpec): Required<FunnelSignificance> => ({
  from: significance?.from ?? 0,
  to: significance?.to ?? steps.length - 1,
  minimum: significance?.minimum ?? TEST_MINIMUM,
});

export function refuseSignificance(spec: FunnelSpec, fields: Fields): void {
  if (spec.significance) refuseBetween(fields, 'significance', testedSteps(spec), spec.steps.length);
}
