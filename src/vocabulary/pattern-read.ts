import { DURATION_UNITS, durationMs, type Duration, type DurationUnit } from './duration.ts';
import type { EventMatch } from './event-match.ts';
import { GAP_WORDS } from './pattern-print.ts';
import { LATER, patternOf, RIGHT_AFTER, type Link, type SequenceStep, type Steps } from './pattern-steps.ts';
import { parsePattern, type GapOperator, type Pattern, type PatternGap } from './pattern.ts';
import type { Problem } from './problem.ts';
import { readRule } from './rule-read.ts';
import { TokenReader, tokensOf, type PlacedProblem } from './text-tokens.ts';

export interface PatternAsked {
  pattern: Pattern;
  within?: Duration;
}

const GAPS = Object.entries(GAP_WORDS) as [GapOperator, string][];
/** No names of events, unless in quotes. */
const ENDS_NAME = ['or', 'within', 'not', 'between', 'after', 'as'];

/** `A → … → B within 2 days, not C between` as a pattern, or what is wrong with it and where. */
export function readPattern(line: string): PatternAsked | PlacedProblem {
  const tokens = tokensOf(line);
  if (!Array.isArray(tokens)) return tokens;
  const reader = new TokenReader(tokens, line.length);
  const asked = readChain(reader);
  const said = asked && readClauses(reader, asked);
  if (!said || reader.problem) return reader.problem ?? { problem: 'This is no pattern.', at: 0, length: line.length };
  const problems: Problem[] = [];
  const pattern = parsePattern(patternOf(said), '', problems);
  if (!pattern) return { problem: problems[0]!.message, at: 0, length: line.length };
  return { pattern, ...(said.within && { within: said.within }) };
}

/** `A → … at most 2 hours, not C → B`. */
function readChain(reader: TokenReader): Steps | undefined {
  const steps: SequenceStep[] = [];
  let link: Link = RIGHT_AFTER;
  do {
    const begin = reader.peek();
    if (reader.took('…')) {
      if (!link.next) return reader.fail('There is a … before this one already.', begin);
      const said = readLink(reader);
      if (!said) return undefined;
      link = said;
      const saysMore = link.gaps.length + link.without.length > 0;
      if (saysMore && steps.length === 0) return reader.fail('No event comes before this.', begin);
      if (reader.is('→')) continue;
      // whatever comes first or last says nothing
      return saysMore ? reader.fail('No event comes after this.', begin) : { steps, never: [] };
    }
    const match = readEvent(reader);
    if (!match) return undefined;
    steps.push({ match, link: steps.length ? link : RIGHT_AFTER });
    link = RIGHT_AFTER;
  } while (reader.took('→'));
  return { steps, never: [] };
}

function readLink(reader: TokenReader): Link | undefined {
  let link = LATER;
  while (!reader.is('→') && reader.peek().kind !== 'end') {
    const gap = GAPS.find(([, words]) => reader.is(...words.split(' ')));
    if (gap) {
      reader.took(...gap[1].split(' '));
      const duration = readDuration(reader, true);
      if (!duration) return undefined;
      const bound: PatternGap = { op: gap[0], seconds: durationMs(duration) / 1000 };
      link = { ...link, gaps: [...link.gaps, bound] };
    } else if (reader.took('not')) {
      const match = readEvent(reader);
      if (!match) return undefined;
      link = { ...link, without: [...link.without, match] };
    } else break;
    if (!reader.took(',')) break;
  }
  return link;
}

/** `within 2 days, not C between, not D after`. */
function readClauses(reader: TokenReader, { steps }: Steps): (Steps & { within?: Duration }) | undefined {
  const never: EventMatch[] = [];
  let within: Duration | undefined;
  let said = steps;
  while (reader.peek().kind !== 'end') {
    reader.took(',');
    const begin = reader.peek();
    if (reader.took('within')) {
      if (within) return reader.fail('The time is said twice.', begin);
      within = readDuration(reader, false);
      if (!within) return undefined;
    } else if (reader.took('not')) {
      const match = readEvent(reader);
      if (!match) return undefined;
      if (reader.took('after')) never.push(match);
      else if (!reader.took('between')) return reader.fail('Say “between” or “after”.');
      else if (said.every(({ link }) => link.next)) {
        return reader.fail('Nothing can lie between: put a … between two events.', begin);
      } else {
        said = said.map((step) =>
          step.link.next ? step : { ...step, link: { ...step.link, without: [...step.link.without, match] } },
        );
      }
    } else return reader.fail('This is not understood: an arrow, “within” or “not” can come here.');
  }
  if (never.length && said.length === 0) return reader.fail('What must not come after needs an event before it.');
  return { steps: said, never, ...(within && { within }) };
}

function readDuration(reader: TokenReader, zero: boolean): Duration | undefined {
  const number = reader.peek();
  const n = number.kind === 'word' ? Number(number.text) : NaN;
  if (!Number.isFinite(n) || n < 0 || (n === 0 && !zero)) return reader.fail('How long? Say 2 days.');
  reader.take();
  const { text } = reader.peek();
  const unit = DURATION_UNITS.find((each): each is DurationUnit => text === each || text === `${each}s`);
  if (!unit) return reader.fail(`In which unit? Say ${DURATION_UNITS.join('s, ')}s.`);
  reader.take();
  return { n, unit };
}

/** `first ever Pay or Refund [amount is more than 5] as "Paid"`. */
function readEvent(reader: TokenReader): EventMatch | undefined {
  const first = reader.took('first', 'ever') ? 'ever' : reader.took('first') ? 'matching' : undefined;
  const names: string[] = [];
  const isAny = reader.took('any', 'event');
  if (!isAny) {
    do {
      const name = readName(reader);
      if (name === undefined) return undefined;
      names.push(name);
    } while (reader.took('or'));
  }
  let where: EventMatch['where'];
  if (reader.took('[')) {
    where = readRule(reader);
    if (!where) return undefined;
    if (!reader.took(']')) return reader.fail('A ] is missing here.');
  }
  let name: string | undefined;
  if (reader.took('as')) {
    name = readName(reader);
    if (name === undefined) return undefined;
  }
  return {
    ...(names.length > 0 && { event: names.length === 1 ? names[0]! : names }),
    ...(where && { where }),
    ...(name !== undefined && { name }),
    ...(first && { first }),
  };
}

/** Words in a row, or one text in quotes. */
function readName(reader: TokenReader): string | undefined {
  if (reader.peek().kind === 'text') return reader.take().text;
  const words: string[] = [];
  while (reader.peek().kind === 'word' && !ENDS_NAME.includes(reader.peek().text)) words.push(reader.take().text);
  return words.length ? words.join(' ') : reader.fail('An event is missing here.');
}
