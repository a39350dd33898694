import type { FunnelOptions } from './switches.ts';

/** The attempt that counts. */
export interface Way {
  /** The last step filled, counted from 1; 0 = none. */
  depth: number;
  /** When each step was filled, NaN where it was skipped; never falls. */
  time: Float64Array;
  /** Position in the journey's arrays of the event that filled it, −1 where it was skipped. */
  event: Int32Array;
  /** Which step that was; with an order, its own place. */
  step: Uint8Array;
  /** Nothing that may still come can lead it further. */
  ended: boolean;
  /** In `strict`: position in the journey of the event after its last step, the journey's length where there is none. */
  stop: number;
  /** Where properties are held: which of the person's values its events hold. */
  held: number;
}

export const noWay = (steps: number): Way => ({
  depth: 0,
  time: new Float64Array(steps),
  event: new Int32Array(steps),
  step: Uint8Array.from({ length: steps }, (_, k) => k),
  ended: false,
  stop: 0,
  held: 0,
});

export function copyWay(from: Way, to: Way): void {
  to.depth = from.depth;
  to.time.set(from.time);
  to.event.set(from.event);
  to.step.set(from.step);
  to.ended = from.ended;
  to.stop = from.stop;
  to.held = from.held;
}

/** Whether an attempt of depth `depth` takes the place of the best so far. Attempts come in order of their start. */
export const counts = (depth: number, best: number, attempt: FunnelOptions['attempt']): boolean =>
  depth > 0 && (attempt === 'latest' ? depth >= best : depth > best);

/** Whether a way got to a step and did not skip it. */
export const fillsStep = ({ depth, time }: Way, step: number): boolean => depth > step && !Number.isNaN(time[step]!);

/** When the last step filled at or before `step` was; the way must have got so far. */
export function timeBy({ time }: Way, step: number): number {
  let k = step;
  while (Number.isNaN(time[k]!)) k--;
  return time[k]!;
}

/** When the first step filled at or behind `step` was; the way must have got so far. */
export function timeFrom({ time }: Way, step: number): number {
  let k = step;
  while (Number.isNaN(time[k]!)) k++;
  return time[k]!;
}
