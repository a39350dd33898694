import type { OfNumbers } from './spec-series.ts';

/** An event as a person would note it down. */
export interface Noted {
  person: string;
  name: string;
  timeMs: number;
  /** Name of its bucket. */
  bucket: string;
  number: number | null;
  group: string | null;
  /** `person #3`, and the bucket of its first event. */
  session: { name: string; bucket: string; firstMs: number };
}

/** The linear interpolation between the two neighbours. */
function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}

export function ofNumbers(how: OfNumbers, numbers: readonly number[]): number | null {
  const sum = numbers.reduce((a, b) => a + b, 0);
  if (how === 'sum') return sum;
  if (numbers.length === 0) return null;
  if (how === 'average') return sum / numbers.length;
  if (how === 'min') return Math.min(...numbers);
  if (how === 'max') return Math.max(...numbers);
  return percentile(numbers, { median: 0.5, p90: 0.9, p95: 0.95 }[how]);
}

/** A measure of events of one line, from a list of those in the bucket; sessions are those that begin in it. */
export function measureOf(
  how: { count: 'events' | 'units' | 'sessions' | 'perUnit' } | { of: OfNumbers },
  events: readonly Noted[],
): number | null {
  if ('of' in how)
    return ofNumbers(
      how.of,
      events.map(({ number }) => number).filter((number) => number !== null),
    );
  const people = new Set(events.map(({ person }) => person)).size;
  if (how.count === 'events') return events.length;
  if (how.count === 'units') return people;
  if (how.count === 'sessions') return new Set(events.map(({ session }) => session.name)).size;
  return people === 0 ? 0 : events.length / people;
}

/** Bucket in which an event counts. */
export const bucketFor = (bySession: boolean, { bucket, session }: Noted): string =>
  bySession ? session.bucket : bucket;

/** Of so many values, those that are there; none of fewer. */
export function averageOf(values: readonly (number | null)[], over: number): number | null {
  const there = values.filter((value) => value !== null);
  return values.length < over || there.length === 0 ? null : there.reduce((a, b) => a + b, 0) / there.length;
}
