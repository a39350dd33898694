import { makeZip } from 'client-zip';
import { afterAll, describe, expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import {
  codeOf,
  contentsOf,
  newSource,
  removeTemporaryFolders,
  smallLog,
  storeIn,
  temporaryFolder,
  valueOf,
} from '../../tests/support/workspaces.ts';
import { exportBundle, type ExportOptions } from './bundle.ts';
import { importBundle } from './import-bundle.ts';
import type { WorkspaceStore } from './store.ts';

afterAll(removeTemporaryFolders);

async function withWorkspace() {
  const store = await storeIn(temporaryFolder());
  const { id } = valueOf(
    await store.create('Shop: “Q1”', {
      sources: [newSource('a.csv', 3_000), newSource('../../etc/ü.csv', 70), newSource('empty', 0)],
      setup: { tables: [1] },
      log: { log: smallLog(40), overview: { people: 40 } },
      analyses: [{ id: 'x', name: 'Funnel', document: { steps: [] } }],
      screen: 'data',
    }),
  );
  return { store, id, contents: (await contentsOf(store, id)) as object };
}

async function bytesOf(store: WorkspaceStore, id: string, options: ExportOptions): Promise<Uint8Array<ArrayBuffer>> {
  const bundle = valueOf(await exportBundle(store, id, options));
  const bytes = new Uint8Array(await new Response(bundle.stream).arrayBuffer());
  expect(bytes.length).toBe(bundle.bytes);
  expect(bundle.fileName).toBe('Shop- “Q1”.sojourn');
  return bytes;
}

const file = (bytes: Uint8Array<ArrayBuffer>): File => new File([bytes], 'shop.sojourn');

/** Imports into an empty store and tells what came of it: the contents, or the code, and then that nothing is left. */
async function imported(bytes: Uint8Array<ArrayBuffer>, passphrase?: string): Promise<unknown> {
  const store = await storeIn(temporaryFolder());
  const outcome = await importBundle(store, file(bytes), passphrase === undefined ? {} : { passphrase });
  const listed = valueOf(await store.list());
  expect(listed).toHaveLength(outcome.ok ? 1 : 0);
  return outcome.ok ? contentsOf(store, outcome.value.id) : codeOf(outcome);
}

describe('an exported workspace', () => {
  test('comes back as it was, with its log and without', async () => {
    const { store, id, contents } = await withWorkspace();
    expect(await imported(await bytesOf(store, id, { log: true }))).toEqual(contents);
    expect(await imported(await bytesOf(store, id, { log: false }))).toEqual({
      ...contents,
      people: null,
      overview: null,
    });
  });

  test('can be imported twice beside its original', async () => {
    const { store, id, contents } = await withWorkspace();
    const bytes = await bytesOf(store, id, { log: true });
    for (let i = 0; i < 2; i++) {
      const copy = valueOf(await importBundle(store, file(bytes)));
      expect(await contentsOf(store, copy.id)).toEqual(contents);
    }
    expect(valueOf(await store.list())).toHaveLength(3);
  });

  test('is refused wherever it is cut, and wherever a bit is flipped that says anything', async () => {
    const { store, id, contents } = await withWorkspace();
    const bytes = await bytesOf(store, id, { log: true });
    const { int } = random(1);
    for (let i = 0; i < 40; i++) expect(await imported(bytes.slice(0, int(bytes.length)))).toMatch(/^workspace\//);
    for (let i = 0; i < 250; i++) {
      const wrong = bytes.slice();
      wrong[int(bytes.length)]! ^= 1 << int(8);
      const came = await imported(wrong);
      if (typeof came === 'string') expect(came).toMatch(/^workspace\/|^document\//);
      else expect(came).toEqual(contents);
    }
  });
});

describe('a sealed workspace', () => {
  test('opens with its passphrase however that is typed, and with no other', async () => {
    const { store, id, contents } = await withWorkspace();
    const bytes = await bytesOf(store, id, { log: true, passphrase: 'caf\u00e9 noir' });
    expect(await imported(bytes, 'cafe\u0301 noir')).toEqual(contents);
    expect(await imported(bytes, 'Café noir')).toBe('workspace/passphrase');
    expect(await imported(bytes)).toBe('workspace/locked');
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/manifest|aaaa/);
    expect(codeOf(await exportBundle(store, id, { log: true, passphrase: '' }))).toBe('workspace/passphrase');
  });
});

describe('a hostile bundle', () => {
  const MANIFEST = {
    sojourn: 1,
    id: '0123456789abcdef',
    name: 'Evil',
    revision: 1,
    createdMs: 0,
    savedMs: 0,
    sources: [{ id: '00112233aabbccdd', name: 'a', bytes: 3, lastModifiedMs: 0, stored: 'copy' }],
    setup: null,
    log: null,
    analyses: [],
    screen: null,
  };
  const SUM_OF_ABC = '352441c2';
  const PART = 'sources/00112233aabbccdd';

  async function bundleOf(
    manifest: unknown,
    parts: [string, string][],
    sums?: object,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { crc32 } = await import('#data/crc32.ts');
    const text = JSON.stringify(manifest);
    const sum = crc32(new TextEncoder().encode(text)).toString(16).padStart(8, '0');
    const checksums = JSON.stringify(sums ?? { 'manifest.json': sum, [PART]: SUM_OF_ABC });
    const all = [...parts, ['manifest.json', text], ['checksums.json', checksums]];
    const zip = makeZip(all.map(([name, input]) => ({ name, input: input! })));
    return new Uint8Array(await new Response(zip as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
  }

  test('ends in a problem and leaves nothing behind', async () => {
    const good: [string, string][] = [[PART, 'abc']];
    const [source] = MANIFEST.sources;
    expect(await imported(await bundleOf(MANIFEST, good))).toMatchObject({ name: 'Evil' });
    const cases: [unknown, [string, string][], object?][] = [
      [{ ...MANIFEST, sources: [{ ...source, id: '../../../../x' }] }, good],
      [MANIFEST, [['sources/../00112233aabbccdd', 'abc']]],
      [MANIFEST, []],
      [MANIFEST, [...good, ['sources/more', 'abc']]],
      [MANIFEST, [...good, ...good]],
      [MANIFEST, [[PART, 'abd']]],
      [MANIFEST, good, {}],
      [MANIFEST, good, []],
      [{ ...MANIFEST, sources: [{ ...source, bytes: 4 }] }, good],
      [{ ...MANIFEST, sources: [{ ...source, bytes: 2 }] }, good],
      [{ ...MANIFEST, sources: [{ ...source, bytes: 1e15 }] }, good],
      [{ ...MANIFEST, log: { file: '0000000000000000', bytes: 1, overview: null } }, good],
      [{ ...MANIFEST, sojourn: 2 }, good],
      [{ ...MANIFEST, later: true }, good],
      ['text', good],
    ];
    for (const [manifest, parts, sums] of cases)
      expect(await imported(await bundleOf(manifest, parts, sums)), JSON.stringify(manifest)).toMatch(
        /^(workspace|document)\//,
      );
    expect(await imported(new TextEncoder().encode('no zip'))).toBe('workspace/damaged');
    expect(await imported(new Uint8Array())).toBe('workspace/damaged');
  });
});
