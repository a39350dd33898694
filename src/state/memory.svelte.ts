import type { MemoryUse } from '#engine/protocol.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** What the open data takes in memory. */
export class Memory {
  readonly #engine: EngineClient;
  #use = $state.raw<MemoryUse | null>(null);
  #freeing = $state(false);
  #problems = $state.raw<readonly Problem[]>([]);
  #call: Call<MemoryUse> | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get use(): MemoryUse | null {
    return this.#use;
  }
  get freeing(): boolean {
    return this.#freeing;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  look(): Promise<void> {
    return this.#ask(this.#engine.memory());
  }

  /** Lets go of what can be made again. */
  async free(): Promise<void> {
    this.#freeing = true;
    await this.#ask(this.#engine.freeMemory());
    this.#freeing = false;
  }

  async #ask(call: Call<MemoryUse>): Promise<void> {
    this.#call = call;
    const outcome = await call.outcome;
    if (call !== this.#call) return;
    if (outcome.ok) this.#use = outcome.value;
    this.#problems = outcome.ok ? [] : outcome.problems;
  }
}
