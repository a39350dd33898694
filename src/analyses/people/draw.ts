import { count, day, dayShort, moment, number, people, PEOPLE, percent } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { LifecycleState } from '#segments/spec.ts';
import { localMidnight } from '#vocabulary/calendar.ts';
import { endText } from '#vocabulary/calendar-text.ts';
import type { ColumnSummary } from './result-summary.ts';
import type { PeopleResult, PersonRow } from './result.ts';
import { columnKey, isTime, propertyOf, type ColumnName } from './spec-columns.ts';
import type { PersonFilter } from './spec-filter.ts';
import { DEFAULT_LIMIT, sortOf, type Order, type PeopleSpec } from './spec.ts';

export interface DrawnColumn {
  key: string;
  label: string;
  /** What it says, where the label alone does not. */
  means: string | undefined;
  summary: ColumnSummary;
  right: boolean;
  sorted: Order | null;
  /** How it is sorted when it is pressed next. */
  next: Order;
  /** Under the column: the sum of numbers, null where adding up says nothing. */
  sum: string | null;
  median: string | null;
}

export interface DrawnCell {
  key: string;
  text: string;
  title?: string;
  right: boolean;
  number: boolean;
  stage?: LifecycleState;
  missing?: boolean;
}

export interface Drawing {
  says: (string | { strong: string })[];
  columns: DrawnColumn[];
  rows: { id: string; cells: DrawnCell[] }[];
  /** `1 – 100 of 7,240`. */
  page: string;
  /** Where the page before and the next one begin; null where there is none. */
  back: number | null;
  next: number | null;
  filters: { text: string; at: number }[];
  /** Why nobody is left of those the question is about; null where somebody is. */
  nobody: string | null;
}

const LABELS: Record<string, string> = {
  stage: 'Stage',
  first: 'First seen',
  last: 'Last seen',
  events: 'Events',
  days: 'Active days',
  sessions: 'Sessions',
};

const MEANS: Record<string, string> = {
  days: 'Local days with an event',
  first: 'First event that counts here',
  last: 'Last event that counts here',
};

/** Everything the table shows, in the order it is read. Pure. */
export function draw(spec: PeopleSpec, result: PeopleResult, _overview: LogOverview, zone: string): Drawing {
  const { total, from, rows } = result;
  const limit = spec.limit ?? DEFAULT_LIMIT;
  const last = from + rows.length;
  return {
    says: sentence(spec, result),
    columns: result.columns.map((summary) => drawnColumn(summary, spec, result)),
    rows: aligned(
      rows.map((row) => ({
        id: row.id,
        cells: result.columns.slice(1).map((column) => cellOf(row, column, spec, zone)),
      })),
    ),
    page: rows.length === 0 ? `0 of ${count(total)}` : `${count(from + 1)} – ${count(last)} of ${count(total)}`,
    back: from > 0 ? Math.max(0, Math.min(from, total) - limit) : null,
    next: last < total && rows.length > 0 ? last : null,
    filters: (spec.filter ?? []).map((filter, at) => ({ text: filterText(filter, spec), at })),
    nobody: total > 0 ? null : nobodyText(spec),
  };
}

function nobodyText({ find = '', filter = [] }: PeopleSpec): string {
  if (find === '') return 'Nobody passes the filters.';
  return filter.length === 0 ? `No id contains “${find}”.` : `Nobody with “${find}” in the id passes the filters.`;
}

function sentence(spec: PeopleSpec, { total, units, columns, counts = PEOPLE }: PeopleResult): Drawing['says'] {
  const narrowed = (spec.find ?? '') !== '' || (spec.filter ?? []).length > 0;
  const who = narrowed ? `${count(total)} of ${people(units, counts)}` : people(units, counts);
  const median = (name: string) => columns.find((column) => column.name === name)?.median;
  const [events, days] = [median('events'), median('days')];
  if (events === undefined || days === undefined) return [{ strong: who }, '.'];
  return [
    { strong: who },
    narrowed ? `, ${percent(units === 0 ? 0 : total / units)}. The median is ` : '. The median is ',
    { strong: `${number(events)} ${events === 1 ? 'event' : 'events'}` },
    ' on ',
    { strong: `${number(days)} ${days === 1 ? 'day' : 'days'}` },
    '.',
  ];
}

