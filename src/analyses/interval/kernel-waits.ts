import { Floats, Numbers } from '#log/numbers.ts';
import { filled } from '../active-periods.ts';

/** What has become of a beginning. */
export const PAIR = 0;
/** Its cap passed first. */
export const UNMATCHED = 1;
/** The log ended first. */
export const OPEN = 2;

/** Each beginning, with what came of it; those of a unit lie beside each other. */
export interface Waits {
  /** Index of the unit in the whole log. */
  person: Uint32Array;
  /** When it begins. */
  fromMs: Float64Array;
  /** Until the pair is complete, or as long as it was followed without. */
  seconds: Float64Array;
  state: Uint8Array;
  /** Empty without a breakdown. */
  group: Uint32Array;
}

/** Waits while they are found. */
export class WaitList {
  readonly #person = new Numbers();
  readonly #fromMs = new Floats();
  readonly #seconds = new Floats();
  readonly #state = new Numbers();
  readonly #group = new Numbers();

  /** `group`: −1 without a breakdown. */
  push(person: number, fromMs: number, seconds: number, state: number, group: number): void {
    this.#person.push(person);
    this.#fromMs.push(fromMs);
    this.#seconds.push(seconds);
    this.#state.push(state);
    if (group >= 0) this.#group.push(group);
  }

  done(): Waits {
    return {
      person: filled(this.#person),
      fromMs: filled(this.#fromMs),
      seconds: filled(this.#seconds),
      state: new Uint8Array(filled(this.#state)),
      group: filled(this.#group),
    };
  }
}
