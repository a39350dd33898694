import { proxy, wrap, type Remote } from 'comlink';
import workerUrl from '#workers/engine.worker.ts?worker&url';
import type { GivenSetup } from '#data/resolve-setup.ts';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { SavedSegments } from '#segments/spec.ts';
import type { Identity } from '#log/identity.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type {
  InputFile,
  OnProgress,
  PeopleAsked,
  Pointer,
  RequestMade,
  Ticket,
  WorkerApi,
  WorkerStart,
} from './protocol.ts';
import { randomName } from '#workspace/names.ts';
import type { PageChange, WorkspaceListener } from './workspace-protocol.ts';

/** A question under way. The outcome always comes: a cancelled one, and one whose engine died, come as a problem. */
export interface Call<T> {
  outcome: Promise<Outcome<T>>;
  cancel(): void;
}

export type EngineState = 'starting' | 'ready' | 'restarting';

const STOPPED = problem(
  'engine/stopped',
  '',
  'The engine stopped. Your files are unchanged.',
  'It starts again by itself and opens the same files.',
);

interface Running {
  worker: Worker;
  remote: Remote<WorkerApi>;
  /** Resolves when the worker is dead, however it died. */
  death: Promise<void>;
  /** Says that it is dead; a lock would say so too, but not every browser has locks. */
  bury(): void;
}

/** The engine as the page calls it. A worker that dies is replaced, and the files that were open are opened again. */
export class EngineClient {
  readonly #engineFiles: string;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState = 'starting';
  #running: Running;
  #nextTicket: Ticket = 1;
  /** What an engine that starts again opens once more: a workspace, and what was opened since it was saved. */
  #workspace: { id: string; listener: WorkspaceListener } | null = null;
  #unsaved: ((remote: Remote<WorkerApi>, ticket: Ticket) => Promise<unknown>) | null = null;
  #segments: SavedSegments | null = null;
  #reopened: Promise<unknown> = Promise.resolve();
  #requests: RequestMade[] = [];

  /** `engineFiles` is the absolute address of the folder with the wasm files. */
  constructor(engineFiles: string) {
    this.#engineFiles = engineFiles;
    this.#running = this.#spawn();
  }

