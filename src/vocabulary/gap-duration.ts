import { durationMs, type Duration, type DurationUnit } from './duration.ts';

const UNITS: DurationUnit[] = ['day', 'hour', 'minute'];

/** A number of seconds in the largest unit, up to days, that it is a whole number of. */
export function gapDuration(seconds: number): Duration {
  for (const unit of UNITS) {
    const n = (seconds * 1000) / durationMs({ n: 1, unit });
    if (Number.isInteger(n) && n > 0) return { n, unit };
  }
  return { n: seconds, unit: 'second' };
}
