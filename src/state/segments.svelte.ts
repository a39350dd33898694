import type { SegmentDocument } from '#document/document.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { SegmentSize } from '#engine/protocol.ts';
import type { Segment } from '#segments/spec.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { randomName } from '#workspace/names.ts';
import type { SavedSegment } from './saved-segments.ts';

/** The segment being built; it is saved under its id. */
export type Draft = SavedSegment;

/** Long enough that a typed number is counted once, short enough not to be felt. */
const TYPING_MS = 150;
/** Edits of one field this close are one step of undo. */
const SAME_EDIT_MS = 1000;

/** The rule on people on the screen, with undo, and how many it holds for. */
export class Segments {
  readonly #engine: EngineClient;
  #draft = $state.raw<Draft | null>(null);
  #past = $state.raw<readonly Draft[]>([]);
  #future = $state.raw<readonly Draft[]>([]);
  #last = { field: '', atMs: 0 };
  #size = $state.raw<SegmentSize | null>(null);
  #counted = $state.raw<SegmentDocument | null>(null);
  #elapsedMs = $state(0);
  #counting = $state(false);
  #problems = $state.raw<readonly Problem[]>([]);
  #sizes = $state.raw<ReadonlyMap<string, number>>(new Map());
  #call: Call<SegmentSize> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #listTurn = 0;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get draft(): Draft | null {
    return this.#draft;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }
  /** The last count; while `counting` it is that of the rule before. */
  get size(): SegmentSize | null {
    return this.#size;
  }
  /** Whose size it is. */
  get counted(): SegmentDocument | null {
    return this.#counted;
  }
  /** How long the last count took. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }
  get counting(): boolean {
    return this.#counting;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  /** People in each saved segment, by its id. */
  get sizes(): ReadonlyMap<string, number> {
    return this.#sizes;
  }

  /** Another segment: nothing to undo. */
  start(draft: Draft): void {
    this.clear();
    this.#draft = draft;
  }

  /** A segment of its own, not saved yet. */
  begin(document: SegmentDocument, name = document.title ?? ''): void {
    this.start({ id: randomName(), name, document });
  }

  clear(): void {
    this.#past = this.#future = [];
    this.#draft = null;
    this.#last.field = '';
    this.#stop();
    this.#counting = false;
    this.#size = this.#counted = null;
    this.#problems = [];
  }

  /** `field` says what is being typed into; edits of the same one follow each other as one. */
  edit(segment: Segment, field = ''): void {
    if (this.#draft) this.#replace({ ...this.#draft, document: { ...this.#draft.document, segment } }, field);
  }

  /** Another document in the place of this one. */
  use(document: SegmentDocument): void {
    if (this.#draft) this.#replace({ ...this.#draft, document }, '');
  }

  rename(name: string): void {
    if (this.#draft) this.#replace({ ...this.#draft, name }, 'name');
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before || !this.#draft) return;
    this.#future = [this.#draft, ...this.#future];
    this.#past = this.#past.slice(0, -1);
    this.#draft = before;
    this.#last.field = '';
  }

  redo(): void {
    const [after, ...rest] = this.#future;
    if (!after || !this.#draft) return;
    this.#past = [...this.#past, this.#draft];
    this.#future = rest;
    this.#draft = after;
    this.#last.field = '';
  }

  /** Counts after a pause in typing, the first time at once; the newest rule wins. */
  count(document: SegmentDocument): void {
    this.#stop();
    this.#counting = true;
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#count(document, turn), this.#size ? TYPING_MS : 0);
  }

  /** Counts each saved segment. */
  async countSaved(saved: readonly SavedSegment[]): Promise<void> {
    const turn = ++this.#listTurn;
    this.#sizes = new Map([...this.#sizes].filter(([id]) => saved.some((one) => one.id === id)));
    for (const { id, document } of saved) {
      const outcome = await this.#engine.segment(document).outcome;
      if (turn !== this.#listTurn) return;
      const others = [...this.#sizes].filter(([known]) => known !== id);
      this.#sizes = new Map(outcome.ok ? [...others, [id, outcome.value.people]] : others);
    }
  }

  async #count(document: SegmentDocument, turn: number): Promise<void> {
    const startMs = performance.now();
    this.#call = this.#engine.segment(document);
    const outcome = await this.#call.outcome;
    if (turn !== this.#turn) return;
    this.#elapsedMs = performance.now() - startMs;
    this.#counting = false;
    this.#counted = document;
    this.#problems = outcome.ok ? outcome.value.warnings : outcome.problems;
    this.#size = outcome.ok ? outcome.value : null;
  }

  #stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#call?.cancel();
    this.#call = null;
  }

  #replace(draft: Draft, field: string): void {
    if (!this.#draft || JSON.stringify(draft) === JSON.stringify(this.#draft)) return;
    const nowMs = performance.now();
    const typing = field !== '' && field === this.#last.field && nowMs - this.#last.atMs < SAME_EDIT_MS;
    if (!typing) this.#past = [...this.#past, this.#draft];
    this.#last = { field, atMs: nowMs };
    this.#future = [];
    this.#draft = draft;
  }
}
