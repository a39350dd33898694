import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Died, Faults } from '../../tests/support/disk-folder.ts';
import {
  ALONE,
  codeOf,
  contentsOf,
  filesOf,
  newSource,
  removeTemporaryFolders,
  smallLog,
  storeIn,
  temporaryFolder,
  valueOf,
} from '../../tests/support/workspaces.ts';
import type { Manifest } from './manifest.ts';
import type { WorkspaceChange } from './save.ts';
import type { WorkspaceStore } from './store.ts';

afterAll(removeTemporaryFolders);

const HOLDER = { asked: () => Promise.resolve(), lost: () => undefined };

const FIRST: WorkspaceChange = {
  sources: [newSource('a.csv', 3_000), newSource('b.csv', 200_000)],
  setup: { tables: [1] },
  log: { log: smallLog(40), overview: { people: 40 } },
  analyses: [{ id: 'x', name: 'Funnel', document: { steps: [] } }],
  screen: 'data',
};

const secondOf = ({ sources }: Manifest): WorkspaceChange => ({
  name: 'Renamed',
  sources: [newSource('c.csv', 150_000), { id: sources[1]!.id }, newSource('d.csv', 10)],
  setup: { tables: [2] },
  log: { log: smallLog(70), overview: { people: 70 } },
  screen: 'explore',
});

async function withFirst(direct: boolean): Promise<{ path: string; first: Manifest }> {
  const path = temporaryFolder();
  const store = await storeIn(path, new Faults(), direct);
  return { path, first: valueOf(await store.create('First', FIRST)) };
}

/** Does something to a copy of the folder, dying at each operation in turn until it is through without. */
async function dyingAnywhere(
  from: string,
  direct: boolean,
  act: (store: WorkspaceStore) => Promise<unknown>,
  after: (path: string, store: WorkspaceStore) => Promise<void>,
): Promise<number> {
  for (let n = 1; ; n++) {
    const path = temporaryFolder(from);
    const faults = new Faults(n);
    const store = await storeIn(path, faults, direct);
    const died = await act(store).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Died) return true;
        throw error;
      },
    );
    await after(path, await storeIn(path, new Faults(), direct));
    if (!died) return n - 1;
  }
}

describe.each([false, true])('a process that dies at any operation (writing in place: %s)', (direct) => {
  test('of a save leaves the old or the new state whole, and the next save works', async () => {
    const { path: from, first } = await withFirst(direct);
    const change = secondOf(first);
    const old = await contentsOf(await storeIn(from), first.id);
    const to = temporaryFolder(from);
    const done = await storeIn(to);
    valueOf(await done.save(first.id, change));
    const changed = await contentsOf(done, first.id);
    expect(changed).not.toEqual(old);

    const seen = new Set<string>();
    const operations = await dyingAnywhere(
      from,
      direct,
      (store) => store.save(first.id, change),
      async (path, store) => {
        const found = await contentsOf(store, first.id);
        expect([old, changed]).toContainEqual(found);
        seen.add(JSON.stringify(found));
        const opened = valueOf(await store.acquire(first.id, HOLDER));
        const { lie, should } = filesOf(path, opened);
        expect(lie).toEqual(should);
        valueOf(
          await store.save(
            first.id,
            secondOf({ ...first, sources: [first.sources[0]!, opened.sources.find(({ name }) => name === 'b.csv')!] }),
          ),
        );
        expect(await contentsOf(store, first.id)).toEqual(changed);
      },
    );
    expect(operations).toBeGreaterThan(12);
    expect(seen.size).toBe(2);
  });

  test('of making, copying or removing a workspace leaves it whole or not there, and the others as they were', async () => {
    const { path: from, first } = await withFirst(direct);
    const old = await contentsOf(await storeIn(from), first.id);
    const whole = async (store: WorkspaceStore, name: string) => {
      for (const summary of valueOf(await store.list())) {
        if (!('name' in summary)) throw new Error('damaged');
        expect(await contentsOf(store, summary.id)).toEqual({
          ...(old as object),
          name: summary.id === first.id ? 'First' : name,
        });
      }
    };
    await dyingAnywhere(
      from,
      direct,
      (store) => store.create('Made', FIRST),
      (_, store) => whole(store, 'Made'),
    );
    await dyingAnywhere(
      from,
      direct,
      (store) => store.duplicate(first.id, 'Copy'),
      (_, store) => whole(store, 'Copy'),
    );
    await dyingAnywhere(
      from,
      direct,
      (store) => store.remove(first.id),
      (_, store) => whole(store, ''),
    );
  });

  test('a full storage is told, at whatever write, and the old state stays as it was', async () => {
    const { path: from, first } = await withFirst(direct);
    const old = await contentsOf(await storeIn(from), first.id);
    for (let n = 1; ; n++) {
      const path = temporaryFolder(from);
      const store = await storeIn(path, new Faults(n, 'full'), direct);
      const outcome = await store.save(first.id, secondOf(first));
      if (outcome.ok) break;
      expect(codeOf(outcome)).toBe('workspace/full');
      expect(await contentsOf(store, first.id)).toEqual(old);
      const { lie, should } = filesOf(path, first);
      expect(lie.filter((name) => !name.endsWith('.crswap'))).toEqual(should);
    }
  });
});

