import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { OpenedLog, Progress, SegmentOverTime } from '#engine/protocol.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { asksTheSame } from './change.ts';
import { isAnalysis } from './people.svelte.ts';
import { Run } from './run.svelte.ts';

export type OverTimeState =
  | { is: 'idle' }
  | { is: 'running'; progress: Progress | null }
  | { is: 'done'; of: SegmentDocument; sizes: SegmentOverTime }
  | { is: 'failed'; problems: readonly Problem[] };

/** What is told of the segment on screen beside its size: who is in it, with whom it overlaps, how it grew. */
export class Insight {
  readonly profile: Run;
  readonly overlap: Run;
  #log: OpenedLog | null = null;
  readonly #engine: EngineClient;
  #overTime = $state.raw<OverTimeState>({ is: 'idle' });
  #call: Call<SegmentOverTime> | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
    this.profile = new Run(engine);
    this.overlap = new Run(engine);
  }

  get overTime(): OverTimeState {
    return this.#overTime;
  }

  /** Of other data nothing is shown, not even until its answer is there. */
  of(log: OpenedLog): void {
    if (log === this.#log) return;
    this.#log = log;
    this.profile.clear();
    this.overlap.clear();
    this.forgetOverTime();
  }

  /** Whether a list of people was opened from one of these figures. */
  showed(document: AnalysisDocument | SegmentDocument): boolean {
    return [this.profile, this.overlap].some(({ state }) => {
      const answer = state.is === 'done' ? state.answer : state.is === 'idle' ? null : state.stale;
      return answer !== null && isAnalysis(document) && asksTheSame(answer.document, document);
    });
  }

  async askOverTime(document: SegmentDocument, log: OpenedLog): Promise<void> {
    this.of(log);
    this.forgetOverTime();
    this.#overTime = { is: 'running', progress: null };
    const call = this.#engine.segmentOverTime(document, (progress) => {
      if (this.#call === call) this.#overTime = { is: 'running', progress };
    });
    this.#call = call;
    const outcome = await call.outcome;
    if (this.#call !== call) return;
    this.#overTime = outcome.ok
      ? { is: 'done', of: document, sizes: outcome.value }
      : { is: 'failed', problems: outcome.problems };
  }

  /** Stops what is being counted and takes away what was. */
  forgetOverTime(): void {
    this.#call?.cancel();
    this.#call = null;
    this.#overTime = { is: 'idle' };
  }
}
