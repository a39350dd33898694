import type { Identity } from '#data/setup.ts';
import type { AnalysisDocument } from '#document/document.ts';
import type { Progress, WhatIf } from '#engine/protocol.ts';
import type { Call, EngineClient } from '#engine/client.ts';
import type { Problem } from '#vocabulary/problem.ts';

/** Another way of linking ids that is thought about, and what it would make of the log. */
export class Linking {
  readonly #engine: EngineClient;
  #draft = $state.raw<Identity | null>(null);
  #whatIf = $state.raw<{ identity: Identity; answer: WhatIf } | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #log: object | null = null;
  #call: Call<WhatIf> | null = null;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** Null where nothing else than what holds is thought about. */
  get draft(): Identity | null {
    return this.#draft;
  }
  /** What the draft would make of the log; null until it was asked. */
  get whatIf(): WhatIf | null {
    return this.#whatIf && this.#whatIf.identity === this.#draft ? this.#whatIf.answer : null;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What was thought about one log says nothing of another. */
  look(log: object): void {
    if (log === this.#log) return;
    this.#log = log;
    this.leave();
  }

  consider(identity: Identity): void {
    this.cancel();
    this.#draft = identity;
    this.#problems = [];
  }

  leave(): void {
    this.cancel();
    this.#draft = null;
    this.#whatIf = null;
    this.#problems = [];
  }

  cancel(): void {
    this.#call?.cancel();
    this.#call = null;
    this.#progress = null;
  }

  /** `funnel`: the document whose conversion is compared, where there is one. */
  async ask(funnel: AnalysisDocument | null): Promise<void> {
    const identity = this.#draft;
    if (!identity) return;
    this.cancel();
    this.#problems = [];
    this.#progress = { doing: 'Linking ids in the other way', share: null };
    const call = this.#engine.whatIf(identity, funnel, (progress) => {
      if (call === this.#call) this.#progress = progress;
    });
    this.#call = call;
    const outcome = await call.outcome;
    if (call !== this.#call) return;
    this.#call = null;
    this.#progress = null;
    if (outcome.ok) this.#whatIf = { identity, answer: outcome.value };
    else this.#problems = outcome.problems;
  }
}
