import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { bounded, counted, Damaged, plainContent, type Bytes, type Content } from './content.ts';
import { crc32 } from './crc32.ts';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_COMMENT = 65_557;
const MOST_DIRECTORY_BYTES = 64 * 1_048_576;
const MOST_FILES = 1_000;
/** What all files in an archive may unpack to, in times its size; below the allowance any size will do. */
const MOST_GROWTH = 250;
const GROWTH_ALLOWED_BYTES = 256 * 1_048_576;

interface Entry {
  name: string;
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  size: number;
  at: number;
}

/**
 * The files in a zip, each read from where it lies and checked by its checksum. Its directory is read, not the headers
 * before each file, which may lie and lack the sizes. Folders and what systems leave beside files are left out.
 */
export async function zipContents(blob: Blob, file: string, mostFiles = MOST_FILES): Promise<Outcome<Content[]>> {
  const refuse = (code: string, message: string, hint: string) => fail(problem(code, file, message, hint));
  const damaged = refuse('data/damaged', `${file} begins as a zip but cannot be unpacked.`, 'Copy or export it again.');
  const bytesOf = async (from: number, to: number) => new DataView(await blob.slice(from, to).arrayBuffer());
  const tailAt = Math.max(0, blob.size - MOST_COMMENT);
  const found = await directoryOf(await bytesOf(tailAt, blob.size), tailAt, bytesOf);
  if (!found || found.size > MOST_DIRECTORY_BYTES || found.at + found.size > blob.size) return damaged;
  const entries = entriesOf(await bytesOf(found.at, found.at + found.size), found.count);
  if (!entries) return damaged;

  const files = entries.filter(({ name }) => !/\/$|(?:^|\/)(?:__MACOSX\/|\.)/.test(name));
  if (files.length === 0) return refuse('data/empty', `${file} holds no file.`, 'Choose one that holds a table.');
  if (files.length > mostFiles)
    return refuse('data/archive', `${file} holds more than ${mostFiles} files.`, 'Unpack it and add some of them.');
  const closed = files.find(({ encrypted }) => encrypted);
  if (closed) return refuse('data/archive', `${file} is locked by a password.`, 'Unpack it and add the file inside.');
  const strange = files.find(({ method }) => method !== 0 && method !== 8);
  if (strange)
    return refuse('data/archive', `${strange.name} in ${file} is packed in an unusual way.`, 'Unpack it and add it.');
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > Math.max(GROWTH_ALLOWED_BYTES, blob.size * MOST_GROWTH))
    return refuse(
      'data/archive',
      `${file} would unpack to ${Math.round(total / 1e6).toLocaleString('en-US')} MB, more than ${MOST_GROWTH} times its size.`,
      'No table packs so well: look where it comes from.',
    );

  const contents: Content[] = [];
  for (const entry of files) {
    const header = await bytesOf(entry.at, entry.at + 30);
    if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) return damaged;
    const from = entry.at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    if (from + entry.packed > blob.size) return damaged;
    contents.push(contentOf(entry, blob.slice(from, from + entry.packed)));
  }
  return ok(contents);
}

async function directoryOf(
  tail: DataView,
  tailAt: number,
  bytesOf: (from: number, to: number) => Promise<DataView>,
): Promise<{ at: number; size: number; count: number } | null> {
  for (let end = tail.byteLength - 22; end >= 0; end--) {
    if (tail.getUint32(end, true) !== END) continue;
    const said = {
      count: tail.getUint16(end + 10, true),
      size: tail.getUint32(end + 12, true),
      at: tail.getUint32(end + 16, true),
    };
    if (said.count !== 0xffff && said.size !== 0xffffffff && said.at !== 0xffffffff) return said;
    if (end < 20 || tail.getUint32(end - 20, true) !== END_64_LOCATOR) return said;
    const at = Number(tail.getBigUint64(end - 12, true));
    const large = at < tailAt + end ? await bytesOf(at, at + 56) : null;
    if (!large || large.byteLength < 56 || large.getUint32(0, true) !== END_64) return null;
    return {
      count: Number(large.getBigUint64(32, true)),
      size: Number(large.getBigUint64(40, true)),
      at: Number(large.getBigUint64(48, true)),
    };
  }
  return null;
}

function entriesOf(view: DataView, count: number): Entry[] | null {
  const entries: Entry[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) return null;
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > view.byteLength) return null;
    const entry: Entry = {
      name: nameOf(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    widen(entry, new DataView(view.buffer, view.byteOffset + at + 46 + nameLength, extraLength));
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** Sizes past 4 GB stand in a field of their own. */
function widen(entry: Entry, extra: DataView): void {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true));
    if (extra.getUint16(at, true) === 1) {
      let from = at + 4;
      for (const field of ['size', 'packed', 'at'] as const)
        if (entry[field] === 0xffffffff && from + 8 <= end) {
          entry[field] = Number(extra.getBigUint64(from, true));
          from += 8;
        }
    }
    at = end;
  }
}

function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // a TypeError is how TextDecoder says that the bytes are not in its encoding; older packers use that of their country
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function contentOf({ name, method, size, crc }: Entry, packed: Blob): Content {
  if (method === 0) return plainContent(name, packed);
  const stream: Content['stream'] = (onRead) =>
    counted(packed, onRead)
      .pipeThrough(new DecompressionStream('deflate-raw'))
      .pipeThrough(bounded(name, packed.size))
      .pipeThrough(checked(name, size, crc));
  return { name, size: packed.size, plain: null, gzip: null, stream };
}

/** Ends a stream in an error where it is not what the directory says. */
function checked(name: string, size: number, crc: number): TransformStream<Bytes, Bytes> {
  let length = 0;
  let sum = 0;
  return new TransformStream<Bytes, Bytes>({
    transform(chunk, out) {
      length += chunk.length;
      if (length > size) throw new Damaged(`${name} is longer than its archive says`);
      sum = crc32(chunk, sum);
      out.enqueue(chunk);
    },
    flush() {
      if (length !== size || sum !== crc) throw new Damaged(`${name} is damaged: its checksum does not fit`);
    },
  });
}
