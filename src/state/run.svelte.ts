import type { AnalysisDocument } from '#document/document.ts';
import type { Progress } from '#engine/protocol.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { asksTheSame } from './change.ts';
import type { Call, EngineClient } from '#engine/client.ts';

export interface Answer {
  document: AnalysisDocument;
  result: ResultBase;
}

/** `stale` is the last answer: it stays on screen, dimmed, until there is a new one. */
export type RunState =
  | { is: 'idle' }
  | { is: 'running'; document: AnalysisDocument; progress: Progress | null; stale: Answer | null }
  | { is: 'stopped'; document: AnalysisDocument; stale: Answer | null }
  | { is: 'done'; answer: Answer }
  | { is: 'failed'; document: AnalysisDocument; problems: readonly Problem[]; stale: Answer | null };

/** Long enough that a typed number runs once, short enough not to be felt. */
const TYPING_MS = 150;

/** The answer to the question on screen. The newest question wins; an older run is cancelled. */
export class Run {
  readonly #engine: EngineClient;
  #state = $state.raw<RunState>({ is: 'idle' });
  #call: Call<ResultBase> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #asked: { document: AnalysisDocument; log: object } | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Runs after a pause in typing; the first question at once. What was asked of the same log already is not asked again. */
  ask(document: AnalysisDocument, log: object): void {
    const asked = this.#asked;
    this.#asked = { document, log };
    if (asked?.log === log && asksTheSame(asked.document, document) && this.#state.is !== 'idle')
      this.#rename(document);
    else this.#begin(document);
  }

  /** The same question under another name: its answer stands. */
  #rename(document: AnalysisDocument): void {
    const state = this.#state;
    if (state.is === 'done' && state.answer.document !== document)
      this.#state = { is: 'done', answer: { ...state.answer, document } };
  }

  #begin(document: AnalysisDocument): void {
    const stale = this.#lastAnswer;
    this.#stop();
    this.#state = { is: 'running', document, progress: null, stale };
    const turn = this.#turn;
    this.#timer = setTimeout(() => void this.#go(document, turn, stale), stale ? TYPING_MS : 0);
  }

  again(): void {
    const { state } = this;
    if (state.is === 'failed' || state.is === 'stopped') this.#begin(state.document);
  }

  cancel(): void {
    const { state } = this;
    this.#stop();
    if (state.is === 'running') this.#state = { is: 'stopped', document: state.document, stale: state.stale };
  }

  clear(): void {
    this.#stop();
    this.#state = { is: 'idle' };
  }

  get #lastAnswer(): Answer | null {
    const state = this.#state;
    return state.is === 'done' ? state.answer : state.is === 'idle' ? null : state.stale;
  }

  #stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#call?.cancel();
    this.#call = null;
  }

  async #go(document: AnalysisDocument, turn: number, stale: Answer | null): Promise<void> {
    const call = this.#engine.run(document, (progress) => {
      if (turn === this.#turn) this.#state = { is: 'running', document, progress, stale };
    });
    this.#call = call;
    const outcome = await call.outcome;
    if (turn !== this.#turn) return;
    this.#state = outcome.ok
      ? { is: 'done', answer: { document, result: outcome.value } }
      : { is: 'failed', document, problems: outcome.problems, stale };
  }
}
