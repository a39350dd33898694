import { factsOf, variesWithin, type ColumnFacts } from './column-facts.ts';
import { guessTime } from './guess-time.ts';
import type { Guess, MappingGuess, TableSample } from './mapping.ts';
import { endsLikeId, nameSays } from './role-names.ts';

interface Candidate {
  facts: ColumnFacts;
  score: number;
  reason: string;
}

/** What a candidate needs to be taken without asking; below it the person chooses. */
const SURE = 10;
/** How far a candidate that only its contents speak for must be ahead of the next. */
const LEAD = 1.5;
/** What a candidate needs to be named at all. */
const POSSIBLE = 5;
const MAX_OTHERS = 4;
const MAX_EVENT_NAMES = 400;
/** A name that says nothing, so that contents decide: that of a column without one. */
const UNNAMED = /^(?:column \d+|column\d+|[a-z]|[a-z]\d+|_c\d+|f\d+)$/i;

/**
 * Which column is who, what and when, with reasons in words a person can check. A role that no column fills with
 * confidence gets `column: null` and the reason. A time without a zone is read in `browserZone`.
 */
export function guessMapping(
  sample: TableSample,
  browserZone: string,
  facts: readonly ColumnFacts[] = factsOf(sample),
): MappingGuess {
  const { time, zone } = guessTime(sample, facts, browserZone);
  const free = facts.filter((column) => column.name !== time.column);
  const person = choose(
    free.map(personCandidate),
    'No column looks like the id of a person: choose the one whose values tell people apart.',
  );
  const others = free.filter((column) => column.name !== person.column);
  const who = facts.find((column) => column.name === person.column);
  const event = choose(
    others.map((column) => eventCandidate(column, () => (who ? variesWithin(sample, who.index, column.index) : null))),
    'No column looks like an event name: choose the one that says what happened.',
  );
  return { person, event, time, zone };
}

function choose(candidates: (Candidate | null)[], none: string): Guess {
  const possible = candidates
    .filter((candidate): candidate is Candidate => candidate !== null && candidate.score >= POSSIBLE)
    .sort((a, b) => b.score - a.score || a.facts.index - b.facts.index);
  const [best, next] = possible;
  const sure = best && best.score >= SURE && (!next || nameLeads(best) || best.score - next.score >= LEAD);
  const others = possible
    .slice(sure ? 1 : 0)
    .slice(0, MAX_OTHERS)
    .map(({ facts, reason }) => ({ column: facts.name, reason }));
  return sure ? { column: best.facts.name, reason: best.reason, others } : { column: null, reason: none, others };
}

const nameLeads = ({ score }: Candidate): boolean => score >= SURE + 4;

const percent = (share: number): string => `${share > 0.99 ? '99' : Math.max(1, Math.round(share * 100))}%`;
const count = (n: number): string => n.toLocaleString('en-US');
export const sentence = (parts: string[]): string => `${parts.filter((part) => part !== '').join(', ')}.`;

export function filledText({ filled, rows }: ColumnFacts): string {
  if (filled === rows) return 'In the sample filled in every row';
  const missing = rows - filled;
  if (missing <= 0.05 * rows) return `In the sample filled in all rows but ${count(missing)}`;
  return `In the sample ${filled < 0.8 * rows ? 'only in' : 'filled in'} ${percent(filled / rows)} of the rows`;
}

function personCandidate(column: ColumnFacts): Candidate | null {
  const { type, filled, rows, distinct, name } = column;
  if (filled === 0 || type === 'boolean' || type === 'empty') return null;
  if (type === 'time' && column.time?.format !== 'seconds') return null;
  if (distinct === 1 && rows > 20) return null;
  const said = nameSays('person', name);
  // some vendors part the halves of an id by a point
  if (type === 'number' && !column.whole && said < 8) return null;
  if (said === 0 && (column.namesProperty || nameSays('event', name) >= 4 || (!endsLikeId(name) && column.whole)))
    return null;
  if (said < 6 && column.meanLength > 64) return null;

  const repeats = distinct < filled;
  const contents =
    (column.idLike > 0.9 ? 2 : 0) + (repeats ? 2 : 0) + (distinct >= Math.min(10, filled * 0.05) ? 1 : 0);
  const unique = filled > 50 && !repeats && said < 8 ? -3 : 0;
  const nameless = UNNAMED.test(name) && column.idLike > 0.9 && repeats ? 5 : 0;
  // an id that most rows lack leaves most rows without a person
  const score = said + contents + nameless + unique - 8 * (1 - filled / rows);
  const values = repeats ? `${count(distinct)} values` : 'no value twice';
  return { facts: column, score, reason: sentence([filledText(column), values, personName(name, said)]) };
}

function personName(name: string, said: number): string {
  const ending = /[_\- ]id$|Id$|ID$/.exec(name)?.[0];
  if (ending && ending.length < name.length) return `name ends in “${ending}”`;
  return said >= 6 ? 'its name says who' : '';
}

/** `variesBy`: the share of people for whom it takes several values, which takes a pass over the sample to know. */
function eventCandidate(column: ColumnFacts, variesBy: () => number | null): Candidate | null {
  const { type, filled, rows, distinct, name } = column;
  const said = nameSays('event', name);
  if (filled === 0 || type === 'boolean' || type === 'time' || type === 'empty') return null;
  // codes of events exist, but only a name can tell them from other numbers
  if (type === 'number' && (said < 7 || !column.whole)) return null;
  if (said < 7 && (column.namesProperty || endsLikeId(name) || nameSays('person', name) > 0)) return null;
  const few = distinct <= MAX_EVENT_NAMES && (distinct <= filled * 0.5 || filled < 20);
  if (!few && said < 10) return null;
  if (column.meanLength > 120 || (column.idLike > 0.9 && said < 7)) return null;

  const varies = variesBy();
  const constant = varies !== null && varies < 0.05 && distinct > 1;
  const contents =
    (few ? 2 : -4) +
    (column.lettered > 0.9 ? 1 : 0) +
    (distinct >= 3 && distinct <= 100 ? 2 : 0) +
    (varies !== null && varies > 0.5 ? 3 : 0) -
    (constant && said < 10 ? 5 : 0) -
    (varies === null && said < 10 ? 2 : 0) -
    (distinct === 1 && said < 10 ? 6 : 0);
  const score = said + contents - 6 * (1 - filled / rows) + (said === 0 ? 2 : 0);
  return { facts: column, score, reason: eventReason(column, said, constant) };
}

function eventReason(column: ColumnFacts, said: number, constant: boolean): string {
  const { distinct, filled, rows, type, name } = column;
  const values = distinct === 1 ? 'One value in the sample' : `${count(distinct)} values that repeat`;
  const nature = type === 'number' ? 'they are numbers, but the name says what' : 'none is a date, number or id';
  const facts = [
    distinct < filled ? values : `${count(distinct)} values`,
    filled < rows * 0.95 ? `only in ${percent(filled / rows)} of the rows` : '',
    constant && said < 10 ? 'but the same in all rows of a person' : '',
  ];
  const named = said >= 7 && type !== 'number' ? ` The column is called “${name}”.` : '';
  return `${sentence(facts).slice(0, -1)}; ${nature}.${named}`;
}
