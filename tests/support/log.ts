import { Identities } from '#log/identities.ts';
import { UNLINKED } from '#log/identity.ts';
import { LogBuilder, type EventBatch } from '#log/log-builder.ts';
import type { EventLog } from '#log/event-log.ts';
import { textColumn } from '#log/text-column.ts';
import { runSteps } from './run-steps.ts';

export const newBuilder = (): LogBuilder => new LogBuilder(new Identities(UNLINKED));

/** Events of people with one id each; the rest as usual. */
export function batchOf(
  ids: Identities,
  person: readonly (string | null)[],
  event: EventBatch['event'],
  time: EventBatch['time'],
  rest: Partial<EventBatch> = {},
): EventBatch {
  return {
    tableRows: person.length,
    events: person.length,
    row: null,
    ids: [{ kind: ids.kind('person'), column: textColumn(person) }],
    withoutId: 'none',
    event,
    time,
    readTime: (bytes, start, end) => Number(new TextDecoder().decode(bytes.subarray(start, end))),
    oneEventPer: null,
    once: null,
    ...rest,
  };
}

/** The log of a few events. */
export function logOf(
  rows: readonly (readonly [person: string | null, event: string | null, time: number])[],
): EventLog {
  const builder = newBuilder();
  const names = textColumn(rows.map(([, event]) => event));
  const times = Float64Array.from(rows, ([, , time]) => time);
  builder.add(
    batchOf(
      builder.ids,
      rows.map(([person]) => person),
      names,
      times,
    ),
  );
  return runSteps(builder.finish()).log;
}
