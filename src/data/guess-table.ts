import type { ColumnFacts } from './column-facts.ts';
import { nameMeans } from './column-words.ts';
import { thingNamed } from './event-things.ts';
import type { IdGuess } from './guess-ids.ts';
import { guessLifecycle } from './guess-lifecycle.ts';
import { asMilestones, readingOf, stagesOf } from './guess-milestones.ts';
import { guessOccurrence, moneySaid, otherNames } from './guess-occurrence.ts';
import { holdsNumbers } from './money-text.ts';
import { amountFormulas, guessFurtherRoles } from './guess-roles.ts';
import { isSpan, stageWords } from './time-span.ts';
import { UNLINKED_KINDS } from './id-kinds.ts';
import { namesOtherTime, nameSays } from './role-names.ts';
import type { TableGuess } from './setup.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { because, blankGuess, factsNamed, listed, question, type TableRead } from './table-read.ts';

/** Ids that hardly any row shares with another: one row for each person. */
const UNIQUE = 0.98;

/** `known` are the kinds of ids that other tables of the same import have. */
export function guessTable(table: TableRead, ids: IdGuess, known: ReadonlySet<string>): TableGuess {
  const shape =
    asCosts(table, ids) ??
    asLinks(table, ids) ??
    asStages(table, ids) ??
    asPeople(table, ids, known) ??
    asEvents(table, ids);
  const { setup } = shape;
  if (setup.shape === 'links' || setup.shape === 'people') return shape;
  const taken = new Set(
    [...setup.ids.map(({ column }) => column), setup.time, ...setup.milestones.map(({ column }) => column)]
      .concat(setup.event && 'column' in setup.event ? setup.event.column : [])
      .filter((name): name is string => name !== null)
      .concat(setup.amount ?? []),
  );
  const { roles, reasons } = guessFurtherRoles(table, taken);
  const kept =
    setup.shape === 'costs'
      ? { ...roles, amount: setup.amount, score: null, comment: null, formulas: amountFormulas(table, setup.amount) }
      : roles;
  const said = setup.shape === 'costs' ? reasons.filter(({ field }) => field === 'channel') : reasons;
  return {
    ...shape,
    setup: { ...setup, ...kept },
    reasons: [...shape.reasons, ...said],
    questions: inOrder(shape.questions),
  };
}

const ASKED = ['ids', 'event', 'time'];
/** Who, what, when. */
const inOrder = (questions: readonly Problem[]): Problem[] =>
  [...questions].sort((a, b) => ASKED.indexOf(a.at) - ASKED.indexOf(b.at));

const isUnique = (table: TableRead, name: string | undefined): boolean => {
  const column = factsNamed(table.facts, name ?? null);
  return column !== null && column.filled > 0 && column.distinct >= UNIQUE * column.filled;
};

/** Where a column is called an event and several of its values repeat, the rows are events, whatever their dates. */
const namesEvents = ({ roles }: TableRead): boolean =>
  roles.event.column !== null && nameSays('event', roles.event.column) >= 10;

/** Channel or campaign, a date and money spent, and nobody. */
function asCosts(table: TableRead, { ids }: IdGuess): TableGuess | null {
  const { facts, roles } = table;
  if (ids.some(({ column }) => nameSays('person', column) >= 6 || nameMeans('campaign', column) === 0)) return null;
  const spend = best(facts, (column) => (holdsNumbers(table, column) ? nameMeans('spend', column.name) : 0));
  const where = facts.some(({ name }) => nameMeans('channel', name) >= 6 || nameMeans('campaign', name) >= 7);
  if (!spend || !where || roles.time.column === null) return null;
  const guess = timed(blankGuess(table), table);
  guess.setup.shape = 'costs';
  guess.setup.amount = spend.name;
  guess.reasons.unshift(because('shape', 'A date, a channel or campaign, and money spent, of nobody: costs.'));
  guess.reasons.push(because('amount', `“${spend.name}”: numbers, and its name says money spent.`));
  return guess;
}

/** Several ids and nothing else of weight. */
function asLinks(table: TableRead, { ids, reason }: IdGuess): TableGuess | null {
  if (ids.filter(({ kind }) => !UNLINKED_KINDS.has(kind)).length < 2) return null;
  const named = new Set(ids.map(({ column }) => column));
  const rest = table.facts.filter(({ name, filled, distinct }) => filled > 0 && distinct > 1 && !named.has(name));
  if (rest.length > 1 || rest.some(({ time, type }) => time === null || type === 'text')) return null;
  const guess = blankGuess(table);
  const shape = because('shape', `Nothing but ids: ${listed([...named])} of a row are of one person.`);
  return { ...guess, setup: { ...guess.setup, shape: 'links', ids }, reasons: [shape, reason] };
}

