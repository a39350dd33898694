import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import { answered } from './storage.ts';
import { WorkspaceStore } from './store.ts';

const GRACE_MS = 500;
const PATIENCE_MS = 10_000;

/** The workspaces of this site, in a page or a worker. */
export async function browserStore(): Promise<Outcome<WorkspaceStore>> {
  // absent where the site is not served securely, in some private windows and in browsers of before September 2025
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.getDirectory || !('createWritable' in FileSystemFileHandle.prototype))
    return fail(
      problem(
        'workspace/unsupported',
        '',
        'This browser, or this window, has no storage to save workspaces in.',
        'Export what you want to keep, or use a current browser and no private window.',
      ),
    );
  const tabs = {
    locks: (navigator.locks as LockManager | undefined) ?? null,
    channel: () => new BroadcastChannel('sojourn/workspaces'),
    graceMs: GRACE_MS,
    patienceMs: PATIENCE_MS,
  };
  return answered(async () =>
    ok(await WorkspaceStore.open(await storage.getDirectory(), { tabs, storage, now: () => Date.now() })),
  );
}
