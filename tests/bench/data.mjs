/**
 * Writes the data of the benchmarks, the same bytes every time: `node tests/bench/data.mjs 1m|10m|50m [outDir]`.
 * Rows stand in the order of time, as in a real export: events-<size>.csv and events-<size>.parquet, with
 * user_id, event, time (wall clock without a zone: text in the CSV, TIMESTAMP of microseconds in Parquet), device,
 * country and amount (only of orders).
 */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import * as arrow from 'apache-arrow';
import { Compression, Table, transformParquetStream, WriterPropertiesBuilder } from 'parquet-wasm/node';

const SIZES = { '100k': 100_000, '1m': 1_000_000, '10m': 10_000_000, '50m': 50_000_000 };
const FIRST_MS = Date.UTC(2026, 0, 1);
const SPAN_MS = 90 * 86_400_000;
const CHUNK_ROWS = 1_000_000;

// prettier-ignore
const EVENTS = [
  'view page', 'view product', 'search', 'open app', 'add to cart', 'view list', 'scroll', 'click banner', 'start checkout',
  'sign in', 'choose payment', 'place order', 'add to wishlist', 'open newsletter', 'remove from cart', 'use coupon', 'view help',
  'rate product', 'share product', 'watch video', 'compare products', 'change settings', 'contact support', 'sign up',
  'read review', 'write review', 'track parcel', 'return item', 'sign out', 'delete account',
];
const DEVICES = ['phone', 'desktop', 'tablet'];
// prettier-ignore
const COUNTRIES = ['Germany', 'France', 'Italy', 'Spain', 'Poland', 'Netherlands', 'Austria', 'Belgium', 'Sweden', 'Denmark'];
const ORDER = EVENTS.indexOf('place order');

/** @param {number} seed @returns {() => number} uniform in [0, 1) (mulberry32) */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Picks 0..count-1, the n-th with a weight of 1/n^skew, from a table of 65,536 places. */
function skewed(count, skew) {
  const weights = Array.from({ length: count }, (_, i) => 1 / (i + 1) ** skew);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new Uint8Array(65_536);
  let [at, sum] = [0, 0];
  weights.forEach((weight, i) => {
    sum += weight / total;
    table.fill(i, at, (at = Math.round(sum * 65_536)));
  });
  return (/** @type {number} */ share) => table[(share * 65_536) | 0];
}

const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));

/** Chunks of columns; a person's device and country follow from who it is. */
function* chunksOf(events) {
  const random = randomOf(20_260_101);
  const people = events / 20;
  // spreads the busiest people over all ids
  let stride = Math.floor(people * 0.618) | 1;
  while (gcd(stride, people) !== 1) stride += 2;
  const pickEvent = skewed(EVENTS.length, 0.9);
  const pickDevice = skewed(DEVICES.length, 0.8);
  const pickCountry = skewed(COUNTRIES.length, 1);
  const stepMs = SPAN_MS / events;
  for (let from = 0; from < events; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, events - from);
    const chunk = {
      rows,
      person: new Uint32Array(rows),
      event: new Uint8Array(rows),
      timeMs: new Float64Array(rows),
      device: new Uint8Array(rows),
      country: new Uint8Array(rows),
      /** -1 = none */
      cents: new Int32Array(rows).fill(-1),
    };
    for (let i = 0; i < rows; i += 1) {
      const rank = Math.floor(people * random() ** 2.5);
      const person = (rank * stride) % people;
      chunk.person[i] = person;
      const event = (chunk.event[i] = pickEvent(random()));
      chunk.timeMs[i] = FIRST_MS + Math.floor((from + i + random()) * stepMs);
      chunk.device[i] = pickDevice(((person * 2_654_435_761) % 65_536) / 65_536);
      chunk.country[i] = pickCountry(((person * 40_503) % 65_536) / 65_536);
      if (event === ORDER) chunk.cents[i] = Math.floor(500 + 20_000 * random() ** 3);
    }
    yield chunk;
  }
}

const two = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
const three = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));
let minute = NaN;
let minuteText = '';

/** `2026-01-01 00:00:00.000` */
function timeText(ms) {
  const now = Math.floor(ms / 60_000);
  if (now !== minute) {
    minute = now;
    minuteText = new Date(now * 60_000).toISOString().slice(0, 17).replace('T', ' ');
  }
  const rest = ms - now * 60_000;
  const seconds = Math.floor(rest / 1000);
  return `${minuteText}${two[seconds]}.${three[rest - seconds * 1000]}`;
}

const moneyText = (cents) => (cents < 0 ? '' : `${Math.floor(cents / 100)}.${two[cents % 100]}`);

