import { count, many, people, percent, PEOPLE } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import { durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { PatternPart } from '#vocabulary/pattern.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

export interface Drawing {
  /** Each part of the pattern as a person reads it; `soft` lies between two events. */
  parts: { text: string; soft: boolean }[];
  matched: string;
  share: number;
  /** Who has no match. */
  others: string;
  matches: string;
  within: string | null;
  /** Null where nothing can be undone. */
  open: string | null;
}

const BOUNDS = {
  lt: 'in less than',
  lte: 'in at most',
  gt: 'after more than',
  gte: 'after at least',
  is: 'after exactly',
};

export function partText(part: PatternPart): { text: string; soft: boolean } {
  if ('gap' in part) return { text: `${BOUNDS[part.gap.op]} ${count(part.gap.seconds)} s`, soft: true };
  if ('not' in part) return { text: `no ${eventMatchText(part.not)}`, soft: true };
  if ('any' in part) return part.any === '*' ? { text: 'any events', soft: true } : { text: 'one event', soft: false };
  return { text: eventMatchText(part), soft: false };
}

/** Everything the sequence shows, in the order it is read. Pure. */
export function draw(spec: SequenceSpec, result: SequenceResult, _overview: LogOverview, _zone: string): Drawing {
  const counts = result.counts ?? PEOPLE;
  const others = result.units - result.matched;
  return {
    parts: spec.pattern.then.map(partText),
    matched: people(result.matched, counts),
    share: result.units === 0 ? 0 : result.matched / result.units,
    others: `${people(others, counts)} did not, ${percent(result.units === 0 ? 0 : others / result.units)}`,
    matches: many(result.matches, 'time', 'times'),
    within: spec.within ? durationText(spec.within) : null,
    open:
      result.open === 0
        ? null
        : `${people(result.open, counts)} may still do what must not follow: their time has not passed.`,
  };
}
