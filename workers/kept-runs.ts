import type { EventLog } from '#log/event-log.ts';
import type { Ran } from './run-analysis.ts';

/** Kernels' answers kept, so that people behind a number need no second pass; the longest unused go first. */
const KEPT_RUNS = 8;

export class KeptRuns {
  readonly #runs = new Map<string, Ran>();

  /** The answer from a log of people; one from a log that was laid anew since is let go. */
  find(key: string, log: EventLog): Ran | undefined {
    const ran = this.#runs.get(key);
    this.#runs.delete(key);
    if (!ran || (ran.log.laid?.from ?? ran.log) !== log) return undefined;
    this.#runs.set(key, ran);
    return ran;
  }

  keep(key: string, ran: Ran): void {
    this.#runs.set(key, ran);
    if (this.#runs.size > KEPT_RUNS) this.#runs.delete(this.#runs.keys().next().value!);
  }

  forget(): void {
    this.#runs.clear();
  }

  /** What is kept beside the logs, to be weighed. */
  get kept(): unknown[] {
    return [...this.#runs.values()].map(({ partial, ofSegments, input }) => [partial, ofSegments, input]);
  }
}
