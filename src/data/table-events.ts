import type { Identities } from '#log/identities.ts';
import type { EventBatch } from '#log/log-builder.ts';
import type { CodedColumn, TextColumn } from '#log/text-column.ts';
import { asTexts, constantColumn, firstFilled, joinedTexts } from './made-columns.ts';
import { eachMilestone, type BatchOfRows } from './milestone-events.ts';
import type { Scan, ScannedColumn, ScannedRows } from './scanned-rows.ts';
import type { EventName, TableSetup } from './setup.ts';
import { timeReader } from './time-reader.ts';

/** Turns the rows of one table into events. */
export interface EventReader {
  scan: Scan;
  read(rows: ScannedRows): EventBatch;
}

/** Which columns of a table say what happened. */
export function columnsOfName(event: EventName | null): string[] {
  if (!event || 'constant' in event) return [];
  if ('column' in event) return [event.column];
  return 'columns' in event ? event.columns : event.firstOf;
}

/** Which columns of a table say when. */
export const columnsOfTime = ({ shape, milestones, time }: TableSetup): string[] =>
  shape === 'milestones' ? milestones.map(({ column }) => column) : time === null ? [] : [time];

/** Columns that must be read before the events can be laid out. */
export function columnsOfEvents(setup: TableSetup): string[] {
  const { ids, event, oneEventPer, repeats, shape } = setup;
  return [
    ...new Set([
      ...ids.map(({ column }) => column),
      ...(shape === 'milestones' ? [] : columnsOfName(event)),
      ...columnsOfTime(setup),
      ...(oneEventPer === null ? [] : [oneEventPer]),
      ...(typeof repeats === 'object' ? [repeats.column] : []),
    ]),
  ];
}

export function eventReader(setup: TableSetup, ids: Identities): EventReader {
  const columns = columnsOfEvents(setup);
  const times = columnsOfTime(setup);
  const kinds = setup.ids.map(({ kind }) => ids.kind(kind));
  if (setup.withoutId === 'each') ids.ofEachRow();
  const readTime = timeReader(setup.timeFormat, setup.zone);
  return {
    scan: { columns, times, zone: setup.zone },
    read(rows) {
      const of = (name: string): ScannedColumn => rows.columns[columns.indexOf(name)]!;
      const text = (name: string) => asTexts(of(name));
      const batch: BatchOfRows = {
        tableRows: rows.rows,
        ids: setup.ids.map(({ column }, i) => ({ kind: kinds[i]!, column: text(column) })),
        withoutId: setup.withoutId,
        readTime,
        oneEventPer: setup.oneEventPer === null ? null : text(setup.oneEventPer),
        once: typeof setup.repeats === 'object' ? text(setup.repeats.column) : null,
      };
      if (setup.shape === 'milestones') return eachMilestone(setup.milestones, times.map(of), batch);
      const time = setup.time === null ? new Float64Array(rows.rows).fill(NaN) : of(setup.time);
      return { ...batch, events: rows.rows, row: null, event: nameOf(setup.event, rows.rows, text), time };
    },
  };
}

function nameOf(
  event: EventName | null,
  rows: number,
  text: (name: string) => TextColumn | CodedColumn,
): TextColumn | CodedColumn {
  if (!event) return constantColumn('', rows);
  if ('constant' in event) return constantColumn(event.constant, rows);
  if ('column' in event) return text(event.column);
  return 'firstOf' in event
    ? firstFilled(event.firstOf.map(text), rows)
    : joinedTexts(event.columns.map(text), event.between, rows);
}
