import { Damaged } from '#data/content.ts';
import { NotPlain } from '#data/csv-scanner.ts';

const CHUNK_BYTES = 1 << 22;

/** How browsers refuse a gzip of several members, which the other reader takes; one that is cut short it would take as well. */
const SEVERAL_MEMBERS = /junk|extra|trailing|after the end/i;

/** A file that changed on disk is a DOMException; whatever else a DecompressionStream says is damage. */
const cutShort = (error: unknown): unknown =>
  error instanceof DOMException ? error : new Damaged('The gzip is damaged or cut short');

/** A file's bytes in pieces of about 4 MB, unpacked where it is gzip. Each piece is the reader's own. */
export async function* chunksOf(blob: Blob, gzip: boolean): AsyncGenerator<{ bytes: Uint8Array; last: boolean }, void> {
  if (!gzip) {
    const piece = (at: number) => blob.slice(at, at + CHUNK_BYTES).arrayBuffer();
    let next = piece(0);
    for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
      const bytes = new Uint8Array(await next);
      const last = at + CHUNK_BYTES >= blob.size;
      if (!last) {
        next = piece(at + CHUNK_BYTES); // read while this one is worked on
        next.catch(() => undefined); // its failure is heard above, if it is come to
      }
      yield { bytes, last };
    }
    return;
  }
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    let bytes = new Uint8Array(CHUNK_BYTES);
    let filled = 0;
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw error instanceof Error && SEVERAL_MEMBERS.test(error.message) ? new NotPlain() : cutShort(error);
      });
      if (done) break;
      for (let taken = 0; taken < value.length;) {
        const part = value.subarray(taken, taken + CHUNK_BYTES - filled);
        bytes.set(part, filled);
        filled += part.length;
        taken += part.length;
        if (filled < CHUNK_BYTES) continue;
        yield { bytes, last: false };
        bytes = new Uint8Array(CHUNK_BYTES);
        filled = 0;
      }
    }
    yield { bytes: bytes.subarray(0, filled), last: true };
  } finally {
    await reader.cancel().catch(() => undefined); // a stream that failed cannot be cancelled any more
  }
}
