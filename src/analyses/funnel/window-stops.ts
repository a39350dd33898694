import type { Duration } from '#vocabulary/duration.ts';

/** Lengths up to which a window is told in a unit, and that unit, in seconds. */
const STOPS = [
  { below: 120, step: 1 },
  { below: 7200, step: 60 },
  { below: 172_800, step: 3600 },
  { below: Infinity, step: 86_400 },
] as const;

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const stepAt = (seconds: number): number => STOPS.find(({ below }) => seconds < below)!.step;

/** The whole number of seconds, minutes, hours or days nearest to some seconds: where a handle for windows stops. */
export function nearestStop(seconds: number): number {
  const step = stepAt(seconds);
  return Math.max(1, Math.round(seconds / step) * step);
}

/** The next longer stop, or the next shorter one. */
export function nextStop(seconds: number, longer: boolean): number {
  if (longer) return (Math.floor(seconds / stepAt(seconds)) + 1) * stepAt(seconds);
  const step = stepAt(seconds - 1e-6);
  return Math.max(1, (Math.ceil(seconds / step) - 1) * step);
}

/** Whole seconds in the largest unit that divides them. */
export function stopDuration(seconds: number): Duration {
  const unit = UNITS.find(([, length]) => seconds % length === 0);
  return unit ? { n: seconds / unit[1], unit: unit[0] } : { n: seconds, unit: 'second' };
}
