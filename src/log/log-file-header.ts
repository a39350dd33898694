import { Fields } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';

/** `SOJOURNL`; then u32 version, u32 bytes of the header, u32 its FNV-1a, u32 0; then the header, JSON in UTF-8. */
const MAGIC = 'SOJOURNL';
const VERSION = 1;
export const PREAMBLE_BYTES = 24;
const MOST_HEADER_BYTES = 64 * 1_048_576;
const MOST = Number.MAX_SAFE_INTEGER;

export const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
export type TypeName = keyof typeof TYPES;
export const TYPE_NAMES = Object.keys(TYPES) as TypeName[];
type Bytes = Uint8Array<ArrayBuffer>;

export const DAMAGED = fail(
  problem('log/damaged', '', 'The saved event log is damaged.', 'It is made again from the files.'),
);

export interface Section {
  name: string;
  type: TypeName;
  length: number;
  /** Counted from the end of the header. */
  at: number;
}

export interface Header {
  people: number;
  events: number;
  rows: number;
  /** Null in a log without events. */
  firstMs: number | null;
  lastMs: number | null;
  names: string[];
  /** Attributes of people; their codes are one after the other in a section. */
  attributes: { name: string; values: string[] }[];
  sections: Section[];
  /** Of all sections with their marks. */
  bytes: number;
}

export const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** The beginning of the file, up to its first section. */
export function encodedHeader(header: Header): Bytes {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(padded(PREAMBLE_BYTES + json.length));
  bytes.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, json.length, true);
  view.setUint32(16, fnv1a(json), true);
  bytes.set(json, PREAMBLE_BYTES);
  return bytes;
}

/** What stands before the header. */
export interface Preamble {
  headerBytes: number;
  checksum: number;
}

export function decodedPreamble(bytes: Bytes): Outcome<Preamble> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, PREAMBLE_BYTES);
  if (new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return DAMAGED;
  const version = view.getUint32(8, true);
  if (version !== VERSION)
    return fail(
      problem(
        'log/version',
        '',
        `The saved event log is of version ${version}; this is version ${VERSION}.`,
        'It is made again from the files.',
      ),
    );
  const headerBytes = view.getUint32(12, true);
  if (headerBytes > MOST_HEADER_BYTES || view.getUint32(20, true) !== 0) return DAMAGED;
  return ok({ headerBytes, checksum: view.getUint32(16, true) });
}

export const decodedHeader = (json: Bytes, { checksum }: Preamble): Header | null =>
  fnv1a(json) === checksum ? headerIn(json) : null;

/** Null where it is none. A file from elsewhere may say anything. */
function headerIn(json: Bytes): Header | null {
  const problems: Problem[] = [];
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(json));
  } catch {
    // a SyntaxError is how JSON.parse says that the text is none
    return null;
  }
  const fields = Fields.of(value, '', problems);
  const people = fields?.integer('people', 0, MOST);
  const events = fields?.integer('events', 0, MOST);
  const rows = fields?.integer('rows', 0, MOST);
  const bytes = fields?.integer('bytes', 0, MOST);
  const names = fields?.list('names', (name) => (typeof name === 'string' ? name : undefined));
  const sections = fields?.list('sections', (item, path) => sectionOf(Fields.of(item, path, problems)));
  const attributes = fields?.list('attributes', (item, path) => attributeOf(Fields.of(item, path, problems)));
  const ends = [fields?.raw('firstMs'), fields?.raw('lastMs')];
  const known = ends.every((end): end is number | null => end === null || typeof end === 'number');
  if (people === undefined || events === undefined || rows === undefined || bytes === undefined) return null;
  if (!names || !sections || !attributes || !known || problems.length > 0) return null;
  const [firstMs, lastMs] = ends as [number | null, number | null];
  return { people, events, rows, firstMs, lastMs, names, attributes, sections, bytes };
}

function attributeOf(fields: Fields | null): Header['attributes'][number] | undefined {
  const name = fields?.string('name');
  const values = fields?.list('values', (value) => (typeof value === 'string' ? value : undefined));
  return name === undefined || !values ? undefined : { name, values };
}

function sectionOf(fields: Fields | null): Section | undefined {
  const name = fields?.string('name');
  const type = fields?.oneOf('type', TYPE_NAMES);
  const length = fields?.integer('length', 0, 2 ** 32);
  const at = fields?.integer('at', 0, MOST);
  if (name === undefined || !type || length === undefined || at === undefined) return undefined;
  return { name, type, length, at };
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(bytes: Bytes): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}
