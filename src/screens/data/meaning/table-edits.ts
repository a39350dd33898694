import type { ColumnType } from '#data/mapping.ts';
import type { EventName, Setup, TableSetup, TableShape } from '#data/setup.ts';
import { idKind } from '#data/id-kinds.ts';

export interface Column {
  name: string;
  type: ColumnType;
}

/** What the rows of a table are, as a person chooses it. */
export const SHAPE_TEXT: Record<TableShape, { label: string; means: string }> = {
  events: { label: 'Events', means: 'Each row is something somebody did.' },
  milestones: { label: 'Stages', means: 'One row a customer; each of its dates is an event.' },
  people: { label: 'People', means: 'One row a person; every other column says something of them.' },
  links: { label: 'Links', means: 'The ids of a row belong to one person.' },
  costs: { label: 'Costs', means: 'Money spent on a channel or campaign at a date.' },
};

/** The setup with one table read in another way. */
export const withTable = (setup: Setup, table: TableSetup): Setup => ({
  ...setup,
  tables: setup.tables.map((other) => (other.table === table.table ? table : other)),
});

const isNamed = (event: EventName | null): boolean => {
  if (!event) return false;
  if ('column' in event) return event.column !== '';
  if ('constant' in event) return event.constant.trim() !== '';
  return ('columns' in event ? event.columns : event.firstOf).length > 0;
};

/** What a person must still say before the table can be read, in words. */
export function stillOpen(table: TableSetup): string[] {
  const { skip, shape, ids, withoutId, event, time, milestones, amount } = table;
  if (skip) return [];
  const open: string[] = [];
  if (shape === 'links' && ids.length < 2) open.push('two columns of ids');
  else if (shape !== 'costs' && ids.length === 0 && withoutId !== 'each') open.push('who');
  if (shape === 'events' && !isNamed(event)) open.push('what happened');
  if ((shape === 'events' || shape === 'costs') && time === null) open.push('when');
  if (shape === 'milestones' && milestones.length === 0) open.push('which columns are dates');
  if (shape === 'costs' && amount === null) open.push('how much');
  return open;
}

/** `signed_up` as `Signed up`. */
export function asName(text: string): string {
  const words = text.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The table as one of another shape, with what its columns offer for it. */
export function reshaped(table: TableSetup, shape: TableShape, columns: readonly Column[]): TableSetup {
  const taken = new Set(table.ids.map(({ column }) => column));
  const dates = columns.filter(({ name, type }) => type === 'time' && !taken.has(name)).map(({ name }) => name);
  const next = { ...table, shape, skip: false };
  if (shape === 'milestones' && table.milestones.length === 0)
    return { ...next, milestones: dates.map((column) => ({ column, event: asName(column) })) };
  if (shape === 'events' && table.time === null) return { ...next, time: dates[0] ?? null };
  if (shape === 'costs')
    return {
      ...next,
      time: table.time ?? dates[0] ?? null,
      amount: table.amount ?? columns.find(({ type }) => type === 'number')?.name ?? null,
    };
  return next;
}

/** The columns of ids with one of them put in the place `at`, or after the last; one that is there already changes its place. */
export function withId(table: TableSetup, at: number, column: string): TableSetup {
  const ids = [...table.ids];
  const before = ids.findIndex((id) => id.column === column);
  const replaced = ids[at];
  if (before >= 0 && replaced) {
    ids[at] = ids[before]!;
    ids[before] = replaced;
  } else if (before < 0) {
    const kinds = new Set(ids.filter((_, i) => i !== at).map(({ kind }) => kind));
    const said = idKind(column);
    ids[at] = { column, kind: kinds.has(said) ? column : said };
  }
  return { ...table, ids };
}

export const withoutIdAt = (table: TableSetup, at: number): TableSetup => ({
  ...table,
  ids: table.ids.filter((_, i) => i !== at),
});

export type NameMode = 'column' | 'joined' | 'firstOf' | 'constant';
export const NAME_MODES: Record<NameMode, string> = {
  column: 'a column',
  joined: 'several columns joined',
  firstOf: 'the first filled of several columns',
  constant: 'one name for every row',
};

export function nameMode(event: EventName | null): NameMode {
  if (!event || 'column' in event) return 'column';
  if ('constant' in event) return 'constant';
  return 'columns' in event ? 'joined' : 'firstOf';
}

/** Columns that an event's name is made of. */
export function nameColumns(event: EventName | null): string[] {
  if (!event || 'constant' in event) return [];
  if ('column' in event) return [event.column];
  return 'columns' in event ? event.columns : event.firstOf;
}

/** The same columns used in another way. */
export function inMode(event: EventName | null, mode: NameMode, file: string): EventName | null {
  const columns = nameColumns(event);
  if (mode === 'joined') return { columns, between: ' – ' };
  if (mode === 'firstOf') return { firstOf: columns };
  if (mode === 'constant') return { constant: nameOfFile(file) };
  return columns[0] === undefined ? null : { column: columns[0] };
}

const nameOfFile = (file: string): string => asName(file.replace(/^.*[:/] ?/, '').replace(/(\.\w+)+$/, ''));
