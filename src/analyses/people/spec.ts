import type { Fields } from '#vocabulary/fields.ts';
import type { PeopleResult } from './result.ts';
import { readColumn, type ColumnName, type ColumnsAsked } from './spec-columns.ts';
import { readFilter, type PersonFilter } from './spec-filter.ts';

declare module '../kinds.ts' {
  interface Kinds {
    people: { spec: PeopleSpec; result: PeopleResult };
  }
}

export const ORDERS = ['ascending', 'descending'] as const;
export type Order = (typeof ORDERS)[number];

export const DEFAULT_LIMIT = 100;
const MOST_ROWS = 10_000;
export const MOST_COLUMNS = 20;
const MOST_FILTERS = 30;

export interface Sort {
  by: ColumnName;
  order?: Order;
}

/** The question as the document asks it. */
export interface PeopleSpec {
  kind: 'people';
  /** Columns of tables of people, or event properties: the last known value. */
  columns?: string[];
  /** A numeric property that is added up for each person. */
  amount?: string;
  /** Last seen first without it. */
  sort?: Sort;
  from?: number;
  limit?: number;
  /** Only ids that contain this text, ignoring case. */
  find?: string;
  /** Only people who pass all of these. */
  filter?: PersonFilter[];
}

export const sortOf = ({ sort }: PeopleSpec): Required<Sort> =>
  sort ? { by: sort.by, order: sort.order ?? 'ascending' } : { by: 'last', order: 'descending' };

/** Everything of the question but `kind`; unknown fields are the caller's to report. */
export function parsePeople(fields: Fields): PeopleSpec | null {
  const before = fields.problems.length;
  const columns = readColumns(fields);
  const amount = readName(fields, 'amount');
  const asked: ColumnsAsked = { columns: columns ?? [], ...(amount !== undefined && { amount }) };
  const sort = readSort(fields, asked);
  const from = fields.integer('from', 0, Number.MAX_SAFE_INTEGER);
  const limit = fields.integer('limit', 1, MOST_ROWS);
  const find = fields.string('find');
  const filter = fields.list('filter', (value, path) => readFilter(value, path, fields.problems, asked));
  if (filter && filter.length > MOST_FILTERS)
    fields.refuse('filter', 'people/filter', `There may be at most ${MOST_FILTERS} filters.`);
  if (fields.problems.length > before) return null;
  return {
    kind: 'people',
    ...(columns && { columns }),
    ...(amount !== undefined && { amount }),
    ...(sort && { sort }),
    ...(from !== undefined && { from }),
    ...(limit !== undefined && { limit }),
    ...(find !== undefined && { find }),
    ...(filter && { filter }),
  };
}

function readName(fields: Fields, name: string): string | undefined {
  const value = fields.string(name);
  return value === '' ? fields.refuse(name, 'people/property', 'Which property?', 'Name it, or leave it out.') : value;
}

function readColumns(fields: Fields): string[] | undefined {
  const columns = fields.list('columns', (value) => (typeof value === 'string' && value !== '' ? value : undefined));
  if (!fields.has('columns')) return undefined;
  if (!columns || columns.length > MOST_COLUMNS || new Set(columns).size < columns.length)
    return Array.isArray(fields.raw('columns'))
      ? fields.refuse('columns', 'people/columns', `Columns are up to ${MOST_COLUMNS} names of properties, each once.`)
      : undefined;
  return columns;
}

function readSort(fields: Fields, asked: ColumnsAsked): Sort | undefined {
  const inner = fields.object('sort');
  if (!inner) return undefined;
  const by = readColumn(inner, 'by', asked);
  const order = inner.oneOf('order', ORDERS);
  inner.done();
  return by === undefined ? undefined : { by, ...(order && { order }) };
}
