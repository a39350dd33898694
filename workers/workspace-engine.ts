import { parseSetup } from '#data/parse-setup.ts';
import type { GivenSetup } from '#data/resolve-setup.ts';
import type { InputFile, OnProgress, OpenedLog as Opening, Ticket } from '#engine/protocol.ts';
import type { OpenedWorkspace, PageChange, WorkspaceApi, WorkspaceListener } from '#engine/workspace-protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import { fail, ok, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { browserStore } from '#workspace/browser.ts';
import { exportBundle } from '#workspace/bundle.ts';
import { importBundle } from '#workspace/import-bundle.ts';
import type { Manifest } from '#workspace/manifest.ts';
import { elsewhere, type WorkspaceChange } from '#workspace/save.ts';
import type { WorkspaceStore } from '#workspace/store.ts';
import { Engine } from './engine.ts';
import { changeOf, savedWith } from './saved-opening.ts';

/** The workspace that is open here. */
interface Open {
  id: string;
  /** Another tab has it. */
  readOnly: boolean;
  /** Ids of the files in it. */
  sources: ReadonlySet<string>;
  /** The log that is saved in it. */
  log: EventLog | null;
}

interface Restored {
  files: File[];
  log: Opening | null;
  saved: EventLog | null;
}

/** The engine with the browser's storage: it has the files and the log, so it is the one that saves them. */
export class WorkspaceEngine extends Engine implements WorkspaceApi {
  #store: Promise<Outcome<WorkspaceStore>> | undefined;
  #open: Open | null = null;
  /** One change of what is open or saved after the other: each finds what the last one left. */
  #last: Promise<unknown> = Promise.resolve();
  /** Opening a workspace; files that are opened meanwhile come after it, or it would take their place. */
  #restoring: Promise<unknown> = Promise.resolve();

