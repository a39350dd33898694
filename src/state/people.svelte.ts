import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { PeoplePage, Pointer, Timeline } from '#engine/protocol.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Call, EngineClient } from '#engine/client.ts';

/** A number somebody pressed: which one, and how it reads. */
export interface Opened {
  /** Of a segment, everybody in it. */
  document: AnalysisDocument | SegmentDocument;
  /** Which number of the analysis. */
  pointer?: Pointer;
  heading: string;
  note: string;
}

export const isAnalysis = (document: AnalysisDocument | SegmentDocument): document is AnalysisDocument =>
  'analysis' in document;

export const PEOPLE_A_PAGE = 50;

/** The people behind a number, a page at a time, and the timeline of one of them. */
export class People {
  readonly #engine: EngineClient;
  #opened = $state.raw<Opened | null>(null);
  #page = $state.raw<PeoplePage | null>(null);
  #timeline = $state.raw<Timeline | null>(null);
  #person = $state<string | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #calls = new Map<string, Call<unknown>>();
  #opener: Element | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get opened(): Opened | null {
    return this.#opened;
  }
  get page(): PeoplePage | null {
    return this.#page;
  }
  get person(): string | null {
    return this.#person;
  }
  get timeline(): Timeline | null {
    return this.#timeline;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  open(opened: Opened): void {
    this.#opener = document.activeElement;
    this.#opened = opened;
    this.#page = null;
    this.closePerson();
    void this.turnTo(0);
  }

  /** Closes and gives focus back to the number that opened it. */
  close(): void {
    for (const call of this.#calls.values()) call.cancel();
    this.#opened = null;
    this.#page = null;
    this.closePerson();
    if (this.#opener instanceof HTMLElement) this.#opener.focus();
    this.#opener = null;
  }

  async turnTo(from: number): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const { document, pointer = {} } = opened;
    const part = { from, limit: PEOPLE_A_PAGE };
    const page = await this.#ask(
      'page',
      isAnalysis(document) ? this.#engine.people(document, pointer, part) : this.#engine.segmentPeople(document, part),
    );
    if (page && opened === this.#opened) this.#page = page;
  }

  async openPerson(id: string): Promise<void> {
    this.#person = id;
    this.#timeline = null;
    const document = this.#opened?.document;
    const analysis = document && isAnalysis(document) ? document : null;
    const timeline = await this.#ask('timeline', this.#engine.timeline(id, analysis));
    if (timeline && this.#person === id) this.#timeline = timeline;
  }

  closePerson(): void {
    this.#person = null;
    this.#timeline = null;
  }

  /** Every id behind the number, or null where the engine could not say. */
  async ids(): Promise<string[] | null> {
    if (!this.#opened) return null;
    const { document, pointer = {} } = this.#opened;
    return this.#ask(
      'ids',
      isAnalysis(document) ? this.#engine.ids(document, pointer) : this.#engine.segmentIds(document),
    );
  }

  async #ask<T>(what: string, call: Call<T>): Promise<T | null> {
    this.#calls.get(what)?.cancel();
    this.#calls.set(what, call);
    const outcome = await call.outcome;
    if (this.#calls.get(what) !== call) return null;
    this.#calls.delete(what);
    this.#problems = outcome.ok ? [] : outcome.problems;
    return outcome.ok ? outcome.value : null;
  }
}
