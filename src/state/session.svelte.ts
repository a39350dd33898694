import type { GivenSetup } from '#data/resolve-setup.ts';
import type { Setup } from '#data/setup.ts';
import type { Inspection, OnProgress, OpenedLog, Progress } from '#engine/protocol.ts';
import type { OpenedWorkspace } from '#engine/workspace-protocol.ts';
import { problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import type { Call, EngineClient } from '#engine/client.ts';

interface Opening {
  names: string;
  progress: Progress;
}

/** Files of one folder are called as it is. */
function namesOf(files: readonly File[]): string {
  const [first] = files;
  if (!first || files.length === 1) return first?.name ?? '';
  const folder = first.name.slice(0, first.name.indexOf('/') + 1);
  if (folder && files.every(({ name }) => name.startsWith(folder))) return folder.slice(0, -1);
  return `${first.name} and ${files.length - 1} more`;
}

/** The files in hand, how they are read, and the log they became. */
export class Session {
  readonly #engine: EngineClient;
  #files = $state.raw<readonly File[]>([]);
  #log = $state.raw<OpenedLog | null>(null);
  #title = $state<string | null>(null);
  #opening = $state.raw<Opening | null>(null);
  #unclear = $state.raw<{ files: readonly File[]; inspection: Inspection; title: string | null } | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  /** How the same files were read before, the last last; and what was undone, the next last. */
  #past = $state.raw<readonly Setup[]>([]);
  #future = $state.raw<readonly Setup[]>([]);
  #call: Call<unknown> | null = null;
  #turn = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
    engine.watch((progress) => {
      if (this.#opening) this.#opening = { ...this.#opening, progress };
    });
  }

  get log(): OpenedLog | null {
    return this.#log;
  }
  get opening(): Opening | null {
    return this.#opening;
  }
  /** Files whose columns could not be told apart; the person must say. */
  get unclear(): Inspection | null {
    return this.#unclear?.inspection ?? null;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  get files(): readonly File[] {
    return this.#files;
  }
  /** What the person calls it: a demo's title or the files' names. */
  get name(): string | null {
    return this.#title ?? (this.#files.length ? namesOf(this.#files) : null);
  }

  /** True once a log is open; false where it failed, was cancelled or waits for an answer. */
  async open(files: readonly File[], title: string | null = null): Promise<boolean> {
    if (files.length === 0) return false;
    const turn = this.#begin(files, `Looking at ${namesOf(files)}`);
    const inspecting = this.#engine.inspect([...files]);
    this.#call = inspecting;
    const inspected = await inspecting.outcome;
    if (turn !== this.#turn) return false;
    if (!inspected.ok) return this.#failed(inspected.problems);
    if (inspected.value.guess.tables.some(({ setup, questions }) => !setup.skip && questions.length > 0)) {
      this.#opening = null;
      this.#unclear = { files, inspection: inspected.value, title };
      return false;
    }
    return this.#opened(await this.#read(files, null, title, turn));
  }

  /** Reads further files beside those in hand, which are read as before. */
  async addFiles(files: readonly File[]): Promise<boolean> {
    const before = this.#log;
    if (!before) return this.open(files);
    const { tables, names, identity } = before.setup;
    const own = JSON.stringify(identity) === JSON.stringify(before.guess.identity) ? {} : { identity };
    const all = [...this.#files, ...files];
    const turn = this.#begin(all, `Reading ${namesOf(files)}`);
    return this.#opened(await this.#read(all, { tables, names, ...own }, this.#title, turn));
  }

  /** Reads all files but one, as the setup says of the others. */
  async removeFile(at: number, setup: Setup): Promise<boolean> {
    const files = this.#files.filter((_, i) => i !== at);
    if (!this.#log || files.length === 0) return false;
    const turn = this.#begin(files, `Reading ${namesOf(files)}`);
    return this.#opened(await this.#read(files, setup, this.#title, turn));
  }

  /** Reads the same files in another way, which can be undone. */
  async change(setup: Setup): Promise<boolean> {
    const before = this.#log?.setup;
    if (!before || !(await this.#readSo(setup))) return false;
    this.#past = [...this.#past, before];
    this.#future = [];
    return true;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Reads the files as before the last change. */
  async undo(): Promise<boolean> {
    const [setup, now] = [this.#past.at(-1), this.#log?.setup];
    if (!setup || !now || !(await this.#readSo(setup))) return false;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, now];
    return true;
  }

  async redo(): Promise<boolean> {
    const [setup, now] = [this.#future.at(-1), this.#log?.setup];
    if (!setup || !now || !(await this.#readSo(setup))) return false;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, now];
    return true;
  }

  /** Answers what was not clear of the files that wait. */
  async clarify(given: GivenSetup): Promise<boolean> {
    const waiting = this.#unclear;
    if (!waiting) return false;
    const turn = this.#begin(waiting.files, `Reading ${namesOf(waiting.files)}`);
    this.#unclear = waiting;
    return this.#opened(await this.#read(waiting.files, given, waiting.title, turn));
  }

  async openDemo(url: string, title: string): Promise<boolean> {
    const turn = this.#begin([], 'Fetching the demo');
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const bytes = await response.blob();
      if (turn !== this.#turn) return false;
      // A host may unpack what it sends, so the name follows the content.
      const head = new Uint8Array(await bytes.slice(0, 2).arrayBuffer());
      const name = url.split('/').at(-1) ?? 'demo.csv.gz';
      const packed = head[0] === 0x1f && head[1] === 0x8b;
      return await this.open([new File([bytes], packed ? name : name.replace(/\.gz$/, ''))], title);
    } catch (cause) {
      return this.#failed([
        problem(
          'state/demo',
          '',
          'The demo could not be fetched.',
          `Reload the page, or open a file of your own. (${String(cause)})`,
        ),
      ]);
    }
  }

  /**
   * Opens what was saved, in the place of the files in hand. `ready` hears of it before it is shown. Null where the
   * person stopped it or opens other files by now; what fails is for the caller to tell.
   */
  async restore(
    name: string,
    ask: (onProgress: OnProgress) => Call<OpenedWorkspace>,
    ready: (opened: OpenedWorkspace) => void,
  ): Promise<Outcome<OpenedWorkspace> | null> {
    const turn = this.#begin([], `Opening ${name}`, name);
    const call = ask((progress) => {
      if (turn === this.#turn && this.#opening) this.#opening = { ...this.#opening, progress };
    });
    this.#call = call;
    const outcome = await call.outcome;
    const current = turn === this.#turn;
    if (current) this.#opening = null;
    if (!outcome.ok) return current ? outcome : null;
    // also where the person stopped it, or opens something else by now: the engine has it open
    ready(outcome.value);
    const { files, manifest, log } = outcome.value;
    this.#files = files;
    this.#title = manifest.name;
    this.#log = log;
    this.#opened(true);
    return current ? outcome : null;
  }

  /** Nothing is open any more. */
  close(): void {
    this.cancel();
    this.dismiss();
    [this.#files, this.#title, this.#log] = [[], null, null];
    this.#opened(true);
  }

  cancel(): void {
    this.#turn += 1;
    this.#call?.cancel();
    this.#opening = null;
  }

  dismiss(): void {
    this.#problems = [];
    this.#unclear = null;
  }

  #begin(files: readonly File[], doing: string, name = files.length ? namesOf(files) : ''): number {
    this.#call?.cancel();
    this.#problems = [];
    this.#unclear = null;
    this.#opening = { names: name, progress: { doing, share: null } };
    return ++this.#turn;
  }

  #readSo(setup: Setup): Promise<boolean> {
    const turn = this.#begin(this.#files, `Reading ${namesOf(this.#files)}`);
    return this.#read(this.#files, setup, this.#title, turn);
  }

  /** Files read anew have no past. */
  #opened(done: boolean): boolean {
    if (done) [this.#past, this.#future] = [[], []];
    return done;
  }

  async #read(files: readonly File[], given: GivenSetup | null, title: string | null, turn: number): Promise<boolean> {
    const opening = this.#engine.open([...files], given, (progress) => {
      if (turn === this.#turn && this.#opening) this.#opening = { ...this.#opening, progress };
    });
    this.#call = opening;
    const opened = await opening.outcome;
    if (turn !== this.#turn) return false;
    if (!opened.ok) return this.#failed(opened.problems);
    this.#unclear = null;
    this.#opening = null;
    this.#files = files;
    this.#title = title;
    this.#log = opened.value;
    return true;
  }

  #failed(problems: readonly Problem[]): false {
    this.#opening = null;
    this.#problems = problems;
    return false;
  }
}
