import { makeZip, predictLength } from 'client-zip';
import { crc32 } from '#data/crc32.ts';
import { isObject } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Bytes } from './folder.ts';
import type { Manifest } from './manifest.ts';
import { sealed, sealedBytes } from './seal.ts';
import type { WorkspaceStore } from './store.ts';

export const MANIFEST_PART = 'manifest.json';
export const CHECKSUMS_PART = 'checksums.json';
export const sourcePart = (id: string): string => `sources/${id}`;
export const logPart = (file: string): string => `logs/${file}`;

export interface ExportOptions {
  /** Whether the log comes along: larger, and opened without reading the sources again. */
  log: boolean;
  /** Seals the file where it is given. */
  passphrase?: string;
}

export interface Bundle {
  fileName: string;
  bytes: number;
  /** Comes as it is read from storage; fails where the workspace is changed meanwhile. */
  stream: ReadableStream<Bytes>;
}

/** A workspace as one file: a zip of its files, sealed where there is a passphrase. */
export async function exportBundle(
  store: WorkspaceStore,
  id: string,
  options: ExportOptions,
): Promise<Outcome<Bundle>> {
  const { passphrase } = options;
  if (passphrase === '') return fail(problem('workspace/passphrase', '', 'The passphrase is empty.'));
  const read = await store.read(id);
  if (!read.ok) return read;
  const manifest: Manifest = options.log ? read.value : { ...read.value, log: null };
  const files: [string, File][] = [];
  for (const source of manifest.sources) {
    const file = await store.source(id, source.id);
    if (!file.ok) return file;
    files.push([sourcePart(source.id), file.value]);
  }
  if (manifest.log) {
    const file = await store.logFile(id);
    if (!file.ok) return file;
    files.push([logPart(manifest.log.file), file.value]);
  }
  const described = new TextEncoder().encode(JSON.stringify(manifest));
  const none = checksumsText([...files.map(([name]) => [name, 0] as const), [MANIFEST_PART, 0]]);
  const bytes = Number(
    predictLength([
      ...files.map(([name, { size }]) => ({ name, size })),
      { name: MANIFEST_PART, size: described.length },
      { name: CHECKSUMS_PART, size: none.length },
    ]),
  );
  const zip = makeZip(partsOf(manifest, files, described)) as ReadableStream<Bytes>;
  const fileName = `${manifest.name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '-')}.sojourn`;
  if (passphrase === undefined) return ok({ fileName, bytes, stream: zip });
  return ok({ fileName, bytes: sealedBytes(bytes), stream: await sealed(zip, passphrase) });
}

async function* partsOf(manifest: Manifest, files: [string, File][], described: Bytes) {
  const lastModified = new Date(manifest.savedMs);
  const sums: [string, number][] = [];
  for (const [name, file] of files) {
    let sum = 0;
    const summed = new TransformStream<Bytes, Bytes>({
      transform(bytes, out) {
        sum = crc32(bytes, sum);
        out.enqueue(bytes);
      },
      flush: () => void sums.push([name, sum]),
    });
    const input = (file.stream() as ReadableStream<Bytes>).pipeThrough(summed);
    yield { name, input, size: file.size, lastModified };
  }
  yield { name: MANIFEST_PART, input: described, lastModified };
  sums.push([MANIFEST_PART, crc32(described)]);
  yield { name: CHECKSUMS_PART, input: checksumsText(sums), lastModified };
}

/** As many bytes whatever the sums are. */
const checksumsText = (sums: (readonly [string, number])[]): Bytes =>
  new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(sums.map(([name, sum]) => [name, sum.toString(16).padStart(8, '0')]))),
  );

/** CRC-32 by name of the part; null where the text is none of these. */
export function checksumsIn(text: string): Map<string, number> | null {
  try {
    const value: unknown = JSON.parse(text);
    const sums = isObject(value) ? Object.entries(value) : [];
    if (!sums.every((sum): sum is [string, string] => /^[0-9a-f]{8}$/.test(String(sum[1])))) return null;
    return new Map(sums.map(([name, sum]) => [name, parseInt(sum, 16)]));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
