import { afterAll, describe, expect, test } from 'vitest';
import { Faults } from '../../tests/support/disk-folder.ts';
import { TabLocks, tabsOf } from '../../tests/support/tab-locks.ts';
import {
  ALONE,
  codeOf,
  newSource,
  removeTemporaryFolders,
  storeIn,
  temporaryFolder,
  valueOf,
} from '../../tests/support/workspaces.ts';
import type { WorkspaceStore } from './store.ts';

afterAll(removeTemporaryFolders);

/** Two tabs of one browser, and what the first hears. */
async function twoTabs(name: string, answers: boolean, patienceMs: number) {
  const path = temporaryFolder();
  const locks = new TabLocks();
  const tab = () => storeIn(path, new Faults(), false, { ...ALONE, tabs: tabsOf(locks, name, patienceMs) });
  const [first, second] = [await tab(), await tab()];
  const { id } = valueOf(await first.create('Shared'));
  const heard: string[] = [];
  const holderOf = (store: WorkspaceStore, called: string) => ({
    asked: async () => {
      heard.push(`${called} asked`);
      if (!answers) await new Promise(() => undefined);
      valueOf(await store.save(id, { screen: `saved by ${called}` }));
    },
    lost: () => void heard.push(`${called} lost`),
  });
  valueOf(await first.acquire(id, holderOf(first, 'first')));
  return { id, first, second, heard, holder: holderOf(second, 'second') };
}

describe('a workspace in two tabs', () => {
  test('is written by the one that has it, and read by both', async () => {
    const { id, first, second, heard, holder } = await twoTabs('one', true, 1_000);
    expect(codeOf(await second.acquire(id, holder))).toBe('workspace/elsewhere');
    expect(codeOf(await second.rename(id, 'Mine'))).toBe('workspace/elsewhere');
    expect(codeOf(await second.remove(id))).toBe('workspace/elsewhere');
    expect(valueOf(await second.read(id)).name).toBe('Shared');
    valueOf(await first.rename(id, 'Ours'));
    await first.release(id);
    expect(valueOf(await second.acquire(id, holder)).name).toBe('Ours');
    expect(heard).toEqual([]);
    await second.release(id);
  });

  test('goes to the one that takes it, once the other has saved', async () => {
    const { id, first, second, heard, holder } = await twoTabs('two', true, 10_000);
    const taken = valueOf(await second.acquire(id, holder, true));
    expect(taken.screen).toBe('saved by first');
    expect(heard).toEqual(['first asked', 'first lost']);
    expect(codeOf(await first.save(id, { screen: 'late' }))).toBe('workspace/elsewhere');
    valueOf(await second.save(id, { screen: 'here' }));
    // and back
    expect(
      valueOf(await first.acquire(id, { asked: () => Promise.resolve(), lost: () => undefined }, true)).screen,
    ).toBe('saved by second');
    expect(codeOf(await second.save(id, {}))).toBe('workspace/elsewhere');
    await first.release(id);
  });

  test('is taken from one that does not answer, whose unfinished save is not kept', async () => {
    const { id, first, second, heard, holder } = await twoTabs('three', false, 20);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow = {
      size: 3,
      stream: () =>
        new ReadableStream<Uint8Array>({
          async pull(to) {
            await gate;
            to.enqueue(new Uint8Array(3));
            to.close();
          },
        }),
    };
    const saving = first.save(id, { sources: [{ name: 'slow.csv', lastModifiedMs: 0, content: slow }] });
    valueOf(await second.acquire(id, holder, true));
    expect(heard).toEqual(['first asked', 'first lost']);
    valueOf(await second.save(id, { sources: [newSource('b.csv', 10)] }));
    open();
    expect(codeOf(await saving)).toBe('workspace/elsewhere');
    expect(valueOf(await second.read(id)).sources.map(({ name }) => name)).toEqual(['b.csv']);
    await second.release(id);
  });

  test('is waited for where the other is just about to let go', async () => {
    const { id, first, second, holder } = await twoTabs('wait', true, 1_000);
    const acquired = second.acquire(id, holder);
    await first.release(id);
    expect(valueOf(await acquired).name).toBe('Shared');
    await second.release(id);
  });

  test('is erased in both', async () => {
    const { id, first, second, heard } = await twoTabs('four', true, 1_000);
    valueOf(await second.eraseEverything());
    expect(heard).toContain('first lost');
    expect(codeOf(await first.save(id, { screen: 'late' }))).toBe('workspace/elsewhere');
    expect(valueOf(await second.list())).toEqual([]);
  });
});
