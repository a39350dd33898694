import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of one file, unpacked as they are read. */
export interface Content {
  name: string;
  /** As it lies there, packed or not. */
  size: number;
  /** The file itself where nothing packs it: only then can it be entered in its middle. */
  plain: Blob | null;
  /** The file itself where it is in gzip and in nothing else. */
  gzip: Blob | null;
  /** From the beginning; `onRead` hears how many of the `size` bytes are behind. */
  stream(onRead?: (bytes: number) => void): ReadableStream<Bytes>;
}

export interface Head {
  bytes: Bytes;
  /** Whether these bytes are the whole file. */
  whole: boolean;
}

/** Unpacking stops where a file grows past this many times its size: no table packs so well, and memory ends. */
const MOST_GROWTH = 250;
const GROWTH_ALLOWED_BYTES = 256 * 1_048_576;

/** Thrown by a stream whose bytes are not what they claim to be. */
export class Damaged extends Error {}

export function plainContent(name: string, blob: Blob): Content {
  return { name, size: blob.size, plain: blob, gzip: null, stream: (onRead) => counted(blob, onRead) };
}

/** What is in the gzip that a content is. */
export function gunzipped({ name, size, plain, stream: packed }: Content): Content {
  const stream: Content['stream'] = (onRead) =>
    packed(onRead).pipeThrough(new DecompressionStream('gzip')).pipeThrough(bounded(name, size));
  return { name, size, plain: null, gzip: plain, stream };
}

export function counted(blob: Blob, onRead: (bytes: number) => void = () => undefined): ReadableStream<Bytes> {
  let read = 0;
  const count = new TransformStream<Bytes, Bytes>({
    transform(chunk, out) {
      read += chunk.length;
      onRead(read);
      out.enqueue(chunk);
    },
  });
  return (blob.stream() as ReadableStream<Bytes>).pipeThrough(count);
}

/** Pieces of an unpacked file are given to the browser in this size, which it may keep on disk. */
const PIECE_BYTES = 1 << 25;

/** The bytes of a content as a file of their own, which can be entered in its middle. */
export async function unpacked({ plain, stream }: Content): Promise<Blob> {
  if (plain) return plain;
  const pieces: Blob[] = [];
  let piece: Bytes[] = [];
  let size = 0;
  const reader = stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    piece.push(next.value);
    size += next.value.length;
    if (size < PIECE_BYTES) continue;
    pieces.push(new Blob(piece));
    [piece, size] = [[], 0];
  }
  return new Blob([...pieces, ...piece]);
}

/** Ends a stream in an error where it grows as only a bomb does. */
export function bounded(name: string, packed: number): TransformStream<Bytes, Bytes> {
  let out = 0;
  return new TransformStream<Bytes, Bytes>({
    transform(chunk, controller) {
      out += chunk.length;
      if (out > Math.max(GROWTH_ALLOWED_BYTES, packed * MOST_GROWTH))
        throw new Damaged(`${name} unpacks to more than ${MOST_GROWTH} times its size`);
      controller.enqueue(chunk);
    },
  });
}

/** The first bytes, at most `limit` of them. */
export async function headOf(content: Content, limit: number): Promise<Outcome<Head>> {
  if (content.plain)
    return ok({
      bytes: new Uint8Array(await content.plain.slice(0, limit).arrayBuffer()),
      whole: content.size <= limit,
    });
  const reader = content.stream().getReader();
  const bytes = new Uint8Array(limit);
  let filled = 0;
  try {
    while (filled < limit) {
      const { done, value } = await reader.read();
      if (done) return ok({ bytes: bytes.subarray(0, filled), whole: true });
      bytes.set(value.subarray(0, limit - filled), filled);
      filled += value.length;
    }
  } catch {
    // how a DecompressionStream says that the stream is cut short or corrupt; its words differ between browsers
    return fail(
      problem(
        'data/damaged',
        content.name,
        `${content.name} is packed but cannot be unpacked.`,
        'Copy or export it again.',
      ),
    );
  }
  await reader.cancel();
  return ok({ bytes, whole: false });
}
