import { durationMs, parseDuration, type Duration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { WhyOptions } from './kernel-why.ts';
import { refuseBetween } from './spec-exclude.ts';
import type { FunnelSpec } from './spec.ts';

/** Steps count from 0. */
export interface FunnelWhy {
  from: number;
  to: number;
  /** Whose values at the step `from` are compared. */
  properties?: string[];
  /** So many must have done it, or have the value, and so many not; 30 without it. */
  minimum?: number;
  /** How long after `from` events are looked at; without it as long as half of those who converted took. */
  after?: Duration;
  /** Whose last value is told of those who dropped. */
  last?: string;
  /** Whether those who still have time are compared, too. */
  open?: boolean;
}

export const MOST_WHY = 8;
export const WHY_MINIMUM = 30;
const MOST_MINIMUM = 1_000_000;

export function readWhy(fields: Fields): FunnelWhy | undefined {
  const asked = fields.object('why');
  if (!asked) return undefined;
  const from = asked.integer('from', 0, Number.MAX_SAFE_INTEGER);
  const to = asked.integer('to', 0, Number.MAX_SAFE_INTEGER);
  const properties = readProperties(asked);
  const minimum = asked.integer('minimum', 1, MOST_MINIMUM);
  const length = asked.raw('after');
  const after = length === undefined ? undefined : parseDuration(length, asked.at('after'), asked.problems);
  const last = asked.string('last');
  const open = asked.boolean('open');
  asked.done();
  for (const name of ['from', 'to'])
    if (!asked.has(name))
      asked.refuse(name, 'funnel/between', 'Between which steps?', 'Give `from` and `to`, 0 for the first step.');
  if (from === undefined || to === undefined) return undefined;
  return {
    from,
    to,
    ...(properties && { properties }),
    ...(minimum !== undefined && { minimum }),
    ...(after && { after }),
    ...(last !== undefined && { last }),
    ...(open !== undefined && { open }),
  };
}

function readProperties(asked: Fields): string[] | undefined {
  const refuse = () =>
    asked.refuse(
      'properties',
      'funnel/why',
      'What may tell why is the name of a property, or a few of them, each once.',
      `Name 1 to ${MOST_WHY}.`,
    );
  const names = asked.list('properties', (value) => (typeof value === 'string' && value !== '' ? value : refuse()));
  if (!names) return undefined;
  return names.length === 0 || names.length > MOST_WHY || new Set(names).size < names.length ? refuse() : names;
}

export function refuseWhy(
  { why, steps }: FunnelSpec,
  fields: Fields,
  { any, attempts }: { any: boolean; attempts: boolean },
): void {
  if (!why) return;
  refuseBetween(fields, 'why', why, steps.length);
  if (any)
    fields.refuse(
      'why',
      'funnel/anyOrder',
      'Of steps in any order none is reached before another.',
      'Leave it out, or ask for the steps in order.',
    );
  if (attempts)
    fields.refuse(
      'why',
      'funnel/why',
      'Attempts of one person are alike, so they cannot be compared as if they were different people.',
      'Count people, or leave it out.',
    );
}

export const whyProperties = (why: FunnelWhy | undefined): string[] =>
  why ? [...(why.properties ?? []), ...(why.last === undefined ? [] : [why.last])] : [];

export const whyOptions = ({ from, to, properties, last }: FunnelWhy): WhyOptions => ({
  from,
  to,
  properties: properties?.length ?? 0,
  last: last !== undefined,
});

/** In milliseconds; null = as long as half of those who converted took. */
export const lookMs = ({ after }: FunnelWhy): number | null => (after ? durationMs(after) : null);
