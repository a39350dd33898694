import type { ColumnProfile, EventRow, Progress, RawRows } from '#engine/protocol.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { Call, EngineClient } from '#engine/client.ts';

export const ROWS_A_PAGE = 20;

/** A closer look at the open log: the profile of each column, and the rows as events. */
export class Columns {
  readonly #engine: EngineClient;
  #profiles = $state.raw<readonly ColumnProfile[] | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #rowProblems = $state.raw<readonly Problem[]>([]);
  #rows = $state.raw<readonly EventRow[]>([]);
  #from = $state(0);
  #raw = $state.raw<RawRows | null>(null);
  #log: object | null = null;
  #files: object | null = null;
  #last = 0;
  #reading: Call<RawRows> | null = null;
  #profiling: Call<ColumnProfile[]> | null = null;
  #turning: Call<EventRow[]> | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get profiles(): readonly ColumnProfile[] | null {
    return this.#profiles;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  get rowProblems(): readonly Problem[] {
    return this.#rowProblems;
  }
  get rows(): readonly EventRow[] {
    return this.#rows;
  }
  /** The same rows as they were read; null until the table is there. */
  get raw(): RawRows | null {
    return this.#raw;
  }
  get from(): number {
    return this.#from;
  }

  /** Looks at a log, unless it is the one looked at already and nothing failed. Other readings of the same files keep the place. */
  async look(log: { rows: number }, files: object): Promise<void> {
    if (log === this.#log && this.#problems.length === 0) return;
    this.#log = log;
    this.#last = log.rows;
    const from = files === this.#files && this.#from < log.rows ? this.#from : 0;
    this.#files = files;
    this.#profiles = null;
    this.#rows = [];
    this.#problems = [];
    this.#progress = { doing: 'Reading the rest of the table', share: null };
    void this.turnTo(from);
    this.#profiling?.cancel();
    const call = this.#engine.profile((progress) => {
      if (call === this.#profiling) this.#progress = progress;
    });
    this.#profiling = call;
    const outcome = await call.outcome;
    if (call !== this.#profiling) return;
    this.#profiling = null; // what it tells of its progress may come after its answer
    this.#progress = null;
    if (outcome.ok) this.#profiles = outcome.value;
    else this.#problems = outcome.problems;
  }

  /** Asks once more where the engine stopped on the way: it has started again by then. */
  async turnTo(from: number, again = true): Promise<void> {
    this.#turning?.cancel();
    const call = this.#engine.rows(from, ROWS_A_PAGE);
    this.#turning = call;
    const outcome = await call.outcome;
    if (call !== this.#turning) return;
    if (!outcome.ok && again && outcome.problems.some(({ code }) => code === 'engine/stopped'))
      return this.turnTo(from, false);
    this.#rowProblems = outcome.ok ? [] : outcome.problems;
    if (!outcome.ok) return;
    this.#from = from;
    this.#rows = outcome.value;
    await this.#readRaw(from);
  }

  async #readRaw(from: number): Promise<void> {
    this.#reading?.cancel();
    this.#raw = null;
    const rows = Array.from({ length: Math.min(ROWS_A_PAGE, this.#last - from) }, (_, i) => from + i);
    const call = this.#engine.rawRows(rows);
    this.#reading = call;
    const outcome = await call.outcome;
    if (call === this.#reading && outcome.ok) this.#raw = outcome.value;
  }
}
