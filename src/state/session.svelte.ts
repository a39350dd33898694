import type { Mapping } from '#data/mapping.ts';
import type { Inspection, OpenedLog, Progress } from '#engine/protocol.ts';
import { problem, type Problem } from '#vocabulary/problem.ts';
import type { Call, EngineClient } from '#engine/client.ts';

interface Opening {
  names: string;
  progress: Progress;
}

const namesOf = (files: readonly File[]): string =>
  files.length === 1 ? files[0]!.name : `${files[0]?.name ?? ''} and ${files.length - 1} more`;

/** The files in hand and the log they became. Nothing of it outlives the page. */
export class Session {
  readonly #engine: EngineClient;
  #files = $state.raw<readonly File[]>([]);
  #log = $state.raw<OpenedLog | null>(null);
  #title = $state<string | null>(null);
  #opening = $state.raw<Opening | null>(null);
  #unclear = $state.raw<{ files: readonly File[]; inspection: Inspection; title: string | null } | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
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
    const { person, event, time } = inspected.value.guess;
    if (person.column === null || event.column === null || time.column === null) {
      this.#opening = null;
      this.#unclear = { files, inspection: inspected.value, title };
      return false;
    }
    return this.#read(files, null, title, turn);
  }

  addFiles(files: readonly File[]): Promise<boolean> {
    return this.open([...this.#files, ...files]);
  }

  /** Reads the same files again with other columns. */
  remap(change: Partial<Mapping>): Promise<boolean> {
    const mapping = { ...this.#log?.mapping, ...change };
    return this.#read(this.#files, mapping, this.#title, this.#begin(this.#files, `Reading ${namesOf(this.#files)}`));
  }

  /** Answers what the columns of the unclear files mean. */
  clarify(mapping: Partial<Mapping>): Promise<boolean> {
    const waiting = this.#unclear;
    if (!waiting) return Promise.resolve(false);
    const turn = this.#begin(waiting.files, `Reading ${namesOf(waiting.files)}`);
    this.#unclear = waiting;
    return this.#read(waiting.files, mapping, waiting.title, turn);
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

  cancel(): void {
    this.#turn += 1;
    this.#call?.cancel();
    this.#opening = null;
  }

  dismiss(): void {
    this.#problems = [];
    this.#unclear = null;
  }

  #begin(files: readonly File[], doing: string): number {
    this.#call?.cancel();
    this.#problems = [];
    this.#unclear = null;
    this.#opening = { names: files.length ? namesOf(files) : '', progress: { doing, share: null } };
    return ++this.#turn;
  }

  async #read(
    files: readonly File[],
    mapping: Partial<Mapping> | null,
    title: string | null,
    turn: number,
  ): Promise<boolean> {
    const opening = this.#engine.open([...files], mapping, (progress) => {
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