  override async open(files: InputFile[], given: GivenSetup | null, ticket: Ticket, onProgress?: OnProgress) {
    await this.#restoring;
    return super.open(files, given, ticket, onProgress);
  }

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
    const opening = this.#inOrder((store) => this.#opening(store, id, take, listener, ticket, onProgress));
    this.#restoring = opening;
    return opening;
  }

  saveWorkspace(
    { of, as, ...change }: PageChange,
    listener: WorkspaceListener,
    onProgress?: OnProgress,
  ): Promise<Outcome<Manifest>> {
    return this.#inOrder(async (store) => {
      if (of !== undefined && of !== (this.#open?.id ?? null)) return notOpen();
      if (!this.#open && as !== undefined) await this.#goOn(store, as, listener);
      const before = this.#open;
      if (before?.readOnly) return elsewhere();
      const log = this.#logChange();
      const onBytes = (written: number, of: number) =>
        onProgress?.({ doing: 'Saving the workspace', share: of === 0 ? null : written / of });
      const { name = 'Workspace', ...rest } = { ...change, ...log?.change };
      const saved = before
        ? await store.save(before.id, { ...change, ...log?.change }, onBytes)
        : await store.create(name, rest, onBytes, as);
      if (!saved.ok) return saved;
      const { id } = saved.value;
      this.#open = {
        id,
        readOnly: this.#open?.readOnly ?? false,
        sources: sourcesOf(saved.value),
        log: log ? log.log : (before?.log ?? null),
      };
      return before ? saved : store.acquire(id, this.#holder(id, listener));
    });
  }

  async leaveWorkspace(id?: string): Promise<void> {
    await this.#inOrder(async (store) => {
      const before = this.#open;
      if (id !== undefined && before?.id !== id) return ok(null);
      this.#open = null;
      if (before && !before.readOnly) await store.release(before.id);
      return ok(null);
    });
  }

  renameWorkspace(id: string, name: string) {
    return this.#inOrder((store) => store.rename(id, name));
  }

  duplicateWorkspace(id: string, name: string) {
    return this.#inOrder((store) => store.duplicate(id, name));
  }

  exportWorkspace(id: string, passphrase: string | null) {
    return this.#inOrder(async (store) => {
      const bundle = await exportBundle(store, id, { log: true, ...(passphrase !== null && { passphrase }) });
      if (!bundle.ok) return bundle;
      const { fileName, stream } = bundle.value;
      // the browser keeps what such a body grows to on the disk, and not every browser hands streams to the page
      return ok({ fileName, content: await new Response(stream).blob() });
    });
  }

  importWorkspace(file: File, passphrase: string | null, onProgress?: OnProgress) {
    return this.#inOrder((store) =>
      importBundle(store, file, {
        ...(passphrase !== null && { passphrase }),
        onBytes: (written, of) =>
          onProgress?.({ doing: `Importing ${file.name}`, share: of === 0 ? null : written / of }),
      }),
    );
  }

  removeWorkspace(id: string) {
    return this.#inOrder(async (store) => {
      const removed = await store.remove(id);
      if (removed.ok && this.#open?.id === id) this.#open = null;
      return removed;
    });
  }

  eraseEverything() {
    return this.#inOrder(async (store) => {
      const erased = await store.eraseEverything();
      if (erased.ok) this.#open = null;
      return erased;
    });
  }

  storage() {
    return this.#withStore(async (store) => ok(await store.storage()));
  }

  /** What was open before stays open where this fails. */
  async #opening(
    store: WorkspaceStore,
    id: string,
    take: boolean,
    listener: WorkspaceListener,
    ticket: Ticket,
    onProgress: OnProgress | undefined,
  ): Promise<Outcome<OpenedWorkspace>> {
    const before = this.#open;
    const held = await store.acquire(id, this.#holder(id, listener), take);
    const readOnly = !held.ok && held.problems[0]?.code === 'workspace/elsewhere';
    const manifest = readOnly ? await store.read(id) : held;
    if (!manifest.ok) return manifest;
    const warnings: Problem[] = [];
    const restored = await this.#restored(store, manifest.value, warnings, ticket, onProgress);
    const left = restored.ok ? before?.id : id;
    const stays = restored.ok ? id : before?.id;
    if (left !== undefined && left !== stays) await store.release(left);
    if (!restored.ok) return restored;
    const { files, log, saved } = restored.value;
    this.#open = { id, readOnly, sources: sourcesOf(manifest.value), log: saved };
    return ok({ manifest: manifest.value, files, log, readOnly, warnings });
  }

  /** The saved log where it is whole and of this version, else one made anew of the saved files. */
  async #restored(
    store: WorkspaceStore,
    { id, sources, setup, log }: Manifest,
    warnings: Problem[],
    ticket: Ticket,
    onProgress: OnProgress | undefined,
  ): Promise<Outcome<Restored>> {
    const files: File[] = [];
    for (const source of sources) {
      const file = await store.source(id, source.id);
      if (!file.ok) return file;
      files.push(file.value);
    }
    if (files.length === 0) return ok({ files, log: null, saved: null });
    const inputs = files.map((blob, i) => ({ id: sources[i]!.id, name: sources[i]!.name, blob }));
    const read = log && (await store.log(id));
    const saved = read?.ok ? savedWith(read.value, log!.overview) : null;
    if (saved) {
      const opening = await this.restore(inputs, saved.opening, saved.saved);
      return ok({ files, log: opening, saved: saved.saved.log });
    }
    if (read && !read.ok) warnings.push(...read.problems.map((each) => ({ ...each, severity: 'warning' as const })));
    const given = setup === null ? null : parseSetup(setup);
    if (given && !given.ok) warnings.push(...given.problems.map((each) => ({ ...each, severity: 'warning' as const })));
    const opened = await super.open(inputs, given?.ok ? given.value : null, ticket, onProgress);
    return opened.ok ? ok({ files, log: opened.value, saved: null }) : opened;
  }

  /**
   * Files, how they are read and what they became, where that is not saved yet: all that the page has no hand in.
   * Files of which the workspace has none are another subject: they never take the place of what is saved.
   */
  #logChange(): { change: WorkspaceChange; log: EventLog } | null {
    const { current } = this;
    const open = this.#open;
    if (!current || current.opened.log === open?.log) return null;
    if (open && open.sources.size > 0 && !current.files.some(({ id }) => id !== undefined && open.sources.has(id)))
      return null;
    return { change: changeOf(current, open?.sources ?? new Set()), log: current.opened.log };
  }

  /** Where a worker made this workspace and died before it could tell, it is the one that is open. */
  async #goOn(store: WorkspaceStore, id: string, listener: WorkspaceListener): Promise<void> {
    const made = await store.acquire(id, this.#holder(id, listener));
    if (made.ok) this.#open = { id, readOnly: false, sources: sourcesOf(made.value), log: null };
  }

  #holder(id: string, listener: WorkspaceListener) {
    return {
      asked: () => listener.asked(),
      lost: () => {
        if (this.#open?.id === id) this.#open = { ...this.#open, readOnly: true };
        listener.lost();
      },
    };
  }

  #inOrder<T>(work: (store: WorkspaceStore) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const turn = this.#last.then(() => this.#withStore(work));
    this.#last = turn;
    return turn;
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

const notOpen = (): Outcome<never> =>
  fail(
    problem(
      'workspace/notOpen',
      '',
      'The workspace to save is not open any more.',
      'Open it again from the list on Start.',
    ),
  );

const sourcesOf = ({ sources }: Manifest): ReadonlySet<string> => new Set(sources.map(({ id }) => id));
