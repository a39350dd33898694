import { Damaged, type Content as Part } from '#data/content.ts';
import { crc32 } from '#data/crc32.ts';
import { zipContents } from '#data/zip.ts';
import { fail, problem, type Outcome } from '#vocabulary/problem.ts';
import { CHECKSUMS_PART, checksumsIn, logPart, MANIFEST_PART, sourcePart } from './bundle.ts';
import type { Bytes } from './folder.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import type { SaveOptions } from './save.ts';
import { isSealed, opened } from './seal.ts';
import type { WorkspaceStore } from './store.ts';
import type { Content } from './workspace-folder.ts';

const MOST_PARTS = 100_000;
const MOST_TEXT_BYTES = 64 * 1_048_576;

export interface ImportOptions {
  /** `workspace/locked` asks for it. */
  passphrase?: string;
  onBytes?: SaveOptions['onBytes'];
}

/** Makes a new workspace of an exported one, whole or not at all. */
export async function importBundle(
  store: WorkspaceStore,
  file: File,
  options: ImportOptions = {},
): Promise<Outcome<Manifest>> {
  try {
    if (!(await isSealed(file))) return await unpacked(store, file, file.name, options);
    if (options.passphrase === undefined)
      return fail(problem('workspace/locked', file.name, `${file.name} is sealed.`, 'Give its passphrase.'));
    const plain = await opened(file, options.passphrase);
    if (!plain.ok) return plain;
    // a zip is read from its end: what is sealed is opened into a file of its own first
    return await store.withScratch(file.size, plain.value, (zip) => unpacked(store, zip, file.name, options));
  } catch (error) {
    if (error instanceof Damaged) return damaged(file.name, error.message);
    throw error;
  }
}

async function unpacked(
  store: WorkspaceStore,
  zip: Blob,
  fileName: string,
  { onBytes }: ImportOptions,
): Promise<Outcome<Manifest>> {
  const contents = await zipContents(zip, fileName, MOST_PARTS);
  if (!contents.ok) return damaged(fileName, contents.problems.map(({ message }) => message).join(' '));
  const parts = new Map(contents.value.map((part) => [part.name, part]));
  if (parts.size < contents.value.length) return damaged(fileName, 'two of its parts have one name');
  const list = parts.get(CHECKSUMS_PART);
  const sums = list ? checksumsIn(await textOf({ size: list.size, stream: () => streamOf(list) })) : null;
  if (!sums) return damaged(fileName, `${CHECKSUMS_PART} cannot be read`);

  const checked = (name: string, bytes: number | null): Content => {
    const part = parts.get(name);
    const sum = sums.get(name);
    if (!part || sum === undefined) throw new Damaged(`${name} is missing`);
    return { size: bytes ?? part.size, stream: () => streamOf(part).pipeThrough(summed(name, sum)) };
  };
  const manifest = parseManifest(await textOf(checked(MANIFEST_PART, null)));
  if (!manifest.ok) return manifest;
  const { name, sources, setup, log, analyses, screen } = manifest.value;
  const expected = new Set([
    MANIFEST_PART,
    CHECKSUMS_PART,
    ...sources.map(({ id }) => sourcePart(id)),
    ...(log ? [logPart(log.file)] : []),
  ]);
  const strange = [...parts.keys()].find((part) => !expected.has(part));
  if (strange !== undefined) return damaged(fileName, 'it holds a part that its manifest does not name');
  const change = {
    sources: sources.map(({ id, name, bytes, lastModifiedMs }) => ({
      name,
      lastModifiedMs,
      content: checked(sourcePart(id), bytes),
    })),
    setup,
    log: log && { log: checked(logPart(log.file), log.bytes), overview: log.overview },
    analyses,
    screen,
  };
  const outcome = await store.create(name, change, onBytes);
  const cut = !outcome.ok && outcome.problems.some(({ code }) => code === 'workspace/source');
  return cut ? damaged(fileName, 'a part cannot be read to the end that its manifest says') : outcome;
}

async function textOf(part: Content): Promise<string> {
  if (part.size > MOST_TEXT_BYTES) throw new Damaged('a part that describes it is too large');
  const decoder = new TextDecoder();
  let text = '';
  const reader = part.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST_TEXT_BYTES) throw new Damaged('a part that describes it is too large');
  }
}

/** What a part unpacks to. How a stream says that it cannot be unpacked differs between browsers. */
function streamOf(part: Part): ReadableStream<Bytes> {
  const reader = part.stream().getReader();
  return new ReadableStream<Bytes>({
    async pull(to) {
      try {
        const { done, value } = await reader.read();
        if (done) to.close();
        else to.enqueue(value);
      } catch (error) {
        to.error(
          error instanceof DOMException ? error : new Damaged(`${part.name} cannot be unpacked`, { cause: error }),
        );
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function summed(name: string, expected: number): TransformStream<Bytes, Bytes> {
  let sum = 0;
  return new TransformStream<Bytes, Bytes>({
    transform(bytes, out) {
      sum = crc32(bytes, sum);
      out.enqueue(bytes);
    },
    flush() {
      if (sum !== expected) throw new Damaged(`${name} is not what it was`);
    },
  });
}

const damaged = (fileName: string, why: string): Outcome<never> =>
  fail(
    problem(
      'workspace/damaged',
      fileName,
      `${fileName} is no whole exported workspace: ${why}.`,
      'Copy or export it again.',
    ),
  );
