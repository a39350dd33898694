import type { EventMatch } from '#vocabulary/event-match.ts';
import type { Pattern, PatternPart } from '#vocabulary/pattern.ts';

/** How a step follows the one before; the first follows nothing. `never` is what must not come after all others. */
export type Link = 'later' | 'next' | 'without' | 'never';

export interface SequenceStep {
  match: EventMatch;
  link: Link;
  /** What must not lie between. */
  without?: EventMatch;
}

export const isMatch = (part: PatternPart): part is EventMatch => !('any' in part || 'not' in part || 'gap' in part);

/** A pattern as steps, or null where it says more than steps can. */
export function stepsOf({ then }: Pattern): SequenceStep[] | null {
  const steps: SequenceStep[] = [];
  let link: Link = 'next';
  let without: EventMatch | undefined;
  for (const [i, part] of then.entries()) {
    if (isMatch(part)) {
      steps.push({ match: part, link, ...(without && { without }) });
      [link, without] = ['next', undefined];
    } else if (link !== 'next' || i === 0) return null;
    else if ('not' in part && i === then.length - 1) steps.push({ match: part.not, link: 'never' });
    else if ('not' in part) [link, without] = ['without', part.not];
    else if ('any' in part && part.any === '*' && i < then.length - 1) link = 'later';
    else return null;
  }
  return steps;
}

export const patternOf = (steps: readonly SequenceStep[]): Pattern => ({
  then: steps.flatMap(({ match, link, without }, i): PatternPart[] => {
    if (i === 0 || link === 'next') return [match];
    if (link === 'never') return [{ not: match }];
    return [link === 'without' && without ? { not: without } : { any: '*' }, match];
  }),
});
