import { Fields } from './fields.ts';
import type { Problem } from './problem.ts';

export const DURATION_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** Elapsed time: a day is 24 h and a month 30 days, whatever the calendar says. */
export interface Duration {
  n: number;
  unit: DurationUnit;
}

const UNIT_MS: Record<DurationUnit, number> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
};

export const durationMs = (duration: Duration): number => duration.n * UNIT_MS[duration.unit];

/** `14 days`, `1 hour`. */
export const durationText = ({ n, unit }: Duration): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

export function parseDuration(value: unknown, path: string, problems: Problem[]): Duration | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const n = fields.raw('n');
  const unit = fields.oneOf('unit', DURATION_UNITS);
  fields.done();
  if (typeof n !== 'number' || !Number.isFinite(n) || n <= 0)
    return fields.refuse('n', 'document/range', 'A duration is longer than 0.', 'Give a number above 0, such as 14.');
  if (unit === undefined && !fields.has('unit'))
    return fields.refuse(
      'unit',
      'document/missing',
      'A duration needs its unit.',
      `Choose one of ${DURATION_UNITS.join(', ')}.`,
    );
  return unit && { n, unit };
}
