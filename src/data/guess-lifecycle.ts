import type { ColumnFacts } from './column-facts.ts';
import { nameMeans } from './column-words.ts';
import { words } from './role-names.ts';
import type { Reason } from './setup.ts';
import { because, valuesOf, type TableRead } from './table-read.ts';

const STATES = new Set(
  `start started begin complete completed end ended finish finished schedule scheduled assign assigned reassign suspend suspended resume resumed
  withdraw abort ate_abort pi_abort autoskip manualskip unknown`.split(/\s+/),
);
const STARTS = new Set(['start', 'started', 'begin']);

/**
 * Rows that start and end one piece of work. With a column that numbers the pieces they are one event; without it each
 * row stays an event of its own.
 */
export function guessLifecycle(
  { sample, facts }: TableRead,
  person: string | null,
  event: string | null,
): { oneEventPer: string | null; reason: Reason } | null {
  const states = facts.find((column) => column.type === 'text' && isLifecycle(valuesOf(sample, column.index)));
  if (!states) return null;
  const numbered = facts.filter(
    (column) =>
      column.name !== person && namesInstance(column, event) && isInstance(sample.rows, column, facts, person, event),
  );
  const instance = numbered[0];
  if (!instance)
    return {
      oneEventPer: null,
      reason: because(
        'oneEventPer',
        `“${states.name}” says which rows start and which end a piece of work, but no column numbers the pieces: each row stays an event.`,
      ),
    };
  return {
    oneEventPer: instance.name,
    reason: because(
      'oneEventPer',
      `“${states.name}” says which rows start and which end a piece of work, and “${instance.name}” numbers the pieces: the rows of one are one event.`,
    ),
  };
}

function isLifecycle(values: readonly string[]): boolean {
  const found = new Set(values.map((value) => value.trim().toLowerCase()));
  return (
    found.size >= 2 &&
    found.size <= 12 &&
    [...found].every((value) => STATES.has(value)) &&
    [...STARTS].some((start) => found.has(start))
  );
}

/** `concept:instance`, or the id of what happened: `handling_id` beside `handling`. */
function namesInstance({ name }: ColumnFacts, event: string | null): boolean {
  if (nameMeans('instance', name) >= 7) return true;
  const own = words(event ?? '').join(' ');
  return (
    own !== '' &&
    words(name)
      .join(' ')
      .replace(/ (?:id|no|nr|number|key)$/, '') === own &&
    name !== event
  );
}

/** Each of its values is of one person and one event, and of no more rows than a piece of work has states. */
function isInstance(
  rows: readonly (string | null)[][],
  column: ColumnFacts,
  facts: readonly ColumnFacts[],
  person: string | null,
  event: string | null,
): boolean {
  const [who, what] = [person, event].map((name) => facts.findIndex((column) => column.name === name));
  const groups = new Map<string, Set<string>>();
  for (const row of rows) {
    const value = row[column.index];
    if (value) groups.set(value, (groups.get(value) ?? new Set()).add(JSON.stringify([row[who!], row[what!]])));
  }
  const single = [...groups.values()].filter(({ size }) => size === 1).length;
  return groups.size >= column.filled / 6 && single >= 0.98 * groups.size;
}
