import type { Fields } from '#vocabulary/fields.ts';
import { refuseBetween } from './spec-exclude.ts';
import type { FunnelSpec } from './spec.ts';

/** Who would convert, by the length of the window. */
export interface FunnelWindowCurve {
  /** Absent = the first step. */
  from?: number;
  /** Absent = the last step. */
  to?: number;
  /** At most so many windows between none and the length of the log. */
  points?: number;
}

export const WINDOW_POINTS = 60;
/** What the screen asks for: enough to read a dragged window off. */
export const DRAWN_POINTS = 240;
const MOST_POINTS = 500;

export function readWindowCurve(fields: Fields): FunnelWindowCurve | undefined {
  const asked = fields.object('windowCurve');
  if (!asked) return undefined;
  const from = asked.integer('from', 0, Number.MAX_SAFE_INTEGER);
  const to = asked.integer('to', 0, Number.MAX_SAFE_INTEGER);
  const points = asked.integer('points', 1, MOST_POINTS);
  asked.done();
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(points !== undefined && { points }),
  };
}

/** The two steps a curve is about, as far as the document leaves them unsaid the first and the last. */
export const windowSteps = ({ steps }: FunnelSpec, { from, to }: FunnelWindowCurve): { from: number; to: number } => ({
  from: from ?? 0,
  to: to ?? steps.length - 1,
});

/** Whether a curve of the whole funnel can be asked for. */
export const mayCurve = ({ steps, exclude, count }: FunnelSpec): boolean =>
  steps.length > 1 && count !== 'attempts' && !exclude?.length;

/** A curve needs of each unit a shortest window, from which on every longer one leads as far. */
export function refuseWindowCurve(spec: FunnelSpec, fields: Fields, attempts: boolean): void {
  if (!spec.windowCurve) return;
  const between = windowSteps(spec, spec.windowCurve);
  refuseBetween(fields, 'windowCurve', between, spec.steps.length);
  const refuse = (message: string, hint: string) => fields.refuse('windowCurve', 'funnel/windowCurve', message, hint);
  if (attempts)
    refuse(
      'Another window makes other attempts, so no attempt has a shortest window.',
      'Count people, or leave the curve out.',
    );
  if (spec.exclude?.length)
    refuse(
      'A longer window may take in an excluded event, so who converts in a short one need not in a longer one.',
      'Leave the exclusions or the curve out.',
    );
  if ([between.from, between.to].some((step) => spec.steps[step]?.optional))
    refuse(
      'A longer window may lead past an optional step to a deeper one, so doing it has no shortest window.',
      'Choose steps that are not optional.',
    );
}
