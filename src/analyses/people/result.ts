import type { Ids } from '#log/event-log.ts';
import type { EventLogFacts } from '#log/overview.ts';
import type { LifecycleState } from '#segments/spec.ts';
import type { Duration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { warning } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { PlanContext } from '../kind.ts';
import type { PeoplePartial } from './kernel.ts';
import { chosenRows, filterTest, type Chosen } from './result-chosen.ts';
import { columnCalled, columnsOf, sortedRows } from './result-columns.ts';
import { summaryOf, type ColumnSummary } from './result-summary.ts';
import { STAGES } from './spec-columns.ts';
import { columnOfFilter, readFilterFields } from './spec-filter.ts';
import { DEFAULT_LIMIT, sortOf, type PeopleSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

export interface PersonRow {
  id: string;
  firstMs: number;
  lastMs: number;
  events: number;
  /** Local days with an event. */
  days: number;
  sessions: number;
  stage: LifecycleState;
  amount?: number;
  /** Of each column that is asked for, as text; null = missing. */
  values: (string | null)[];
}

export interface PeopleResult extends ResultBase {
  kind: 'people';
  /** How many the whole table has, with what is found and filtered. */
  total: number;
  /** Place in the table of the first row. */
  from: number;
  rows: PersonRow[];
  columns: ColumnSummary[];
  /** When somebody counts as silent and as churned. */
  silentAfter: Duration;
  churnedAfter: Duration;
}

export function finish(
  partial: PeoplePartial,
  spec: PeopleSpec,
  context: PlanContext,
  _facts: EventLogFacts,
  _ofSegments: PeoplePartial[],
  ids: Ids,
) {
  const { from = 0, limit = DEFAULT_LIMIT } = spec;
  const columns = columnsOf(partial, spec);
  const chosen = chosenRows(partial, spec, ids);
  const order = sortedRows(partial, sortOf(spec), columns, ids);
  const units = partial.rows.people.length;
  return {
    units,
    total: chosen.total,
    from,
    rows: pageOf(order, chosen, from, limit).map((row) => rowAt(partial, row, spec, ids)),
    columns: summaryOf(partial, chosen, columns),
    ...partial.lifecycle,
    rules: rulesInForce(spec, context, partial.lifecycle),
    warnings: chosen.wordy.map((name) =>
      warning(
        'people/notNumeric',
        'analysis.filter',
        `“${name}” holds words: nobody is in a range of it.`,
        'Filter by a value instead.',
      ),
    ),
    ...(units === 0 && {
      empty: { reason: 'Nobody did anything in this range.', hint: 'Choose a wider range or fewer conditions.' },
    }),
  };
}

function pageOf(order: Uint32Array, { fails, total }: Chosen, from: number, limit: number): number[] {
  if (total === order.length) return [...order.subarray(from, from + limit)];
  const page: number[] = [];
  let place = 0;
  for (let i = 0; i < order.length && page.length < limit; i++) {
    const row = order[i]!;
    if (fails[row] === 0 && place++ >= from) page.push(row);
  }
  return page;
}

function rowAt({ rows, attributes }: PeoplePartial, row: number, { amount }: PeopleSpec, ids: Ids): PersonRow {
  const person = rows.people[row]!;
  return {
    id: ids.text(person),
    firstMs: rows.firstMs[row]!,
    lastMs: rows.lastMs[row]!,
    events: rows.events[row]!,
    days: rows.days[row]!,
    sessions: rows.sessions[row]!,
    stage: STAGES[rows.stage[row]!]!,
    ...(amount !== undefined && { amount: rows.amount[row]! }),
    values: attributes.map(({ codes, values }) => values[codes[person]! - 1] ?? null),
  };
}

/** `{ all: true }`: everybody in the table; else a filter as in the question: those of them who pass it, too. */
export function people(partial: PeoplePartial, pointer: Fields, spec: PeopleSpec, ids: Ids): Uint32Array | null {
  const passes = testOf(partial, pointer, spec, ids);
  if (!passes) return null;
  const { fails } = chosenRows(partial, spec, ids);
  return partial.rows.people.filter((_, row) => fails[row] === 0 && passes(row));
}

function testOf(
  partial: PeoplePartial,
  pointer: Fields,
  spec: PeopleSpec,
  ids: Ids,
): ((row: number) => boolean) | null {
  if (pointer.has('all')) {
    if (pointer.boolean('all')) return () => true;
    pointer.refuse('all', 'people/pointer', 'Which people?', 'Say all: true, or give a filter.');
    return null;
  }
  const filter = readFilterFields(pointer, spec);
  if (!filter) return null;
  const column = columnCalled(columnsOf(partial, spec), columnOfFilter(filter));
  const test = filterTest(partial, column, filter, ids);
  if (!test) pointer.refuse('column', 'people/pointer', 'This column holds words.', 'Give a value instead.');
  return test;
}
