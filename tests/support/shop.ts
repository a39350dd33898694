import { Table, tableToIPC, TimestampMillisecond, Utf8, vectorFromArray } from 'apache-arrow';
import * as parquet from 'parquet-wasm/node';
import type { DroppedFile } from './drop-files.ts';

/** A small shop whose counts are known: of 40 people who view, 20 add to the cart and 5 of these place an order. */
const STEPS: [event: string, people: number][] = [
  ['View product', 40],
  ['Add to cart', 20],
  ['Place order', 5],
];

interface ShopEvent {
  visitor: string;
  event: string;
  timeMs: number;
  device: string;
}

const events: ShopEvent[] = STEPS.flatMap(([event, people], step) =>
  Array.from({ length: people }, (_, i) => ({
    visitor: `v-${String(i + 1).padStart(3, '0')}`,
    event,
    timeMs: Date.UTC(2026, 4, 1 + (i % 20), 10, 10 * step, i),
    device: i % 4 === 0 ? 'Phone' : 'Desktop',
  })),
);

const iso = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);

/** Semicolons, a quoted name with one inside, a row without a person and a time that cannot be read. */
export const shopCsv: DroppedFile = {
  name: 'shop.csv',
  text: [
    'visitor_id;event;time;device;"note; free"',
    ...events.map(({ visitor, event, timeMs, device }) => `${visitor};"${event}";${iso(timeMs)};${device};`),
    `;View product;${iso(events[0]!.timeMs)};Phone;`,
    'v-999;View product;noon;Phone;',
    '',
  ].join('\n'),
};

export function shopParquet(): { name: string; bytes: Uint8Array } {
  const table = new Table({
    visitor_id: vectorFromArray(
      events.map(({ visitor }) => visitor),
      new Utf8(),
    ),
    event: vectorFromArray(
      events.map(({ event }) => event),
      new Utf8(),
    ),
    time: vectorFromArray(
      events.map(({ timeMs }) => timeMs),
      new TimestampMillisecond('UTC'),
    ),
    device: vectorFromArray(
      events.map(({ device }) => device),
      new Utf8(),
    ),
  });
  return {
    name: 'shop.parquet',
    bytes: parquet.writeParquet(parquet.Table.fromIPCStream(tableToIPC(table, 'stream'))),
  };
}
