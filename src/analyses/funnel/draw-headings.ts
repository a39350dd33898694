import { many, people } from '#charts/formats.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve, windowText } from './switches.ts';

/** What the list of people behind a number is called. */
export interface Heading {
  heading: string;
  note: string;
}

export const inAnyOrder = (spec: FunnelSpec): boolean => resolve(spec).order.value === 'any';

export const quoted = (name: string): string => `“${name}”`;

export function within(spec: FunnelSpec): string {
  const length = windowText(spec);
  return length ? ` within ${length}` : '';
}

/** Of everybody, or of a series: its name is part of the note. */
const noted = (note: string, of: string | undefined): string => (of === undefined ? note : `${of}: ${note}`);

export function reachedHeading(
  spec: FunnelSpec,
  { name, count }: FunnelStep,
  i: number,
  counts: FunnelResult['counts'],
  of?: string,
): Heading {
  const who = people(count, counts);
  if (inAnyOrder(spec))
    return { heading: `${who} did ${name} or more`, note: noted(`in any order${within(spec)}`, of) };
  const note = i === 0 ? 'entered the funnel' : `came through the ${many(i, 'step')} before it${within(spec)}`;
  return { heading: `${who} got to ${quoted(name)}`, note: noted(note, of) };
}

export function leftHeading(
  spec: FunnelSpec,
  before: FunnelStep,
  now: FunnelStep,
  counts: FunnelResult['counts'],
  of: string | undefined,
  /** Who is not there may have skipped the step. */
  optional: boolean,
): Heading {
  const left = people(now.dropped, counts);
  if (optional)
    return {
      heading: `${left} did not do ${quoted(now.name)}`,
      note: noted(`got to ${quoted(before.name)}, then skipped it or left`, of),
    };
  if (inAnyOrder(spec))
    return { heading: `${left} did ${before.name} and no more`, note: noted(`in any order${within(spec)}`, of) };
  return {
    heading: `${left} left before ${quoted(now.name)}`,
    note: noted(`got to ${quoted(before.name)}, not to ${quoted(now.name)}${within(spec)}`, of),
  };
}
