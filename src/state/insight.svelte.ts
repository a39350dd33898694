import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { Progress, SegmentOverTime } from '#engine/protocol.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { Run } from './run.svelte.ts';

export type OverTimeState =
  | { is: 'idle' }
  | { is: 'running'; progress: Progress | null }
  | { is: 'done'; of: SegmentDocument; log: object; sizes: SegmentOverTime }
  | { is: 'failed'; problems: readonly Problem[] };

/** What is told of the segment on screen beside its size: who is in it, with whom it overlaps, how it grew. */
export class Insight {
  readonly profile: Run;
  readonly overlap: Run;
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

  /** Whether a list of people was opened from one of these figures. */
  showed(document: AnalysisDocument | SegmentDocument): boolean {
    return [this.profile, this.overlap].some(({ state }) => {
      const answer = state.is === 'done' ? state.answer : state.is === 'idle' ? null : state.stale;
      return answer?.document === document;
    });
  }

  /** `log` tells the data from what is opened later. */
  async askOverTime(document: SegmentDocument, log: object): Promise<void> {
    this.forgetOverTime();
    this.#overTime = { is: 'running', progress: null };
    const call = this.#engine.segmentOverTime(document, (progress) => {
      if (this.#call === call) this.#overTime = { is: 'running', progress };
    });
    this.#call = call;
    const outcome = await call.outcome;
    if (this.#call !== call) return;
    this.#overTime = outcome.ok
      ? { is: 'done', of: document, log, sizes: outcome.value }
      : { is: 'failed', problems: outcome.problems };
  }

  /** Stops what is being counted and takes away what was. */
  forgetOverTime(): void {
    this.#call?.cancel();
    this.#call = null;
    this.#overTime = { is: 'idle' };
  }
}
