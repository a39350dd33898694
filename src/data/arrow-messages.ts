import { Damaged, type Bytes, type Content } from './content.ts';

export interface ArrowMessage {
  kind: 'schema' | 'dictionary' | 'rows';
  /** The whole message as it stands in a stream. */
  bytes: Bytes;
  /** Bytes of the file that are behind. */
  read: number;
}

const KINDS: Partial<Record<number, ArrowMessage['kind']>> = { 1: 'schema', 2: 'dictionary', 3: 'rows' };
const CONTINUES = 0xffffffff;
const MAGIC_BYTES = 8;
const MOST_HEADER_BYTES = 1 << 26;
const MOST_BODY_BYTES = 2 ** 31 - 2 ** 16;

/**
 * The messages of Arrow IPC, one by one; those of a file stand in it as those of a stream do, behind its first eight bytes.
 * https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
 */
export async function* arrowMessages(content: Content): AsyncGenerator<ArrowMessage, void> {
  const reader = new ByteReader(content);
  try {
    const start = await reader.take(MAGIC_BYTES);
    const isFile = start?.[0] === 0x41;
    let prefix = isFile ? await reader.take(8) : start;
    for (; prefix; prefix = await reader.take(8)) {
      const view = new DataView(prefix.buffer, prefix.byteOffset, 8);
      const length = view.getInt32(4, true);
      // a file may end in its footer without a sign that the stream ends
      if (length === 0 || (isFile && view.getUint32(0, true) !== CONTINUES)) return;
      if (view.getUint32(0, true) !== CONTINUES || length < 0 || length > MOST_HEADER_BYTES) throw cut(content);
      const header = await reader.take(length);
      const { kind, body } = header ? headerOf(header) : { kind: undefined, body: -1 };
      if (!header || body < 0 || body > MOST_BODY_BYTES) throw cut(content);
      const rest = await reader.take(body);
      if (!rest) throw cut(content);
      const bytes = new Uint8Array(8 + length + body);
      bytes.set(prefix);
      bytes.set(header, 8);
      bytes.set(rest, 8 + length);
      if (kind) yield { kind, bytes, read: reader.read };
    }
    // a stream may just end; a file that does so was cut
    if (isFile) throw cut(content);
  } finally {
    await reader.close();
  }
}

const cut = ({ name }: Content): Damaged => new Damaged(`${name} is damaged or cut short`);

/** Kind and length of body stand in fields 1 and 3 of a flatbuffer. */
function headerOf(header: Bytes): { kind: ArrowMessage['kind'] | undefined; body: number } {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  try {
    const table = view.getUint32(0, true);
    const fields = table - view.getInt32(table, true);
    const place = (field: number) =>
      4 + 2 * field < view.getUint16(fields, true) ? view.getUint16(fields + 4 + 2 * field, true) : 0;
    const [kindAt, bodyAt] = [place(1), place(3)];
    return {
      kind: kindAt === 0 ? undefined : KINDS[view.getUint8(table + kindAt)],
      body: bodyAt === 0 ? 0 : Number(view.getBigInt64(table + bodyAt, true)),
    };
  } catch (error) {
    // a RangeError is how a DataView says that a place is outside of it
    if (error instanceof RangeError) return { kind: undefined, body: -1 };
    throw error;
  }
}

/** So many bytes at a time: slices of a file that lies there as it is, else of what is unpacked. */
class ByteReader {
  /** Bytes of the file that are behind. */
  read = 0;
  #at = 0;
  #chunks: Bytes[] = [];
  #filled = 0;
  readonly #reader: ReadableStreamDefaultReader<Bytes> | null;

  constructor(private readonly content: Content) {
    this.#reader = content.plain ? null : content.stream((bytes) => (this.read = bytes)).getReader();
  }

  /** Null where fewer are left. */
  async take(count: number): Promise<Bytes | null> {
    const { plain } = this.content;
    if (plain) {
      if (this.#at + count > plain.size) return null;
      this.#at += count;
      this.read = this.#at;
      return new Uint8Array(await plain.slice(this.#at - count, this.#at).arrayBuffer());
    }
    while (this.#filled < count) {
      const { done, value } = await this.#reader!.read();
      if (done) return null;
      this.#chunks.push(value);
      this.#filled += value.length;
    }
    return this.#shift(count);
  }

  async close(): Promise<void> {
    await this.#reader?.cancel().catch(() => undefined); // a stream that failed has nothing to cancel
  }

  #shift(count: number): Bytes {
    const out = new Uint8Array(count);
    let at = 0;
    while (at < count) {
      const [first] = this.#chunks as [Bytes];
      const part = first.subarray(0, count - at);
      out.set(part, at);
      at += part.length;
      if (part.length === first.length) this.#chunks.shift();
      else this.#chunks[0] = first.subarray(part.length);
    }
    this.#filled -= count;
    return out;
  }
}
