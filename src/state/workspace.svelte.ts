import type { EngineClient } from '#engine/client.ts';
import type { ExportedWorkspace, OpenedWorkspace, PageChange } from '#engine/workspace-protocol.ts';
import type { OpenedLog, Progress } from '#engine/protocol.ts';
import type { Json } from '#vocabulary/fields.ts';
import { ok, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { lockName } from '#workspace/hold.ts';
import { MOST_NAME_LENGTH, type Manifest, type SavedAnalysis } from '#workspace/manifest.ts';
import { randomName } from '#workspace/names.ts';
import type { StorageFacts } from '#workspace/storage.ts';
import type { Summary } from '#workspace/store.ts';
import type { People } from './people.svelte.ts';
import type { Question } from './question.svelte.ts';
import type { Run } from './run.svelte.ts';
import { rulesOf, savedSegments } from './saved-segments.ts';
import { askedSince, screenAsJson, screenOf } from './screen.ts';
import type { Segments } from './segments.svelte.ts';
import type { Session } from './session.svelte.ts';

export type SaveState =
  | { is: 'unsaved' }
  | { is: 'saving'; share: number | null }
  | { is: 'saved'; atMs: number }
  | { is: 'failed'; problems: readonly Problem[] }
  /** Another tab has it. `taken` = from this one. */
  | { is: 'readOnly'; taken: boolean }
  | { is: 'unsupported' };

/** The id of the workspace that was open last: all that is kept outside of the workspaces. */
const LAST = 'sojourn.workspace';
/** What is typed is saved after a pause. */
const PAUSE_MS = 1000;

/** The workspace in hand: what is open is saved by itself, and is there again at the next visit. */
export class WorkspaceState {
  readonly #engine: EngineClient;
  readonly #session: Session;
  readonly #question: Question;
  readonly #run: Run;
  readonly #people: People;
  readonly #segments: Segments;
  #open = $state.raw<Manifest | null>(null);
  #state = $state.raw<SaveState>({ is: 'unsaved' });
  #problems = $state.raw<readonly Problem[]>([]);
  #list = $state.raw<readonly Summary[] | null>(null);
  #storage = $state.raw<StorageFacts | null>(null);
  #importing = $state.raw<Progress | null>(null);
  #locked = $state.raw<File | null>(null);
  /** Of analyses and segments, what is not saved yet. */
  #analyses = $state.raw<SavedAnalysis[] | null>(null);
  #place = '/';
  /** What of the session is in the workspace, and whether anything is not. */
  #files: readonly File[] = [];
  #log: OpenedLog | null = null;
  #changed = false;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(
    engine: EngineClient,
    session: Session,
    question: Question,
    run: Run,
    people: People,
    segments: Segments,
  ) {
    this.#engine = engine;
    this.#session = session;
    this.#question = question;
    this.#run = run;
    this.#people = people;
    this.#segments = segments;
  }

  get id(): string | null {
    return this.#open?.id ?? null;
  }
  get name(): string | null {
    return this.#open?.name ?? this.#session.name;
  }
  /** Analyses and segments that were given a name. */
  get analyses(): readonly SavedAnalysis[] {
    return this.#analyses ?? this.#open?.analyses ?? [];
  }
  get state(): SaveState {
    return this.#state;
  }
  /** Why something asked of a workspace could not be done, or what could not be brought back as it was. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  /** Null before the first look. */
  get list(): readonly Summary[] | null {
    return this.#list;
  }
  get storage(): StorageFacts | null {
    return this.#storage;
  }
  get importing(): Progress | null {
    return this.#importing;
  }
  /** An exported workspace that waits for its passphrase. */
  get locked(): File | null {
    return this.#locked;
  }
  /** The workspace of the last visit. */
  get last(): string | null {
    return localStorage.getItem(LAST);
  }

  /** Asks for the list of workspaces and what the browser grants. */
  async look(): Promise<void> {
    const [list, storage] = await Promise.all([this.#engine.listWorkspaces().outcome, this.#engine.storage().outcome]);
    this.#list = list.ok ? list.value : [];
    this.#storage = storage.ok ? storage.value : null;
    if (!list.ok && list.problems.some(({ code }) => code === 'workspace/unsupported'))
      this.#state = { is: 'unsupported' };
  }

  /** Another log is open: new files, or the same read in another way. */
  changedLog(): void {
    if (this.#session.log && this.#session.log !== this.#log) void this.save();
  }

  /** The question or the screen is another. */
  changedView(place: string): void {
    this.#place = place;
    if (!this.#open || this.#readOnly || JSON.stringify(this.#screen()) === JSON.stringify(this.#open.screen)) return;
    this.#changed = true;
    if (this.#state.is === 'saved') this.#state = { is: 'unsaved' };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), PAUSE_MS);
  }

  /** Keeps these analyses and segments and no others; false where another tab has the workspace. */
  saveAnalyses(analyses: SavedAnalysis[]): boolean {
    if (this.#readOnly) return false;
    this.#analyses = analyses;
    this.#tellSegments();
    void this.save();
    return true;
  }

  /** The page may be gone in a moment. */
  leaving(): void {
    void this.#flush();
  }

  /** Whether something would be lost if the page were closed now. */
  get wouldLose(): boolean {
    const unsaved = this.#session.log !== null && this.#session.log !== this.#log;
    return unsaved && (this.#state.is === 'saving' || this.#state.is === 'failed');
  }

  async save(): Promise<void> {
    this.#changed = true;
    await (this.#running ??= this.#saveAll().finally(() => (this.#running = null)));
  }

  /** Where to go, or null where it could not be opened. With `take`, from the tab that has it. */
  async open(id: string, take = false): Promise<string | null> {
    await this.#flush();
    this.#problems = [];
    const known = this.#list?.find((one) => one.id === id);
    const name = id === this.id ? this.name! : known && 'name' in known ? known.name : 'the workspace';
    const outcome = await this.#session.restore(
      name,
      (onProgress) => this.#engine.openWorkspace(id, take, this.#listener(id), onProgress),
      (opened) => this.#restored(opened),
    );
    if (!outcome) return null;
    this.#problems = outcome.ok ? outcome.value.warnings : outcome.problems;
    if (!outcome.ok) {
      if (outcome.problems.some(({ code }) => code === 'workspace/missing')) this.#missed(id, outcome.problems);
      await this.look();
      return null;
    }
    void this.look();
    return screenOf(outcome.value.manifest).place;
  }

  /** Goes on here with what another tab has. */
  takeOver(): Promise<string | null> {
    return this.id === null ? Promise.resolve(null) : this.open(this.id, true);
  }

  async rename(id: string, name: string): Promise<boolean> {
    const renamed = await this.#done(this.#engine.renameWorkspace(id, name.trim()).outcome);
    if (renamed && this.id === id) this.#open = renamed;
    return renamed !== null;
  }

  async duplicate(id: string, name: string): Promise<boolean> {
    if (id === this.id) await this.#flush();
    const copy = `${name.slice(0, MOST_NAME_LENGTH - 6)}, copy`;
    return (await this.#done(this.#engine.duplicateWorkspace(id, copy).outcome)) !== null;
  }

  async remove(id: string): Promise<boolean> {
    const outcome = await this.#engine.removeWorkspace(id).outcome;
    if (outcome.ok) this.#forget(id);
    return (await this.#done(Promise.resolve(outcome.ok ? ok(true) : outcome))) !== null;
  }

  async eraseEverything(): Promise<boolean> {
    clearTimeout(this.#timer);
    const erased = await this.#engine.eraseEverything().outcome;
    // where nothing can be kept, nothing is
    const nothing = !erased.ok && erased.problems.every(({ code }) => code === 'workspace/unsupported');
    const outcome = nothing ? ok(null) : erased;
    if (outcome.ok) {
      if (this.#open) this.#forget(this.#open.id);
      localStorage.removeItem(LAST);
    }
    return (await this.#done(Promise.resolve(outcome.ok ? ok(true) : outcome))) !== null;
  }

  /** The workspace as one file; sealed where there is a passphrase. */
  async exported(id: string, passphrase: string | null): Promise<Outcome<ExportedWorkspace>> {
    if (id === this.id) await this.#flush();
    return this.#engine.exportWorkspace(id, passphrase).outcome;
  }

  /** Makes a workspace of an exported one and opens it. Where to go, or null. */
  async import(file: File, passphrase: string | null = null): Promise<string | null> {
    this.#problems = [];
    this.#importing = { doing: `Importing ${file.name}`, share: null };
    const outcome = await this.#engine.importWorkspace(file, passphrase, (progress) => {
      if (this.#importing) this.#importing = progress;
    }).outcome;
    this.#importing = null;
    const asks = !outcome.ok && outcome.problems.some(({ code }) => /workspace\/(locked|passphrase)/.test(code));
    this.#locked = asks ? file : null;
    // the first time nobody was wrong
    this.#problems = outcome.ok || (asks && passphrase === null) ? [] : outcome.problems;
    return outcome.ok ? this.open(outcome.value.id) : null;
  }

  /** Does not open what waits for its passphrase. */
  leaveLocked(): void {
    this.#locked = null;
    this.dismiss();
  }

  dismiss(): void {
    this.#problems = [];
  }

  get #readOnly(): boolean {
    return this.#state.is === 'readOnly';
  }

  #screen(): Json {
    return screenAsJson({ place: this.#place, document: this.#question.document, draft: this.#segments.draft });
  }

  /** Saves what is not saved, once what is being saved is. */
  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#changed && this.#open && !this.#readOnly) await this.save();
  }

  async #saveAll(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      await this.#saveOnce(true);
    }
  }

  async #saveOnce(again: boolean, as = randomName()): Promise<void> {
    const { log, files, name } = this.#session;
    if (!log || this.#state.is === 'unsupported') return;
    const own = this.#open !== null && files.some((file) => this.#files.includes(file));
    if (own && this.#readOnly) return;
    this.#state = { is: 'saving', share: null };
    if (!own && this.#open) {
      const { id } = this.#open;
      this.#keepIn(null);
      await this.#engine.leaveWorkspace(id).outcome;
      if (this.#session.log !== log) return; // opened meanwhile, and saved in its turn
    }
    const of = this.#open?.id ?? null;
    const change: PageChange = { of, screen: this.#screen() };
    if (!own && name !== null) change.name = name.slice(0, MOST_NAME_LENGTH);
    if (of === null) change.as = as;
    if (this.#analyses) change.analyses = this.#analyses;
    const outcome = await this.#engine.saveWorkspace(change, this.#listener(null), ({ share }) => {
      if (this.#state.is === 'saving') this.#state = { is: 'saving', share };
    }).outcome;
    // another was opened meanwhile
    if (of !== (this.#open?.id ?? null)) return;
    if (outcome.ok) {
      this.#open = outcome.value;
      if (this.#analyses === change.analyses) this.#analyses = null;
      [this.#files, this.#log] = [files, log];
      this.#state = { is: 'saved', atMs: outcome.value.savedMs };
      localStorage.setItem(LAST, outcome.value.id);
      // what was asked while it was written is not in it
      if (JSON.stringify(this.#screen()) !== JSON.stringify(change.screen)) this.#changed = true;
      if (!own) void this.#keep();
      return;
    }
    const codes = outcome.problems.map(({ code }) => code);
    if (again && codes.includes('engine/stopped')) return this.#saveOnce(false, as);
    if (codes.includes('workspace/unsupported')) this.#state = { is: 'unsupported' };
    else if (codes.includes('workspace/elsewhere')) this.#state = { is: 'readOnly', taken: true };
    else this.#state = { is: 'failed', problems: outcome.problems };
  }

  #restored({ manifest, files, log, readOnly }: OpenedWorkspace): void {
    const here = askedSince(this.#readOnly ? this.#open : null, manifest.id, this.#question, this.#segments);
    this.#people.close();
    this.#run.clear();
    const { document, draft } = screenOf(manifest);
    this.#question.clear();
    this.#segments.clear();
    if (document) this.#question.start(document);
    if (here.document) this.#question.replace(here.document);
    for (const each of [draft, here.draft]) if (each) this.#segments.start(each);
    this.#keepIn(manifest);
    [this.#files, this.#log] = [files, log];
    this.#changed = false;
    this.#state = readOnly ? { is: 'readOnly', taken: false } : { is: 'saved', atMs: manifest.savedMs };
    localStorage.setItem(LAST, manifest.id);
    if (readOnly) void this.#onceFree(manifest.id);
  }

  /** Another workspace is in hand, or none: documents may name its saved segments. */
  #keepIn(manifest: Manifest | null): void {
    this.#open = manifest;
    this.#analyses = null;
    this.#tellSegments();
  }

  #tellSegments(): void {
    void this.#engine.saveSegments(rulesOf(savedSegments(this.analyses)));
  }

  /** Goes on here by itself once the other tab is closed; after a reload that tab may be this one's own past. */
  async #onceFree(id: string): Promise<void> {
    await navigator.locks.request(lockName(id), () => undefined);
    if (this.id === id && this.#state.is === 'readOnly' && !this.#state.taken) await this.open(id);
  }

  /** `id` is null for the one that is saved next. */
  #listener(id: string | null) {
    const own = (): boolean => id === null || id === this.id;
    return {
      asked: async () => {
        if (own()) await this.#flush();
      },
      lost: () => {
        if (own() && this.#open) this.#state = { is: 'readOnly', taken: true };
      },
    };
  }

  /** A workspace that another tab removed, or the browser: what is open here stays open, and can be saved anew. */
  #missed(id: string, problems: readonly Problem[]): void {
    if (this.last === id) localStorage.removeItem(LAST);
    if (this.id !== id) return;
    void this.#engine.leaveWorkspace(id);
    this.#problems = [];
    this.#analyses = [...this.analyses];
    this.#open = null;
    this.#state = { is: 'failed', problems };
  }

  /** A workspace is gone; where it was open, so is what it held. */
  #forget(id: string): void {
    if (this.last === id) localStorage.removeItem(LAST);
    if (this.id !== id) return;
    clearTimeout(this.#timer);
    this.#keepIn(null);
    [this.#files, this.#log, this.#changed] = [[], null, false];
    this.#state = { is: 'unsaved' };
    this.#people.close();
    this.#question.clear();
    this.#segments.clear();
    this.#run.clear();
    this.#session.close();
  }

  /** Asks the browser once not to delete what is saved when the disk runs full; some ask the person. */
  async #keep(): Promise<void> {
    if (!this.#asked && (await navigator.storage?.persisted?.()) === false) {
      this.#asked = true;
      await navigator.storage.persist?.();
    }
    await this.look();
  }

  async #done<T>(asked: Promise<Outcome<T>>): Promise<T | null> {
    const outcome = await asked;
    this.#problems = outcome.ok ? [] : outcome.problems;
    await this.look();
    return outcome.ok ? outcome.value : null;
  }
}
