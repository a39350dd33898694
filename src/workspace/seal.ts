import { Damaged } from '#data/content.ts';
import { Fields } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Bytes } from './folder.ts';

const MAGIC = 'SOJSEAL1';
const LENGTH_BYTES = 4;
const MOST_HEADER_BYTES = 4_096;
const CHUNK_BYTES = 1_048_576;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
/** What OWASP asks of PBKDF2 with SHA-256; another's file may ask for more, within bounds of patience. */
const ITERATIONS = 600_000;
const MOST_ITERATIONS = 20_000_000;

/** First byte of a nonce. A chunk that is moved, or the last where it is not last, does not open. */
const CHUNK = 0;
const LAST_CHUNK = 1;
const CHECK = 2;

/** Bytes of a sealed file by those of what is in it. */
export const sealedBytes = (bytes: number): number =>
  headOf('A'.repeat(24)).length + TAG_BYTES + bytes + TAG_BYTES * Math.max(1, Math.ceil(bytes / CHUNK_BYTES));

/** Encrypts a stream with a key that a passphrase and a salt of its own make; the README tells the format. */
export async function sealed(plain: ReadableStream<Bytes>, passphrase: string): Promise<ReadableStream<Bytes>> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const head = headOf(btoa(String.fromCharCode(...salt)));
  const key = await keyOf(passphrase, salt, ITERATIONS);
  const encrypt = async (kind: number, number: number, bytes: Bytes): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.encrypt(cipher(kind, number, head), key, bytes));
  const check = await encrypt(CHECK, 0, new Uint8Array());
  const chunks = plain.pipeThrough(
    inChunks(CHUNK_BYTES, (bytes, number, last) => encrypt(last ? LAST_CHUNK : CHUNK, number, bytes)),
  );
  return chunks.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      start(out) {
        out.enqueue(head);
        out.enqueue(check);
      },
    }),
  );
}

export const isSealed = async (file: Blob): Promise<boolean> => (await file.slice(0, MAGIC.length).text()) === MAGIC;

/** Opens a sealed file. The stream ends in `Damaged` where anything was changed, moved or cut off. */
export async function opened(file: Blob, passphrase: string): Promise<Outcome<ReadableStream<Bytes>>> {
  const start = MAGIC.length + LENGTH_BYTES;
  const beginning = new DataView(await file.slice(0, start).arrayBuffer());
  const headBytes = beginning.byteLength < start ? 0 : start + beginning.getUint32(MAGIC.length, true);
  if (headBytes === 0 || headBytes > MOST_HEADER_BYTES) return damagedSeal();
  const head = new Uint8Array(await file.slice(0, headBytes + TAG_BYTES).arrayBuffer());
  const terms = termsIn(head.subarray(start, headBytes));
  if (!terms || head.length < headBytes + TAG_BYTES) return damagedSeal();
  const key = await keyOf(passphrase, terms.salt, terms.iterations);
  const decrypt = async (kind: number, number: number, bytes: Bytes): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.decrypt(cipher(kind, number, head.subarray(0, headBytes)), key, bytes));
  try {
    await decrypt(CHECK, 0, head.subarray(headBytes));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return fail(
      problem(
        'workspace/passphrase',
        '',
        'The passphrase is not that of this file.',
        'Mind capital letters. Without the passphrase nobody can open the file.',
      ),
    );
  }
  const chunks = file.slice(headBytes + TAG_BYTES).stream() as ReadableStream<Bytes>;
  return ok(
    chunks.pipeThrough(
      inChunks(CHUNK_BYTES + TAG_BYTES, async (bytes, number, last) => {
        try {
          return await decrypt(last ? LAST_CHUNK : CHUNK, number, bytes);
        } catch (error) {
          throw new Damaged('a sealed part was changed, moved or cut off', { cause: error });
        }
      }),
    ),
  );
}

const damagedSeal = (): Outcome<never> =>
  fail(problem('workspace/damaged', '', 'The beginning of this sealed file is damaged.', 'Copy or export it again.'));

/** Magic, length and terms; nothing opens where one byte of them is another. */
function headOf(salt: string): Bytes {
  const terms = {
    cipher: 'AES-256-GCM',
    derivation: 'PBKDF2-SHA-256',
    iterations: ITERATIONS,
    salt,
    chunkBytes: CHUNK_BYTES,
  };
  const json = new TextEncoder().encode(JSON.stringify(terms));
  const head = new Uint8Array(MAGIC.length + LENGTH_BYTES + json.length);
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(MAGIC.length, json.length, true);
  head.set(json, MAGIC.length + LENGTH_BYTES);
  return head;
}

function termsIn(json: Bytes): { salt: Bytes; iterations: number } | null {
  try {
    const fields = Fields.of(JSON.parse(new TextDecoder().decode(json)), '', []);
    const cipherName = fields?.oneOf('cipher', ['AES-256-GCM']);
    const derivation = fields?.oneOf('derivation', ['PBKDF2-SHA-256']);
    const iterations = fields?.integer('iterations', ITERATIONS, MOST_ITERATIONS);
    const chunkBytes = fields?.integer('chunkBytes', CHUNK_BYTES, CHUNK_BYTES);
    const salt = Uint8Array.from(atob(fields?.string('salt') ?? ''), (letter) => letter.charCodeAt(0));
    const whole = cipherName && derivation && iterations && chunkBytes && salt.length === SALT_BYTES;
    return whole ? { salt, iterations } : null;
  } catch (error) {
    // how JSON.parse and atob say that a text is none of theirs
    if (error instanceof SyntaxError || error instanceof DOMException) return null;
    throw error;
  }
}

async function keyOf(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  // one keyboard writes é as one character, another as two
  const text = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const secret = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** The key is of this file alone, so that counting makes nonces that never come twice. */
function cipher(kind: number, number: number, head: Bytes): AesGcmParams {
  const nonce = new DataView(new ArrayBuffer(12));
  nonce.setUint8(0, kind);
  nonce.setUint32(8, number);
  return { name: 'AES-GCM', iv: nonce.buffer, additionalData: head };
}

/** Cuts a stream into chunks of one size, the last one shorter or as long, and empty only where all is. */
function inChunks(
  size: number,
  change: (chunk: Bytes, number: number, last: boolean) => Promise<Bytes>,
): TransformStream<Bytes, Bytes> {
  const chunk = new Uint8Array(size);
  let filled = 0;
  let number = 0;
  return new TransformStream<Bytes, Bytes>({
    async transform(bytes, out) {
      for (let at = 0; at < bytes.length;) {
        if (filled === size) {
          out.enqueue(await change(chunk, number++, false));
          filled = 0;
        }
        const part = bytes.subarray(at, at + size - filled);
        chunk.set(part, filled);
        filled += part.length;
        at += part.length;
      }
    },
    async flush(out) {
      out.enqueue(await change(chunk.subarray(0, filled), number, true));
    },
  });
}
