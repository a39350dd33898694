import type { EventLog } from '#log/event-log.ts';

export type PlainEvent = [person: string, event: string, time: number];

const distinct = (texts: string[]): string[] => [...new Set(texts)];

/** A log of a few events, each a row, laid out as plainly as can be. */
export function plainLog(events: readonly PlainEvent[]): EventLog {
  const people = distinct(events.map(([person]) => person));
  const names = distinct(events.map(([, event]) => event));
  const order = people.map((person) =>
    [...events.keys()]
      .filter((row) => events[row]![0] === person)
      .sort((a, b) => events[a]![2] - events[b]![2] || a - b),
  );
  const rows = order.flat();
  const times = rows.map((row) => events[row]![2]);
  return {
    firstPerson: 0,
    personStart: Uint32Array.from([0, ...order.map((_, p) => order.slice(0, p + 1).flat().length)]),
    event: Uint8Array.from(rows, (row) => names.indexOf(events[row]![1])),
    time: Float64Array.from(times),
    row: Uint32Array.from(rows),
    rows: events.length,
    names,
    people: { size: people.length, text: (code) => people[code]!, find: (text) => people.indexOf(text) },
    facts: {
      people: people.length,
      events: events.length,
      firstMs: Math.min(...times),
      lastMs: Math.max(...times),
    },
  };
}