/** One row for each person, and dates of stages: two, or one of which the name says what happened. */
function asStages(table: TableRead, { ids, reason }: IdGuess): TableGuess | null {
  if (namesEvents(table) || !isUnique(table, ids[0]?.column)) return null;
  const stages = stagesOf(table.facts);
  if (
    stages.length < 2 ||
    isSpan(stages) ||
    isSpan([...stages].reverse()) ||
    stages.some(({ name }) => nameMeans('order', name) > 0)
  )
    return null;
  if (table.facts.some(({ name }) => nameMeans('order', name) === 10)) return null;
  const reading = readingOf(table, stages);
  if (!reading) return null;
  const guess = blankGuess(table);
  const zone = reading.hasZone ? 'UTC' : table.browserZone;
  const others = table.facts
    .filter((column) => column.time !== null && column.type === 'time' && !stages.includes(column))
    .map(({ name }) => ({ column: name, reason: 'Reads as dates, but its name is that of no stage.' }));
  return {
    ...guess,
    hasZone: reading.hasZone,
    setup: {
      ...guess.setup,
      shape: 'milestones',
      ids,
      milestones: asMilestones(stages),
      timeFormat: reading.format,
      zone,
    },
    reasons: [
      because('shape', `One row for each person, and dates of ${stages.length} stages: each date is an event.`),
      reason,
      because('milestones', `${listed(stages.map(({ name }) => name))} hold dates.`, others),
    ],
  };
}

/** One row for each person and no time at which something happened. */
function asPeople(table: TableRead, { ids, reason }: IdGuess, known: ReadonlySet<string>): TableGuess | null {
  const first = ids[0];
  if (!first || !isUnique(table, first.column) || namesEvents(table)) return null;
  const { facts, roles } = table;
  const dates = facts.filter((column) => column.type === 'time' && column.filled > 0);
  const events = dates.filter(({ name }) => !namesOtherTime(name));
  const stages = stagesOf(events);
  if (events.some((column) => saysWhen(column))) return null;
  const elsewhere = ids.some(({ kind }) => known.has(kind));
  const sold =
    facts.some((column) => moneySaid(column) >= 7 && holdsNumbers(table, column)) ||
    facts.some(({ name }) => nameMeans('order', name) === 10);
  if (events.length > 0 && (!elsewhere || stages.length > 1 || roles.event.column !== null || sold)) return null;
  if (events.length > 0 && facts.some(({ name }) => nameMeans('score', name) === 10)) return null;
  if (facts.length - ids.length - dates.length < 1) return null;
  const guess = blankGuess(table);
  const why =
    events.length === 0 ? 'no time at which something happened' : `ids of “${first.kind}” that other tables have, too`;
  return {
    ...guess,
    setup: { ...guess.setup, shape: 'people', ids },
    reasons: [because('shape', `One row for each person, and ${why}: attributes of people.`), reason],
  };
}

/** Whether a date is that at which a row's event happened, rather than one of the person: `time`, `visit_date`. */
const saysWhen = ({ name }: ColumnFacts): boolean =>
  nameSays('time', name) >= 10 || stageWords(name).length === 0 || thingNamed(name) !== null;

function asEvents(table: TableRead, { ids, reason }: IdGuess): TableGuess {
  const { roles } = table;
  const guess = timed(blankGuess(table), table);
  const { setup, reasons, questions } = guess;
  setup.ids = ids;
  reasons.push(reason);
  if (ids.length === 0) questions.push(question('ids', reason.reason));
  const occurrence = ids.length > 0 && roles.time.column !== null ? guessOccurrence(table, ids) : null;
  if (occurrence) {
    setup.event = occurrence.event;
    setup.oneEventPer = occurrence.oneEventPer;
    reasons.push(...occurrence.reasons);
    reasons.unshift(because('shape', 'A row for each time at which something happened: events.'));
    return guess;
  }
  reasons.unshift(because('shape', 'A row for each time at which something happened: events.'));
  reasons.push(because('event', roles.event.reason, otherNames(table)));
  if (roles.event.column === null) questions.push(question('event', roles.event.reason));
  else setup.event = { column: roles.event.column };
  const lifecycle = guessLifecycle(table, ids[0]?.column ?? null, roles.event.column);
  if (lifecycle) {
    setup.oneEventPer = lifecycle.oneEventPer;
    reasons.push(lifecycle.reason);
  }
  return guess;
}

/** The column of times with its format and zone, or the question for it. */
function timed(guess: TableGuess, { roles }: TableRead): TableGuess {
  const { column, format, hasZone, reason, others } = roles.time;
  return {
    ...guess,
    hasZone,
    setup: { ...guess.setup, time: column, timeFormat: format, zone: roles.zone },
    reasons: [...guess.reasons, because('time', reason, others)],
    questions: column === null ? [...guess.questions, question('time', reason)] : guess.questions,
  };
}

function best(facts: readonly ColumnFacts[], score: (column: ColumnFacts) => number): ColumnFacts | null {
  const [first] = facts
    .map((column) => ({ column, score: score(column) }))
    .filter(({ score }) => score >= 6)
    .sort((a, b) => b.score - a.score || a.column.index - b.column.index);
  return first?.column ?? null;
}