describe('workspaces', () => {
  test('are listed, renamed, copied, removed and erased', async () => {
    const path = temporaryFolder();
    const store = await storeIn(path);
    const { id } = valueOf(await store.create('First', FIRST));
    const copy = valueOf(await store.duplicate(id, 'Second'));
    expect(copy.id).not.toBe(id);
    valueOf(await store.rename(id, 'Third'));
    const listed = valueOf(await store.list()).map((summary) =>
      'name' in summary ? [summary.name, summary.sources] : null,
    );
    expect(listed).toEqual([
      ['Third', 2],
      ['Second', 2],
    ]);
    valueOf(await store.remove(id));
    expect(codeOf(await store.read(id))).toBe('workspace/missing');
    expect(await contentsOf(store, copy.id)).toMatchObject({ name: 'Second', people: 40 });
    valueOf(await store.eraseEverything());
    expect(readdirSync(join(path, 'workspaces'))).toEqual([]);
    valueOf(await store.create('After'));
    expect(codeOf(await store.create(' '))).toBe('workspace/name');
  });

  test('lose their log with another setup, unless it is said to fit', async () => {
    const store = await storeIn(temporaryFolder());
    const { id } = valueOf(await store.create('First', FIRST));
    expect(valueOf(await store.save(id, { screen: 'explore' })).log).not.toBeNull();
    expect(valueOf(await store.save(id, { setup: { tables: [3] }, log: 'keep' })).log).not.toBeNull();
    expect(valueOf(await store.save(id, { setup: { tables: [4] } })).log).toBeNull();
  });

  test('tell beforehand what does not fit, and hear of bytes as they are written', async () => {
    const storage = { estimate: () => Promise.resolve({ usage: 900_000, quota: 1_000_000 }) };
    const store = await storeIn(temporaryFolder(), new Faults(), false, { ...ALONE, storage });
    const refused = await store.create('Large', FIRST);
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'workspace/full' }] });
    expect(valueOf(await store.list())).toEqual([]);
    const heard: number[] = [];
    const change = { sources: [newSource('e.csv', 90_000)] };
    valueOf(await store.create('Small', change, (written, of) => heard.push(written / of)));
    expect(heard.at(-1)).toBe(1);
  });

  test('say which file could not be read, and keep nothing of it', async () => {
    const path = temporaryFolder();
    const store = await storeIn(path);
    const { id } = valueOf(await store.create('First'));
    const gone = {
      size: 10,
      stream: () =>
        new ReadableStream<Uint8Array>({ pull: (to) => to.error(new DOMException('gone', 'NotReadableError')) }),
    };
    const shorter = { size: 10, stream: () => new Blob(['abc']).stream() };
    for (const content of [gone, shorter]) {
      const outcome = await store.save(id, { sources: [{ name: 'z.csv', lastModifiedMs: 0, content }] });
      expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'workspace/source', at: 'z.csv' }] });
    }
    expect(readdirSync(join(path, 'workspaces', id, 'sources'))).toEqual([]);
  });
});