export function labelOf(
  name: ColumnName,
  { amount }: PeopleSpec,
  { counts = PEOPLE }: Pick<PeopleResult, 'counts'> = {},
): string {
  if (name === 'id') return counts.one.replace(/^./, (letter) => letter.toUpperCase());
  if (name === 'amount') return `${amount ?? 'amount'}, total`;
  return (typeof name === 'string' ? LABELS[name] : undefined) ?? propertyOf(name);
}

function drawnColumn(summary: ColumnSummary, spec: PeopleSpec, result: PeopleResult): DrawnColumn {
  const { name, type, sum, median } = summary;
  const sort = sortOf(spec);
  const sorted = columnKey(sort.by) === columnKey(name) ? sort.order : null;
  const right = type === 'number' || type === 'time';
  const usual: Order = right ? 'descending' : 'ascending';
  const other: Order = usual === 'ascending' ? 'descending' : 'ascending';
  return {
    key: columnKey(name),
    label: labelOf(name, spec, result),
    means: stageMeans(name, result) ?? (typeof name === 'string' ? MEANS[name] : undefined),
    summary,
    right,
    sorted,
    next: sorted === usual ? other : usual,
    sum: sum === undefined ? null : number(sum),
    median: median === undefined ? null : number(median),
  };
}

function stageMeans(name: ColumnName, { silentAfter, churnedAfter }: PeopleResult): string | undefined {
  if (name !== 'stage') return undefined;
  return `Silent after ${silentAfter.n} ${silentAfter.unit}s without an event, churned after ${churnedAfter.n}`;
}

/** A column of numbers has as many decimals in every row. */
function aligned(rows: Drawing['rows']): Drawing['rows'] {
  const decimals = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') : 0);
  const most = (rows[0]?.cells ?? []).map(({ number }, at) =>
    number ? Math.max(...rows.map(({ cells }) => decimals(cells[at]!.text))) : 0,
  );
  const even = (cell: DrawnCell, at: number): DrawnCell => {
    const lacks = cell.missing ? 0 : most[at]! - decimals(cell.text);
    if (lacks === 0) return cell;
    const point = cell.text.includes('.') ? '' : '.';
    return { ...cell, text: cell.text + point + '0'.repeat(lacks - point.length) };
  };
  return rows.map(({ id, cells }) => ({ id, cells: cells.map(even) }));
}

function cellOf(row: PersonRow, { name, type }: ColumnSummary, spec: PeopleSpec, zone: string): DrawnCell {
  const base = { key: columnKey(name), right: type === 'number' || type === 'time', number: type === 'number' };
  if (type === 'stage') return { ...base, text: row.stage, stage: row.stage };
  if (type === 'time') {
    const ms = name === 'first' ? row.firstMs : row.lastMs;
    return { ...base, text: day(ms, zone), title: `${moment(ms, zone)}, ${zone}` };
  }
  const builtIn = { events: row.events, days: row.days, sessions: row.sessions, amount: row.amount };
  if (typeof name === 'string' && name in builtIn)
    return { ...base, text: number(builtIn[name as keyof typeof builtIn] ?? 0) };
  const value = row.values[spec.columns!.indexOf(propertyOf(name))] ?? null;
  if (value === null) return { ...base, text: '–', missing: true };
  return { ...base, text: type === 'number' ? number(Number(value)) : value, title: value };
}

/** `Events 2 – 5`, `device: Phone`. */
export function filterText(filter: PersonFilter, spec: PeopleSpec): string {
  if ('stage' in filter) return `Stage: ${filter.stage}`;
  const label = labelOf(filter.column, spec);
  if ('value' in filter) return `${label}: ${filter.value ?? 'none'}`;
  const { from, to, below } = filter;
  const end = (value: number | string) => (isTime(filter.column) ? endText(String(value)) : number(Number(value)));
  if (from !== undefined && from === to) return `${label} ${end(from)}`;
  const least = from === undefined ? '' : end(from);
  const most = to !== undefined ? end(to) : below === undefined ? '' : `under ${end(below)}`;
  if (least === '') return to === undefined ? `${label} ${most}` : `${label} up to ${most}`;
  return most === '' ? `${label} from ${least}` : `${label} ${least} – ${most}`;
}

/** An edge of a bin, short. */
export const edgeText = (edge: number | string): string =>
  typeof edge === 'number' ? number(edge) : dayShort(localMidnight(edge)!, 'UTC');
