import type { Finding } from '#data/finding.ts';
import type { Progress, RawRows } from '#engine/protocol.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** What may be wrong with the open data, and what the person decided to let be. */
export class Quality {
  readonly #engine: EngineClient;
  #findings = $state.raw<readonly Finding[] | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  /** Ids of findings that stay as they are. */
  #kept = $state.raw<ReadonlySet<string>>(new Set());
  #seen = $state.raw<Finding | null>(null);
  #rows = $state.raw<RawRows | null>(null);
  #rowProblems = $state.raw<readonly Problem[]>([]);
  #log: object | null = null;
  #asking: Call<Finding[]> | null = null;
  #reading: Call<RawRows> | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** Null until they are known, and where asking was cancelled or failed. */
  get findings(): readonly Finding[] | null {
    return this.#findings;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }
  get kept(): ReadonlySet<string> {
    return this.#kept;
  }
  /** The finding whose rows are looked at, and its rows once they are there. */
  get seen(): Finding | null {
    return this.#seen;
  }
  get rows(): RawRows | null {
    return this.#rows;
  }
  get rowProblems(): readonly Problem[] {
    return this.#rowProblems;
  }

  /** Looks at a log, unless it is the one looked at already. What was known of the one before stands no more. */
  async look(log: object, again = false): Promise<void> {
    if (log === this.#log && !again) return;
    this.#log = log;
    this.#asking?.cancel();
    this.leaveRows();
    this.#findings = null;
    this.#problems = [];
    this.#progress = { doing: 'Looking for flaws', share: null };
    const call = this.#engine.quality((progress) => {
      if (call === this.#asking) this.#progress = progress;
    });
    this.#asking = call;
    const outcome = await call.outcome;
    if (call !== this.#asking) return;
    this.#asking = null; // what it tells of its progress may come after its answer
    this.#progress = null;
    if (outcome.ok) this.#findings = outcome.value;
    else this.#problems = outcome.problems.filter(({ code }) => code !== 'engine/cancelled');
  }

  cancel(): void {
    this.#asking?.cancel();
  }

  keep(id: string): void {
    this.#kept = new Set([...this.#kept, id]);
  }
  reconsider(id: string): void {
    this.#kept = new Set([...this.#kept].filter((other) => other !== id));
  }

  async see(finding: Finding): Promise<void> {
    this.#reading?.cancel();
    this.#seen = finding;
    this.#rows = null;
    this.#rowProblems = [];
    const call = this.#engine.rawRows(finding.rows);
    this.#reading = call;
    const outcome = await call.outcome;
    if (call !== this.#reading) return;
    if (outcome.ok) this.#rows = outcome.value;
    else this.#rowProblems = outcome.problems;
  }

  leaveRows(): void {
    this.#reading?.cancel();
    this.#reading = null;
    this.#seen = null;
    this.#rows = null;
  }
}
