import { ok, type Outcome } from '#vocabulary/problem.ts';
import { Dictionary } from './dictionary.ts';
import type { EventLog, PersonAttribute } from './event-log.ts';
import {
  DAMAGED,
  decodedHeader,
  decodedPreamble,
  encodedHeader,
  padded,
  PREAMBLE_BYTES,
  TYPE_NAMES,
  TYPES,
  type Header,
  type Section,
  type TypeName,
} from './log-file-header.ts';

/** Behind each section, with its number: a file cut short or shifted lacks it. */
const END_MARK = 0x444e4553;
const MARK_BYTES = 8;
/** Bytes go out and come in by so many at a time: what is between takes copies. */
const PIECE_BYTES = 8 * 1_048_576;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
type Bytes = Uint8Array<ArrayBuffer>;

/** Which types a section may have. */
const SECTIONS = {
  personStart: ['u32'],
  event: ['u8', 'u16'],
  time: ['f64'],
  row: ['u32'],
  peopleStarts: ['u32'],
  peopleBytes: ['u8'],
  mergedRows: ['u32'],
  mergedHeads: ['u32'],
  attributeCodes: ['u32'],
} as const satisfies Record<string, readonly TypeName[]>;
type SectionName = keyof typeof SECTIONS;
const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

const sectionsOf = ({
  personStart,
  event,
  time,
  row,
  people,
  merged,
  attributes,
}: EventLog): Record<SectionName, Numbers> => {
  if (!(people instanceof Dictionary)) throw new Error('only a log of people is saved; others are laid from it');
  const { starts: peopleStarts, bytes: peopleBytes } = people.packed();
  return {
    personStart,
    event,
    time,
    row,
    peopleStarts,
    peopleBytes,
    mergedRows: merged?.rows ?? new Uint32Array(0),
    mergedHeads: merged?.heads ?? new Uint32Array(0),
    attributeCodes: joined([...(attributes?.values() ?? [])].map(({ codes }) => codes)),
  };
};

function joined(parts: Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Takes the next bytes of the file; they are views into the log and must be used before it resolves. */
export type LogSink = (bytes: Bytes) => void | Promise<void>;
/** Fills `into` with the bytes of the file from `at` on. */
export type LogSource = (at: number, into: Bytes) => void | Promise<void>;

/**
 * Writes a log as a header and its columns as they lie in memory, least significant byte first as in every realm of
 * WebAssembly. There is no checksum over the columns, which would take longer than reading them: each is known whole
 * by its length and a mark at its end. What flips bits on a disk is not found.
 */
export async function writeLog(log: EventLog, sink: LogSink): Promise<void> {
  await sink(encodedHeader(headerOf(log)));
  for (const [number, section] of Object.values(sectionsOf(log)).entries()) {
    const bytes = new Uint8Array(section.buffer as ArrayBuffer, section.byteOffset, section.byteLength);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) await sink(bytes.subarray(at, at + PIECE_BYTES));
    const tail = new DataView(new ArrayBuffer(padded(bytes.length) - bytes.length + MARK_BYTES));
    tail.setUint32(tail.byteLength - MARK_BYTES, END_MARK, true);
    tail.setUint32(tail.byteLength - 4, number, true);
    await sink(new Uint8Array(tail.buffer));
  }
}

/** Bytes of the file that `writeLog` makes. */
export function logFileBytes(log: EventLog): number {
  const header = headerOf(log);
  return encodedHeader(header).length + header.bytes;
}

