import type { EventMatch } from './event-match.ts';
import type { Pattern, PatternGap, PatternPart } from './pattern.ts';

/** How a step follows the one before; the first follows nothing. */
export interface Link {
  /** Nothing lies between. Then the other two are empty. */
  next: boolean;
  /** What must not lie between. */
  without: EventMatch[];
  /** Bounds of the time between. */
  gaps: PatternGap[];
}

export interface SequenceStep {
  match: EventMatch;
  link: Link;
}

/** Another way to write a pattern: what happens, and what must never come after the last of it. */
export interface Steps {
  steps: SequenceStep[];
  never: EventMatch[];
}

export const RIGHT_AFTER: Link = { next: true, without: [], gaps: [] };
export const LATER: Link = { next: false, without: [], gaps: [] };

export function stepsOf({ then }: Pattern): Steps {
  const steps: SequenceStep[] = [];
  let link = RIGHT_AFTER;
  for (const part of then) {
    if ('gap' in part) link = { ...link, next: false, gaps: [...link.gaps, part.gap] };
    else if ('not' in part) link = { ...link, next: false, without: [...link.without, part.not] };
    else if ('any' in part && part.any === '*') link = { ...link, next: false };
    else {
      // whatever lies before the first step says nothing
      steps.push({ match: 'any' in part ? {} : part, link: steps.length ? link : RIGHT_AFTER });
      link = RIGHT_AFTER;
    }
  }
  return { steps, never: link.without };
}

export function patternOf({ steps, never }: Steps): Pattern {
  const then = steps.flatMap(({ match, link }, i): PatternPart[] => (i === 0 ? [match] : [...between(link), match]));
  if (then.length === 0) return { then: [{ any: '*' }] };
  return { then: [...then, ...never.map((not) => ({ not }))] };
}

function between({ next, without, gaps }: Link): PatternPart[] {
  if (next) return [];
  const parts: PatternPart[] = [...gaps.map((gap) => ({ gap })), ...without.map((not) => ({ not }))];
  return parts.length ? parts : [{ any: '*' }];
}