  get state(): EngineState {
    return this.#state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Requests the worker made so far. */
  requests(): RequestMade[] {
    return this.#requests;
  }

  /** Tells how far the engine's own files are fetched. */
  watch(onProgress: OnProgress): void {
    void this.#running.remote.watch(proxy(onProgress));
  }

  inspect(files: File[]) {
    const inputs = files.map(asInput);
    return this.#call((remote, ticket) => remote.inspect(inputs, ticket));
  }

  open(files: File[], given: GivenSetup | null, onProgress?: OnProgress) {
    const inputs = files.map(asInput);
    const call = this.#call((remote, ticket) => remote.open(inputs, given, ticket, callback(onProgress)));
    void call.outcome.then((outcome) => {
      if (outcome.ok) this.#unsaved = (remote, ticket) => remote.open(inputs, given, ticket);
    });
    return call;
  }

  run(document: AnalysisDocument, onProgress?: OnProgress) {
    return this.#call((remote, ticket) => remote.run(document, ticket, callback(onProgress)));
  }

  people(document: AnalysisDocument, pointer: Pointer, page: PeopleAsked) {
    return this.#call((remote, ticket) => remote.people(document, pointer, page, ticket));
  }

  ids(document: AnalysisDocument, pointer: Pointer) {
    return this.#call((remote, ticket) => remote.ids(document, pointer, ticket));
  }

  /** An engine that starts again is told them once more. */
  saveSegments(segments: SavedSegments) {
    this.#segments = segments;
    return this.#call((remote) => remote.saveSegments(segments));
  }

  segment(document: SegmentDocument) {
    return this.#call((remote, ticket) => remote.segment(document, ticket));
  }

  segmentPeople(document: SegmentDocument, page: PeopleAsked) {
    return this.#call((remote, ticket) => remote.segmentPeople(document, page, ticket));
  }

  segmentIds(document: SegmentDocument) {
    return this.#call((remote, ticket) => remote.segmentIds(document, ticket));
  }

  segmentOverTime(document: SegmentDocument, onProgress?: OnProgress) {
    return this.#call((remote, ticket) => remote.segmentOverTime(document, ticket, callback(onProgress)));
  }

  usageIntervals() {
    return this.#call((remote, ticket) => remote.usageIntervals(ticket));
  }

  findPeople(text: string, limit: number) {
    return this.#call((remote, ticket) => remote.findPeople(text, limit, ticket));
  }

  timeline(person: string, document: AnalysisDocument | null) {
    return this.#call((remote, ticket) => remote.timeline(person, document, ticket));
  }

  rows(from: number, limit: number) {
    return this.#call((remote, ticket) => remote.rows(from, limit, ticket));
  }

  values(property: string, containing: string, limit: number) {
    return this.#call((remote, ticket) => remote.values(property, containing, limit, ticket));
  }

  profile(onProgress?: OnProgress) {
    return this.#call((remote, ticket) => remote.profile(ticket, callback(onProgress)));
  }

  sql(text: string) {
    return this.#call((remote, ticket) => remote.sql(text, ticket));
  }

  quality(onProgress?: OnProgress) {
    return this.#call((remote, ticket) => remote.quality(Date.now(), ticket, callback(onProgress)));
  }

  rawRows(rows: number[]) {
    return this.#call((remote, ticket) => remote.rawRows(rows, ticket));
  }

  whatIf(identity: Identity, document: AnalysisDocument | null, onProgress?: OnProgress) {
    return this.#call((remote, ticket) => remote.whatIf(identity, document, ticket, callback(onProgress)));
  }

  memory() {
    return this.#call((remote, ticket) => remote.memory(ticket));
  }

  freeMemory() {
    return this.#call((remote, ticket) => remote.freeMemory(ticket));
  }

  listWorkspaces() {
    return this.#call((remote) => remote.listWorkspaces());
  }

  openWorkspace(id: string, take: boolean, listener: WorkspaceListener, onProgress?: OnProgress) {
    const heard = proxy(listener);
    const call = this.#call((remote, ticket) => remote.openWorkspace(id, take, heard, ticket, callback(onProgress)));
    void call.outcome.then((outcome) => {
      if (!outcome.ok) return;
      const { files, manifest } = outcome.value;
      files.forEach((file, i) => ids.set(file, manifest.sources[i]!.id));
      this.#workspace = { id, listener };
      this.#unsaved = null;
    });
    return call;
  }

  /** The outcome comes once everything is on the disk. */
  saveWorkspace(change: PageChange, listener: WorkspaceListener, onProgress?: OnProgress) {
    const heard = proxy(listener);
    const opened = this.#unsaved;
    const call = this.#call((remote) => remote.saveWorkspace(change, heard, callback(onProgress)));
    void call.outcome.then((outcome) => {
      if (!outcome.ok) return;
      this.#workspace = { id: outcome.value.id, listener };
      if (this.#unsaved === opened) this.#unsaved = null;
    });
    return call;
  }

  leaveWorkspace(id: string) {
    if (this.#workspace?.id === id) this.#workspace = null;
    return this.#call(async (remote) => ok(await remote.leaveWorkspace(id)));
  }

  renameWorkspace(id: string, name: string) {
    return this.#call((remote) => remote.renameWorkspace(id, name));
  }

  duplicateWorkspace(id: string, name: string) {
    return this.#call((remote) => remote.duplicateWorkspace(id, name));
  }

  exportWorkspace(id: string, passphrase: string | null) {
    return this.#call((remote) => remote.exportWorkspace(id, passphrase));
  }

  importWorkspace(file: File, passphrase: string | null, onProgress?: OnProgress) {
    return this.#call((remote) => remote.importWorkspace(file, passphrase, callback(onProgress)));
  }

  removeWorkspace(id: string) {
    return this.#call((remote) => remote.removeWorkspace(id));
  }

  eraseEverything() {
    return this.#call((remote) => remote.eraseEverything());
  }

  storage() {
    return this.#call((remote) => remote.storage());
  }

  async #reopen(remote: Remote<WorkerApi>): Promise<void> {
    const workspace = this.#workspace;
    const unsaved = this.#unsaved;
    if (this.#segments) await remote.saveSegments(this.#segments);
    if (workspace) {
      const { id, listener } = workspace;
      const outcome = await remote.openWorkspace(id, false, proxy(listener), this.#nextTicket++);
      if (outcome.ok && outcome.value.readOnly) listener.lost();
    }
    await unsaved?.(remote, this.#nextTicket++);
  }

  #call<T>(ask: (remote: Remote<WorkerApi>, ticket: Ticket) => Promise<Outcome<T>>): Call<T> {
    const ticket = this.#nextTicket++;
    let asked: Running | null = null;
    let cancelled = false;
    const outcome = this.#reopened.then(() => {
      if (cancelled) return fail(problem('engine/cancelled', '', 'This was stopped.'));
      const running = (asked = this.#running);
      return Promise.race([
        this.#answer(running, ask(running.remote, ticket)),
        running.death.then(() => fail(STOPPED)),
      ]);
    });
    const cancel = () => {
      cancelled = true;
      if (asked) void asked.remote.cancel(ticket);
    };
    return { outcome, cancel };
  }

  async #answer<T>(running: Running, asked: Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const outcome = await asked;
      void running.remote.requests().then((made) => (this.#requests = made));
      if (!outcome.ok && outcome.problems.some(({ code }) => code === 'engine/memory' || code === 'engine/crashed'))
        this.#replace(running);
      return outcome;
    } catch (error) {
      // what Comlink rejects with is an error of our own making inside the worker
      return fail(problem('engine/failed', '', error instanceof Error ? error.message : String(error)));
    }
  }

  #spawn(): Running {
    const lock = `sojourn-engine-${crypto.randomUUID()}`;
    const start: WorkerStart = {
      engineFiles: this.#engineFiles,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      lock,
    };
    // A worker from a blob inherits the page's policy, one from an address does not.
    const code = `import ${JSON.stringify(new URL(workerUrl, import.meta.url).href)};`;
    const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const worker = new Worker(address, { type: 'module', name: JSON.stringify(start) });
    const remote = wrap<WorkerApi>(worker);
    let bury = () => undefined as void;
    const death = new Promise<void>((resolve) => (bury = resolve));
    worker.addEventListener('error', bury);
    void remote.ready().then(() => {
      URL.revokeObjectURL(address);
      this.#setState('ready');
      return navigator.locks?.request(lock, bury);
    });
    const running = { worker, remote, death, bury };
    void death.then(() => this.#replace(running));
    return running;
  }

  #replace(dead: Running): void {
    if (this.#running !== dead) return;
    dead.worker.terminate();
    dead.bury();
    this.#setState('restarting');
    this.#running = this.#spawn();
    const { remote, death } = this.#running;
    this.#reopened = Promise.race([this.#reopen(remote), death]);
  }

  #setState(state: EngineState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** What a file is known by, in every call and in the workspace that keeps it. */
const ids = new WeakMap<File, string>();

function asInput(file: File): InputFile {
  const id = ids.get(file) ?? randomName();
  ids.set(file, id);
  return { id, name: file.name, blob: file };
}

const callback = (onProgress: OnProgress | undefined) => onProgress && proxy(onProgress);
