import { many } from '#charts/formats.ts';
import type { PeoplePage } from '#engine/protocol.ts';
import type { Cell } from '#ui/files.ts';

/** A head and a row for each: the id, what is known from its events, the columns. Times are in UTC. */
export const peopleRows = (people: PeoplePage['people'], idColumn: string, columns: readonly string[]): Cell[][] => [
  [idColumn, 'events', 'first event', 'last event', ...columns],
  ...people.map(({ id, events, firstMs, lastMs, values = [] }) => [
    id,
    events,
    new Date(firstMs).toISOString(),
    new Date(lastMs).toISOString(),
    ...values,
  ]),
];

/** What leaves with a file of ids and so many columns about each. `of` says whose: `391 people`. */
export const leavingText = (of: string, columns: number): string =>
  `The file holds the ids of ${of}${columns ? ` and ${many(columns, 'column')} about them` : ''}. It leaves this tool's protection: who opens it can read it.`;
