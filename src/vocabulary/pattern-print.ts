import { durationText, type Duration } from './duration.ts';
import { eventNames, type EventMatch } from './event-match.ts';
import { gapDuration } from './gap-duration.ts';
import type { GapOperator, Pattern, PatternGap } from './pattern.ts';
import { stepsOf, type Link, type Steps } from './pattern-steps.ts';
import { rulePrinted } from './rule-print.ts';
import { isWord } from './text-tokens.ts';

export const GAP_WORDS: Record<GapOperator, string> = {
  lt: 'less than',
  lte: 'at most',
  gt: 'more than',
  gte: 'at least',
  is: 'exactly',
};

/** They would be read as something else than a name. */
const RESERVED = new Set(['or', 'not', 'within', 'between', 'after', 'first', 'ever', 'any', 'as']);

/** `A → … → B within 2 days, not C between`: what `readPattern` reads. */
export function patternPrinted({ then }: Pattern, within?: Duration): string {
  const asked = stepsOf({ then });
  const everywhere = withoutEverywhere(asked);
  const steps = asked.steps.map(({ match, link }, i) => {
    const between =
      i === 0 || link.next ? '' : `→ ${linkPrinted({ ...link, without: everywhere.length ? [] : link.without })} `;
    return `${i === 0 ? '' : ` ${between}→ `}${eventPrinted(match)}`;
  });
  return [
    `${steps.join('') || '…'}${within ? ` within ${durationText(within)}` : ''}`,
    ...everywhere.map((match) => `not ${eventPrinted(match)} between`),
    ...asked.never.map((match) => `not ${eventPrinted(match)} after`),
  ].join(', ');
}

/** What must not lie between any two steps: it is said once, at the end. */
function withoutEverywhere({ steps }: Steps): EventMatch[] {
  const [first, ...others] = steps.slice(1).flatMap(({ link }) => (link.next ? [] : [link.without]));
  const same = others.every((without) => JSON.stringify(without) === JSON.stringify(first));
  return first && same ? first : [];
}

function linkPrinted({ gaps, without }: Link): string {
  const said = [...gaps.map(gapText), ...without.map((match) => `not ${eventPrinted(match)}`)];
  return ['…', ...(said.length ? [said.join(', ')] : [])].join(' ');
}

/** `at most 90 seconds`: in the largest unit of which it is a whole number. */
export const gapText = ({ op, seconds }: PatternGap): string =>
  `${GAP_WORDS[op]} ${durationText(gapDuration(seconds))}`;

/** `first Pay or Refund [amount is more than 5] as "Paid"`. */
export function eventPrinted(match: EventMatch): string {
  const { where, name, first } = match;
  return [
    ...(first ? [first === 'ever' ? 'first ever' : 'first'] : []),
    eventNames(match)?.map(namePrinted).join(' or ') ?? 'any event',
    ...(where ? [`[${rulePrinted(where)}]`] : []),
    ...(name === undefined ? [] : [`as ${JSON.stringify(name)}`]),
  ].join(' ');
}

/** A name as it is, or in quotes where it would be read otherwise. */
function namePrinted(name: string): string {
  const isPlain = name.split(' ').every((word) => isWord(word) && !RESERVED.has(word));
  return isPlain ? name : JSON.stringify(name);
}