/** Reads what `writeLog` wrote, `size` bytes of it; names of people are looked up in it, and hashed only for `find`. */
export async function readLog(read: LogSource, size: number): Promise<Outcome<EventLog>> {
  if (size < PREAMBLE_BYTES) return DAMAGED;
  const beginning = new Uint8Array(PREAMBLE_BYTES);
  await read(0, beginning);
  const preamble = decodedPreamble(beginning);
  if (!preamble.ok) return preamble;
  const start = padded(PREAMBLE_BYTES + preamble.value.headerBytes);
  if (start > size) return DAMAGED;
  const json = new Uint8Array(preamble.value.headerBytes);
  await read(PREAMBLE_BYTES, json);
  const header = decodedHeader(json, preamble.value);
  if (!header || start + header.bytes !== size) return DAMAGED;

  const found = new Map<string, Numbers>();
  let next = 0;
  for (const [number, { name, type, length, at }] of header.sections.entries()) {
    const bytes = length * TYPES[type].BYTES_PER_ELEMENT;
    if (at !== next || at + padded(bytes) + MARK_BYTES > header.bytes) return DAMAGED;
    const numbers = new TYPES[type](length);
    const into = new Uint8Array(numbers.buffer);
    for (let from = 0; from < bytes; from += PIECE_BYTES)
      await read(start + at + from, into.subarray(from, from + PIECE_BYTES));
    const mark = new DataView(new ArrayBuffer(MARK_BYTES));
    await read(start + at + padded(bytes), new Uint8Array(mark.buffer));
    if (mark.getUint32(0, true) !== END_MARK || mark.getUint32(4, true) !== number) return DAMAGED;
    found.set(name, numbers);
    next = at + padded(bytes) + MARK_BYTES;
  }
  if (next !== header.bytes || !fits(header, found)) return DAMAGED;
  return ok(logOf(header, found as Map<SectionName, Numbers>));
}

/** A file or blob as the source of `readLog`. */
export const blobSource =
  (blob: Blob): LogSource =>
  async (at, into) =>
    into.set(new Uint8Array(await blob.slice(at, at + into.length).arrayBuffer()));

function logOf(header: Header, sections: Map<SectionName, Numbers>): EventLog {
  const { people, events, rows, names } = header;
  const merged = { rows: sections.get('mergedRows') as Uint32Array, heads: sections.get('mergedHeads') as Uint32Array };
  const codes = sections.get('attributeCodes') as Uint32Array;
  const attributes = header.attributes.map(({ name, values }, i) => {
    return [name, { values, codes: codes.subarray(i * people, (i + 1) * people) }] as const;
  });
  return {
    firstPerson: 0,
    personStart: sections.get('personStart') as Uint32Array,
    event: sections.get('event') as Uint8Array | Uint16Array,
    time: sections.get('time') as Float64Array,
    row: sections.get('row') as Uint32Array,
    rows,
    names,
    people: Dictionary.of({
      starts: sections.get('peopleStarts') as Uint32Array<ArrayBuffer>,
      bytes: sections.get('peopleBytes') as Bytes,
    }),
    merged: merged.rows.length > 0 ? merged : null,
    attributes: new Map(attributes),
    facts: { people, events, firstMs: header.firstMs ?? Infinity, lastMs: header.lastMs ?? -Infinity },
  };
}

/** Whether sections and counts belong together, as far as it is seen without looking at each event. */
function fits({ people, events, sections, attributes }: Header, found: Map<string, Numbers>): boolean {
  const typed = SECTION_NAMES.every((name) => {
    const allowed: readonly TypeName[] = SECTIONS[name];
    return sections.some((section) => section.name === name && allowed.includes(section.type));
  });
  if (!typed) return false;
  const length = (name: SectionName): number => found.get(name)!.length;
  return (
    rises(found.get('personStart')!, people, events) &&
    length('event') === events &&
    length('time') === events &&
    length('row') === events &&
    length('mergedRows') === length('mergedHeads') &&
    length('attributeCodes') === attributes.length * people &&
    rises(found.get('peopleStarts')!, length('peopleStarts') - 1, length('peopleBytes'))
  );
}

/** Whether starts of so many pieces go from 0 to the end. */
function rises(starts: Numbers, pieces: number, end: number): boolean {
  if (starts.length !== pieces + 1 || starts[0] !== 0 || starts[pieces] !== end) return false;
  for (let i = 0; i < pieces; i++) if (starts[i]! > starts[i + 1]!) return false;
  return true;
}

function headerOf(log: EventLog): Header {
  const { facts, rows, names, attributes = new Map<string, PersonAttribute>() } = log;
  const sections: Section[] = [];
  let at = 0;
  for (const [name, numbers] of Object.entries(sectionsOf(log))) {
    const type = TYPE_NAMES.find((known) => numbers instanceof TYPES[known])!;
    sections.push({ name, type, length: numbers.length, at });
    at += padded(numbers.byteLength) + MARK_BYTES;
  }
  const instant = (ms: number): number | null => (Number.isFinite(ms) ? ms : null);
  const { people, events } = facts;
  return {
    people,
    events,
    rows,
    firstMs: instant(facts.firstMs),
    lastMs: instant(facts.lastMs),
    names,
    attributes: [...attributes].map(([name, { values }]) => ({ name, values })),
    sections,
    bytes: at,
  };
}
