import { expect, test } from 'vitest';
import { Damaged } from '#data/content.ts';
import { random } from '../../tests/support/random.ts';
import { codeOf, valueOf } from '../../tests/support/workspaces.ts';
import type { Bytes } from './folder.ts';
import { isSealed, opened, sealed, sealedBytes } from './seal.ts';

const CHUNK = 1_048_576;
const PASSPHRASE = 'correct horse battery staple';

const bytesOf = async (stream: ReadableStream<Bytes>): Promise<Bytes> =>
  new Uint8Array(await new Response(stream).arrayBuffer());

const seal = async (plain: Bytes): Promise<Bytes> =>
  bytesOf(await sealed(new Blob([plain]).stream() as ReadableStream<Bytes>, PASSPHRASE));

const open = async (bytes: Bytes): Promise<Bytes> => bytesOf(valueOf(await opened(new Blob([bytes]), PASSPHRASE)));

function plainOf(length: number): Bytes {
  const { int } = random(length);
  return new Uint8Array(length).map(() => int(256));
}

test('what is sealed opens again, at every size around a chunk', async () => {
  for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5]) {
    const plain = plainOf(size);
    const bytes = await seal(plain);
    expect(bytes.length).toBe(sealedBytes(size));
    expect(await isSealed(new Blob([bytes]))).toBe(true);
    expect(Buffer.compare(await open(bytes), plain)).toBe(0);
  }
});

test('the same is sealed in another way each time', async () => {
  const [one, other] = [await seal(plainOf(100)), await seal(plainOf(100))];
  expect(Buffer.compare(one.subarray(-100), other.subarray(-100))).not.toBe(0);
});

test('what was cut, moved or changed does not open', async () => {
  const bytes = await seal(plainOf(2 * CHUNK + 5));
  const start = bytes.length - (2 * CHUNK + 5) - 3 * 16;
  const piece = CHUNK + 16;
  const chunk = (n: number) => bytes.subarray(start + n * piece, Math.min(bytes.length, start + (n + 1) * piece));
  const head = bytes.subarray(0, start);
  const joined = async (...parts: Bytes[]) => new Uint8Array(await new Blob(parts).arrayBuffer());
  const flipped = (at: number) => {
    const wrong = bytes.slice();
    wrong[at]! ^= 1;
    return wrong;
  };
  const wrong = [
    head,
    await joined(head, chunk(0)),
    await joined(head, chunk(0), chunk(1)),
    await joined(head, chunk(1), chunk(0), chunk(2)),
    await joined(head, chunk(0), chunk(0), chunk(2)),
    await joined(head, chunk(2)),
    bytes.subarray(0, bytes.length - 1),
    await joined(bytes, new Uint8Array(1)),
    flipped(start),
    flipped(start + piece + 9),
    flipped(bytes.length - 1),
  ];
  for (const one of wrong) await expect(open(one)).rejects.toThrow(Damaged);
});

test('a beginning that is not what it was is told from a wrong passphrase where that can be', async () => {
  const bytes = await seal(plainOf(10));
  const end = bytes.length - 10 - 16;
  const code = async (wrong: Bytes) => codeOf(await opened(new Blob([wrong]), PASSPHRASE));
  for (const length of [0, 8, 11, 40, end - 1]) expect(await code(bytes.slice(0, length))).toBe('workspace/damaged');
  const other = (from: string, to: string): Bytes =>
    new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));
  // fewer iterations would let others guess
  expect(await code(other('600000', '000001'))).toBe('workspace/damaged');
  expect(await code(other('600000', '999999999'))).toBe('workspace/damaged');
  expect(await code(other('AES-256-GCM', 'AES-128-GCM'))).toBe('workspace/damaged');
  expect(await code(other('600000', '600001'))).toBe('workspace/passphrase');
});
