import type { ColumnFacts } from './column-facts.ts';
import { nameMeans } from './column-words.ts';
import { singular, thingNamed, thingOfName, titleOfTable } from './event-things.ts';
import { stageName, stagesOf } from './guess-milestones.ts';
import { holdsNumbers } from './money-text.ts';
import { nameSays, words } from './role-names.ts';
import type { Reason, TableSetup } from './setup.ts';
import { because, factsNamed, listed, type TableRead } from './table-read.ts';

/** A time without an event name: every row, or every group of rows with one number, is the same thing. */
export interface Occurrence {
  event: { constant: string };
  oneEventPer: string | null;
  reasons: Reason[];
}

const DAY_MS = 86_400_000;

/**
 * What a table of persons and times without an event name is a list of, or null where a column may well be the name: a
 * table of events whose column is badly named must not become one event.
 */
export function guessOccurrence(table: TableRead, ids: TableSetup['ids']): Occurrence | null {
  const { facts, roles, name } = table;
  if (roles.event.column !== null && nameSays('event', roles.event.column) > 0) return null;
  const amount = facts.some((column) => moneySaid(column) >= 4 && holdsNumbers(table, column));
  const score = facts.some((column) => column.type === 'number' && nameMeans('score', column.name) === 10);
  const numbers = facts.filter((column) => nameMeans('order', column.name) === 10);
  const thing = thingOfTable(table, numbers, score);
  const plausible = [roles.event.column, ...roles.event.others.map(({ column }) => column)].filter(
    (column): column is string => column !== null && !ids.some((id) => id.column === column),
  );
  const named = plausible.filter((column) => nameSays('event', column) >= 4);
  if (named.length > 0) return null;
  // contents alone may speak for a column, but not against what the table says it is
  const others = otherNames(table);
  if ((plausible.length > 0 || others.length > roles.event.others.length) && thing === null) return null;
  const { name: constant, why } = thing ?? (amount ? BOUGHT : (stageOfRow(table, ids) ?? titled(name)));
  const grouped = numbers.find((column) => isShared(table, column, ids[0]?.column ?? null));
  const reasons = [
    because('event', `No column says what happened; each row is taken for “${constant}”, as ${why}.`, others),
  ];
  if (grouped)
    reasons.push(
      because(
        'oneEventPer',
        `Several rows have the same “${grouped.name}”, of one person and time: they are one event.`,
        numbers
          .filter((column) => column !== grouped)
          .map((column) => ({ column: column.name, reason: 'Also a number.' })),
      ),
    );
  return { event: { constant }, oneEventPer: grouped?.name ?? null, reasons };
}

/** A column of a few values that sort the rows may be what happened, as `page_type` is. */
const saysWhichSort = ({ name, type, distinct, filled }: ColumnFacts): boolean =>
  type === 'text' &&
  distinct >= 2 &&
  distinct <= 0.5 * filled &&
  words(name).some((word) => /^(?:type|kind|sort|status|art|typ|类型|状态|tipo|statut)$/.test(word));

/** Columns that could name the events, besides the one that was found: also those whose names say that they sort rows. */
export function otherNames({ facts, roles }: TableRead): Reason['others'] {
  const { column, others } = roles.event;
  const known = new Set([column, ...others.map((other) => other.column)]);
  const sorts = facts.filter((facts) => saysWhichSort(facts) && !known.has(facts.name));
  return [
    ...others,
    ...sorts.map(({ name, distinct }) => ({ column: name, reason: `${distinct} values that repeat.` })),
  ];
}

interface Named {
  name: string;
  /** `each row is taken for “Order”, as …` */
  why: string;
}

const BOUGHT: Named = { name: 'Purchase', why: 'it has an amount' };
const titled = (table: string): Named => ({
  name: singular(titleOfTable(table)),
  why: 'that is what the file is called',
});

/** One row for each person with a single date: what the date's name says, `signup_date` → `Signup`. */
function stageOfRow({ facts, roles }: TableRead, ids: TableSetup['ids']): Named | null {
  const who = factsNamed(facts, ids[0]?.column ?? null);
  const when = factsNamed(facts, roles.time.column);
  if (
    !who ||
    !when ||
    who.distinct < 0.98 * who.filled ||
    stagesOf(facts).length !== 1 ||
    stagesOf([when]).length === 0
  )
    return null;
  return { name: stageName(when.name), why: `“${when.name}” is the date of it` };
}

export const moneySaid = ({ name }: ColumnFacts): number =>
  Math.max(nameMeans('amount', name), nameMeans('unitPrice', name), nameMeans('quantity', name));

function thingOfTable({ name, facts }: TableRead, numbers: readonly ColumnFacts[], score: boolean): Named | null {
  const file = thingOfName(name);
  if (file) return { name: file, why: 'the file’s name says' };
  for (const column of [...numbers, ...facts.filter((column) => isRowId(column))]) {
    const thing = thingNamed(column.name);
    if (thing) return { name: thing, why: `the column ${listed([column.name])} says` };
  }
  return score ? { name: 'Survey response', why: 'it has a score' } : null;
}

const isRowId = ({ name }: ColumnFacts): boolean =>
  /(?:id|no|nr|number|nummer|date|at)$/i.test(name) && thingNamed(name) !== null;

/** Whether rows share values of a column, and those that do are of one person and about one time. */
function isShared({ sample, facts, roles }: TableRead, number: ColumnFacts, person: string | null): boolean {
  if (number.distinct >= 0.98 * number.filled) return false;
  const who = factsNamed(facts, person)?.index ?? -1;
  const when = factsNamed(facts, roles.time.column)?.index ?? -1;
  const groups = new Map<string, { people: Set<string>; times: string[] }>();
  for (const row of sample.rows) {
    const value = row[number.index];
    if (!value) continue;
    const group = groups.get(value) ?? { people: new Set(), times: [] };
    groups.set(value, group);
    if (row[who]) group.people.add(row[who]);
    if (row[when]) group.times.push(row[when]);
  }
  const shared = [...groups.values()].filter(({ times }) => times.length > 1);
  const alike = shared.filter(({ people, times }) => people.size <= 1 && isOneTime(times));
  return shared.length > 0 && alike.length >= 0.95 * shared.length;
}

function isOneTime(times: readonly string[]): boolean {
  if (times.every((time) => time === times[0])) return true;
  const at = times.map((time) => Date.parse(time));
  return at.every((time) => !Number.isNaN(time)) && Math.max(...at) - Math.min(...at) <= DAY_MS;
}
