import { problem, warning, type Problem } from '#vocabulary/problem.ts';
import { titleOfTable } from './event-things.ts';
import type { EventName, Setup, TableSetup } from './setup.ts';

export interface NamedColumns {
  name: string;
  columns: readonly string[];
}

/** A setup made before, applied to new files. */
export interface RememberedSetup {
  setup: Setup;
  /** Tables that are like none of it: to be guessed. */
  unknown: string[];
  /** Columns that it needs and a table has no more; `at` names the table. What can go without them does, with a warning. */
  problems: Problem[];
}

/** Share of the columns of both that must be the same for a table to be next month's. */
const ALIKE = 0.5;

/**
 * Last month's setup for this month's files, known by their columns in whatever order; more columns do no harm. Several
 * files may be parts of one table. Null where no file is like any table of it.
 */
export function matchRemembered(remembered: Setup, tables: readonly NamedColumns[]): RememberedSetup | null {
  const problems: Problem[] = [];
  const unknown: string[] = [];
  const matched = tables.flatMap((table) => {
    const like = mostAlike(remembered.tables, table);
    if (!like) unknown.push(table.name);
    return like ? [applied(like, table, problems)] : [];
  });
  return matched.length === 0 ? null : { setup: { ...remembered, tables: matched }, unknown, problems };
}

function mostAlike(setups: readonly TableSetup[], table: NamedColumns): TableSetup | null {
  const has = new Set(table.columns);
  const found = setups.map((setup) => {
    const both = setup.columns.filter((column) => has.has(column)).length;
    const share = both / Math.max(1, setup.columns.length + has.size - both);
    // columns that came in do not make another table of it
    const alike = share >= ALIKE || both === setup.columns.length;
    const named = setup.table === table.name ? 2 : titleOfTable(setup.table) === titleOfTable(table.name) ? 1 : 0;
    return { setup, share, alike, named };
  });
  const [best] = found.filter(({ alike }) => alike).sort((a, b) => b.share - a.share || b.named - a.named);
  return best?.setup ?? null;
}

/** The setup under the new name, without what the table has no more. */
function applied(setup: TableSetup, { name, columns }: NamedColumns, problems: Problem[]): TableSetup {
  const has = new Set([...columns, ...setup.formulas.map((formula) => formula.name)]);
  const lost = (field: keyof TableSetup, column: string, needed: boolean): void => {
    const message = `${name} has no column “${column}”, which said ${SAID[field] ?? field}.`;
    problems.push(
      needed
        ? problem('data/lostColumn', name, message, 'Choose the column that says it now.')
        : warning('data/lostColumn', name, message, 'It is read without it.'),
    );
  };
  const some = <T extends { column: string }>(field: keyof TableSetup, items: readonly T[]): T[] => {
    const there = items.filter(({ column }) => has.has(column));
    for (const { column } of items) if (!has.has(column)) lost(field, column, there.length === 0);
    return there.length > 0 ? there : [...items];
  };
  const one = (field: keyof TableSetup, column: string | null): string | null => {
    if (column === null || has.has(column)) return column;
    lost(field, column, false);
    return null;
  };
  if (setup.time !== null && !has.has(setup.time)) lost('time', setup.time, true);
  const { channel, repeats } = setup;
  return {
    ...setup,
    table: name,
    columns: [...columns],
    ids: some('ids', setup.ids),
    event: eventOf(setup.event, (names) =>
      some(
        'event',
        names.map((column) => ({ column })),
      ).map(({ column }) => column),
    ),
    milestones: some('milestones', setup.milestones),
    oneEventPer: one('oneEventPer', setup.oneEventPer),
    repeats: typeof repeats === 'object' && one('repeats', repeats.column) === null ? 'keep' : repeats,
    channel: channel && 'column' in channel && one('channel', channel.column) === null ? null : channel,
    amount: one('amount', setup.amount),
    score: one('score', setup.score),
    comment: one('comment', setup.comment),
  };
}

const SAID: Partial<Record<keyof TableSetup, string>> = {
  ids: 'who',
  event: 'what happened',
  time: 'when',
  milestones: 'when a stage was reached',
  oneEventPer: 'which rows are one event',
  repeats: 'which rows repeat others',
  channel: 'the channel',
  amount: 'the amount',
  score: 'the score',
  comment: 'the comment',
};

function eventOf(event: EventName | null, there: (columns: string[]) => string[]): EventName | null {
  if (event === null || 'constant' in event) return event;
  if ('column' in event) return { column: there([event.column])[0]! };
  return 'columns' in event ? { ...event, columns: there(event.columns) } : { firstOf: there(event.firstOf) };
}