async function writeCsv(chunk, file) {
  const PART = 100_000;
  for (let from = 0; from < chunk.rows; from += PART) {
    let text = '';
    for (let i = from; i < Math.min(chunk.rows, from + PART); i += 1)
      text += `u${chunk.person[i]},${EVENTS[chunk.event[i]]},${timeText(chunk.timeMs[i])},${DEVICES[chunk.device[i]]},${COUNTRIES[chunk.country[i]]},${moneyText(chunk.cents[i])}\n`;
    if (!file.write(text, 'latin1')) await new Promise((resolve) => file.once('drain', resolve));
  }
}

/** `u123456` of each person, laid out as Arrow keeps text. */
function idData(person) {
  const valueOffsets = new Int32Array(person.length + 1);
  const data = new Uint8Array(person.length * 10);
  let at = 0;
  for (let i = 0; i < person.length; i += 1) {
    data[at++] = 117;
    let digits = 1;
    for (let rest = person[i]; rest > 9; rest = Math.floor(rest / 10)) digits += 1;
    let rest = person[i];
    for (let place = at + digits - 1; place >= at; place -= 1) {
      data[place] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    at += digits;
    valueOffsets[i + 1] = at;
  }
  return arrow.makeData({ type: new arrow.Utf8(), length: person.length, valueOffsets, data: data.subarray(0, at) });
}

const dictionaries = [EVENTS, DEVICES, COUNTRIES].map((words, id) => ({
  type: new arrow.Dictionary(new arrow.Utf8(), new arrow.Uint8(), id),
  dictionary: arrow.vectorFromArray(words, new arrow.Utf8()),
}));
const codeData = (id, data) => arrow.makeData({ ...dictionaries[id], length: data.length, data });

function moneyData(cents) {
  const data = Float64Array.from(cents, (value) => value / 100);
  const nullBitmap = new Uint8Array(Math.ceil(cents.length / 64) * 8);
  let nullCount = 0;
  cents.forEach((value, i) => {
    if (value < 0) nullCount += 1;
    else nullBitmap[i >> 3] |= 1 << (i & 7);
  });
  return arrow.makeData({ type: new arrow.Float64(), length: cents.length, data, nullBitmap, nullCount });
}

/** @returns a batch inside parquet-wasm's memory, which the writer frees */
function batchOf(chunk) {
  const time = BigInt64Array.from(chunk.timeMs, (ms) => BigInt(ms) * 1000n);
  const columns = {
    user_id: idData(chunk.person),
    event: codeData(0, chunk.event),
    time: arrow.makeData({ type: new arrow.TimestampMicrosecond(), length: chunk.rows, data: time }),
    device: codeData(1, chunk.device),
    country: codeData(2, chunk.country),
    amount: moneyData(chunk.cents),
  };
  const fields = Object.entries(columns).map(([name, data]) => new arrow.Field(name, data.type, name === 'amount'));
  const schema = new arrow.Schema(fields);
  const struct = arrow.makeData({
    type: new arrow.Struct(fields),
    length: chunk.rows,
    children: Object.values(columns),
  });
  const ipc = arrow.tableToIPC(new arrow.Table(schema, [new arrow.RecordBatch(schema, struct)]), 'stream');
  const table = Table.fromIPCStream(ipc);
  const [batch] = table.recordBatches();
  table.free();
  return batch;
}

async function main() {
  const [size = '', outDir = join(dirname(fileURLToPath(import.meta.url)), 'data')] = process.argv.slice(2);
  const events = SIZES[size.toLowerCase()];
  if (!events) {
    console.error(`Usage: node tests/bench/data.mjs ${Object.keys(SIZES).join('|')} [outDir]`);
    process.exitCode = 1;
    return;
  }
  await mkdir(outDir, { recursive: true });
  const started = performance.now();
  const csv = createWriteStream(join(outDir, `events-${size}.csv`), { highWaterMark: 1 << 22 });
  csv.write('user_id,event,time,device,country,amount\n');
  async function* batches() {
    for (const chunk of chunksOf(events)) {
      await writeCsv(chunk, csv);
      yield batchOf(chunk);
    }
    csv.end();
  }
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.SNAPPY)
    .setMaxRowGroupSize(CHUNK_ROWS)
    .build();
  const parquet = createWriteStream(join(outDir, `events-${size}.parquet`));
  const written = await transformParquetStream(
    Readable.toWeb(Readable.from(batches(), { highWaterMark: 1 }), { strategy: { highWaterMark: 1 } }),
    properties,
  );
  await Promise.all([written.pipeTo(Writable.toWeb(parquet)), finished(csv)]);
  console.log(
    `events-${size}: ${events.toLocaleString('en')} rows in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}

await main();
