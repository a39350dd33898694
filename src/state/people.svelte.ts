import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { PeopleAsked, PeoplePage, Pointer, Timeline } from '#engine/protocol.ts';
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
/** A page of a list that is saved: few calls, and each is stopped soon. */
const SAVED_A_PAGE = 10_000;
/** The engine keeps so many columns at hand and a few more; it would read others again for every page. */
const COLUMNS_AT_ONCE = 24;

/** The people behind a number, a page at a time, and the timeline of one of them or of anybody else. */
export class People {
  readonly #engine: EngineClient;
  #opened = $state.raw<Opened | null>(null);
  #page = $state.raw<PeoplePage | null>(null);
  #timeline = $state.raw<Timeline | null>(null);
  #person = $state<string | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #personProblems = $state.raw<readonly Problem[]>([]);
  #calls = new Map<string, Call<unknown>>();
  #opener: Element | null = null;
  /** Whom in the list the timeline is of. */
  #row: Element | null = null;

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
  /** Why the timeline is not there. */
  get personProblems(): readonly Problem[] {
    return this.#personProblems;
  }
  /** Whether anything is shown. */
  get isOpen(): boolean {
    return this.#opened !== null || this.#person !== null;
  }

  open(opened: Opened): void {
    this.#opener = document.activeElement;
    this.#opened = opened;
    this.#page = null;
    this.#problems = [];
    this.#leavePerson();
    void this.turnTo(0);
  }

  /** Closes and gives focus back to what opened it. */
  close(): void {
    for (const call of this.#calls.values()) call.cancel();
    this.#calls.clear();
    this.#opened = null;
    this.#page = null;
    this.#leavePerson();
    if (this.#opener instanceof HTMLElement) this.#opener.focus();
    this.#opener = null;
  }

  /** Closes the nearest thing: a timeline under a list, else everything. */
  closeNearest(): void {
    if (this.#opened && this.#person !== null) this.closePerson();
    else this.close();
  }

  async turnTo(from: number): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const page = await this.#ask('page', this.#part(opened, { from, limit: PEOPLE_A_PAGE }));
    if (page && opened === this.#opened) this.#page = page;
  }

  /** The timeline of anybody: a list of other people goes. */
  openPerson(id: string): Promise<void> {
    if (!this.isOpen) this.#opener = document.activeElement;
    this.#opened = null;
    this.#page = null;
    return this.#lookAt(id, null);
  }

  /** The timeline of somebody in the list, with what the analysis saw. */
  openListed(id: string): Promise<void> {
    this.#row = globalThis.document.activeElement;
    const document = this.#opened?.document;
    return this.#lookAt(id, document && isAnalysis(document) ? document : null);
  }

  /** Gives focus back to the list. */
  closePerson(): void {
    const row = this.#row;
    this.#leavePerson();
    if (row instanceof HTMLElement) row.focus();
  }

  /** Every id behind the number, or null where it was stopped or failed. */
  async ids(): Promise<string[] | null> {
    if (!this.#opened) return null;
    const { document, pointer = {} } = this.#opened;
    return this.#ask(
      'ids',
      isAnalysis(document) ? this.#engine.ids(document, pointer) : this.#engine.segmentIds(document),
    );
  }

  /** Everybody behind the number with these properties, sorted by id; null where it was stopped or failed. */
  async known(columns: readonly string[], onShare: (share: number) => void): Promise<PeoplePage['people'] | null> {
    const opened = this.#opened;
    if (!opened) return null;
    const list: PeoplePage['people'] = [];
    const rounds = Math.max(1, Math.ceil(columns.length / COLUMNS_AT_ONCE));
    for (let round = 0; round < rounds; round++) {
      const asked = columns.slice(round * COLUMNS_AT_ONCE, (round + 1) * COLUMNS_AT_ONCE);
      for (let from = 0, total = 1; from < total;) {
        const page = await this.#ask('ids', this.#part(opened, { from, limit: SAVED_A_PAGE, columns: asked }));
        if (!page) return null;
        page.people.forEach((one, i) => {
          if (round === 0) list.push(one);
          else
            list[from + i] = { ...list[from + i]!, values: [...(list[from + i]!.values ?? []), ...(one.values ?? [])] };
        });
        total = page.total;
        from += SAVED_A_PAGE;
        onShare((round + Math.min(1, from / Math.max(1, total))) / rounds);
      }
    }
    return list.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
  }

  /** Stops what `ids` and `known` are waiting for. */
  stopSaving(): void {
    this.#calls.get('ids')?.cancel();
    this.#calls.delete('ids');
  }

  #part({ document, pointer = {} }: Opened, asked: PeopleAsked): Call<PeoplePage> {
    return isAnalysis(document)
      ? this.#engine.people(document, pointer, asked)
      : this.#engine.segmentPeople(document, asked);
  }

  #leavePerson(): void {
    this.#calls.get('timeline')?.cancel();
    this.#person = this.#row = null;
    this.#timeline = null;
    this.#personProblems = [];
  }

  async #lookAt(id: string, asked: AnalysisDocument | null): Promise<void> {
    this.#person = id;
    this.#timeline = null;
    this.#personProblems = [];
    const outcome = await this.#outcome('timeline', this.#engine.timeline(id, asked));
    if (!outcome || this.#person !== id) return;
    this.#personProblems = outcome.ok ? [] : outcome.problems;
    this.#timeline = outcome.ok ? outcome.value : null;
  }

  async #ask<T>(what: string, call: Call<T>): Promise<T | null> {
    const outcome = await this.#outcome(what, call);
    if (!outcome) return null;
    this.#problems = outcome.ok ? [] : outcome.problems;
    return outcome.ok ? outcome.value : null;
  }

  /** Null where something else was asked meanwhile. */
  async #outcome<T>(what: string, call: Call<T>) {
    this.#calls.get(what)?.cancel();
    this.#calls.set(what, call);
    const outcome = await call.outcome;
    if (this.#calls.get(what) !== call) return null;
    this.#calls.delete(what);
    return outcome;
  }
}
