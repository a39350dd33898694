import type { LifecycleState } from '#segments/spec.ts';
import { spanOf } from '#vocabulary/calendar.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { isTime, readColumn, STAGES, type ColumnName, type ColumnsAsked } from './spec-columns.ts';

/**
 * Both ends of a range are included, but `below`. Of `first` and `last` they are dates or instants, as in a document's
 * range; else numbers. A missing value is in no range.
 */
export type PersonFilter =
  | { column: ColumnName; from?: number | string; to?: number | string; below?: number }
  | { column: ColumnName; value: string | null }
  | { stage: LifecycleState };

export const columnOfFilter = (filter: PersonFilter): ColumnName => ('stage' in filter ? 'stage' : filter.column);

export function readFilter(
  value: unknown,
  path: string,
  problems: Problem[],
  asked: ColumnsAsked,
): PersonFilter | undefined {
  const fields = Fields.of(value, path, problems);
  const filter = fields ? readFilterFields(fields, asked) : undefined;
  fields?.done();
  return filter;
}

/** Undefined, with a problem, where it cannot be read; unknown fields are the caller's to report. */
export function readFilterFields(fields: Fields, asked: ColumnsAsked): PersonFilter | undefined {
  const before = fields.problems.length;
  if (fields.has('stage')) {
    const stage = fields.oneOf('stage', STAGES);
    return stage && { stage };
  }
  const column = readColumn(fields, 'column', asked);
  if (column === undefined) return undefined;
  if (fields.has('value')) {
    const value = fields.raw('value');
    if (!isTime(column) && (value === null || typeof value === 'string')) return { column, value };
    if (isTime(column)) return fields.refuse('value', 'people/filter', 'Of times, give `from` and `to`.');
    return fields.refuse('value', 'people/filter', 'A value is text, or null for those who have none.');
  }
  const end = (name: 'from' | 'to' | 'below') => readEnd(fields, name, isTime(column) && name !== 'below');
  const from = end('from');
  const to = end('to');
  const below = end('below') as number | undefined;
  if (fields.problems.length > before) return undefined;
  if (from === undefined && to === undefined && below === undefined)
    return fields.refuse('', 'people/filter', 'Which of them?', 'Give `from` and `to`, or a `value`.');
  return {
    column,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(below !== undefined && { below }),
  };
}

function readEnd(fields: Fields, name: string, time: boolean): number | string | undefined {
  const value = fields.raw(name);
  if (value === undefined) return undefined;
  if (time && typeof value === 'string' && spanOf({ from: value }, 'UTC')) return value;
  if (!time && typeof value === 'number') return value;
  return fields.refuse(
    name,
    'people/filter',
    time ? 'This must be a date, 2024-05-21, or an instant.' : 'This must be a number.',
  );
}
