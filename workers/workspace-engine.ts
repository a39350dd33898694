import type { GivenSetup } from '#data/resolve-setup.ts';
import type { InputFile, OnProgress, Ticket } from '#engine/protocol.ts';
import type { OpenedWorkspace, PageChange, WorkspaceApi, WorkspaceListener } from '#engine/workspace-protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { browserStore } from '#workspace/browser.ts';
import type { Holder } from '#workspace/hold.ts';
import type { Manifest } from '#workspace/manifest.ts';
import { newSource, type WorkspaceChange } from '#workspace/save.ts';
import type { WorkspaceStore } from '#workspace/store.ts';
import { Engine, type Current } from './engine.ts';
import { keptBeside, savedWith } from './saved-opening.ts';

/** The engine with the browser's storage: it has the files and the log, so it is the one that saves them. */
export class WorkspaceEngine extends Engine implements WorkspaceApi {
  #store: Promise<Outcome<WorkspaceStore>> | undefined;
  #open: { id: string; readOnly: boolean } | null = null;
  /** The log that is saved, and under which id each file is. */
  #savedLog: EventLog | null = null;
  #stored = new WeakMap<Blob, string>();

  listWorkspaces() {
    return this.#withStore((store) => store.list());
  }

  openWorkspace(
    id: string,
    take: boolean,
    listener: WorkspaceListener,
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<OpenedWorkspace>> {
    return this.#withStore(async (store) => {
      await this.#release(store);
      const held = await store.acquire(id, holderOf(listener), take);
      const readOnly = !held.ok && held.problems[0]?.code === 'workspace/elsewhere';
      const manifest = readOnly ? await store.read(id) : held;
      if (!manifest.ok) return manifest;
      this.#open = { id, readOnly };
      const warnings: Problem[] = [];
      const log = await this.#restored(store, manifest.value, warnings, ticket, onProgress);
      return log.ok ? ok({ manifest: manifest.value, log: log.value, readOnly, warnings }) : log;
    });
  }

  saveWorkspace(change: PageChange, listener: WorkspaceListener, onProgress?: OnProgress): Promise<Outcome<Manifest>> {
    return this.#withStore(async (store) => {
      const { current } = this;
      const whole: WorkspaceChange = {
        ...change,
        ...(current && current.opened.log !== this.#savedLog && this.#changed(current)),
      };
      const onBytes = (written: number, of: number) =>
        onProgress?.({ doing: 'Saving the workspace', share: of === 0 ? null : written / of });
      const before = this.#open;
      const { name = 'Workspace', ...rest } = whole;
      const saved = before ? await store.save(before.id, whole, onBytes) : await store.create(name, rest, onBytes);
      if (!saved.ok) return saved;
      if (current && whole.log) {
        this.#savedLog = current.opened.log;
        saved.value.sources.forEach(({ id }, i) => this.#stored.set(current.files[i]!.blob, id));
      }
      if (before || this.#open) return saved;
      this.#open = { id: saved.value.id, readOnly: false };
      return store.acquire(saved.value.id, holderOf(listener));
    });
  }

  async leaveWorkspace(): Promise<void> {
    await this.#withStore(async (store) => ok(await this.#release(store)));
  }

  renameWorkspace(id: string, name: string) {
    return this.#withStore((store) => store.rename(id, name));
  }

  duplicateWorkspace(id: string, name: string) {
    return this.#withStore((store) => store.duplicate(id, name));
  }

  removeWorkspace(id: string) {
    return this.#withStore(async (store) => {
      const removed = await store.remove(id);
      if (removed.ok && this.#open?.id === id) this.#forget();
      return removed;
    });
  }

  eraseEverything() {
    return this.#withStore(async (store) => {
      const erased = await store.eraseEverything();
      if (erased.ok) this.#forget();
      return erased;
    });
  }

  storage() {
    return this.#withStore(async (store) => ok(await store.storage()));
  }

  /** Files, how they are read and what they became: all that the page has no hand in. */
  #changed(current: Current): WorkspaceChange {
    const { files, opened, opening } = current;
    return {
      sources: files.map(({ name, blob }) => {
        const id = this.#stored.get(blob);
        return id === undefined ? newSource(blob instanceof File ? blob : new File([blob], name)) : { id };
      }),
      setup: opening.setup as unknown as NonNullable<WorkspaceChange['setup']>,
      log: { log: opened.log, overview: keptBeside(current) },
    };
  }

  /** The saved log where it is whole and of this version, else one made anew of the saved files. */
  async #restored(
    store: WorkspaceStore,
    { id, sources, setup, log }: Manifest,
    warnings: Problem[],
    ticket: Ticket,
    onProgress?: OnProgress,
  ): Promise<Outcome<OpenedWorkspace['log']>> {
    this.#savedLog = null;
    if (sources.length === 0) return ok(null);
    const files: InputFile[] = [];
    for (const source of sources) {
      const file = await store.source(id, source.id);
      if (!file.ok) return file;
      this.#stored.set(file.value, source.id);
      files.push({ name: source.name, blob: file.value });
    }
    const read = log && (await store.log(id));
    const saved = read?.ok ? savedWith(read.value, log!.overview) : null;
    if (saved) {
      const opening = await this.restore(files, saved.opening, saved.saved);
      this.#savedLog = saved.saved.log;
      return ok(opening);
    }
    if (read && !read.ok) warnings.push(...read.problems.map((each) => ({ ...each, severity: 'warning' as const })));
    return this.open(files, setup as unknown as GivenSetup | null, ticket, onProgress);
  }

  async #release(store: WorkspaceStore): Promise<void> {
    if (this.#open && !this.#open.readOnly) await store.release(this.#open.id);
    this.#forget();
  }

  #forget(): void {
    this.#open = null;
    this.#savedLog = null;
    this.#stored = new WeakMap();
  }

  async #withStore<T>(work: (store: WorkspaceStore) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const store = await (this.#store ??= browserStore());
      return store.ok ? await work(store.value) : store;
    } catch (error) {
      return fail(problem('engine/failed', '', error instanceof Error ? error.message : String(error)));
    }
  }
}

const holderOf = (listener: WorkspaceListener): Holder => ({
  asked: () => listener.asked(),
  lost: () => listener.lost(),
});
