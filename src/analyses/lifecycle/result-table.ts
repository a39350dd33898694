import { inBlocks } from '../blocks.ts';
import type { LifecyclePartial } from './kernel.ts';
import type { Rows } from './result-rows.ts';
import { eachStretch, STATES } from './stretches.ts';

export interface LifecycleInterval {
  /** The period's first local day; of an hour the time with its offset. */
  start: string;
  new: number;
  returning: number;
  resurrecting: number;
  /** Zero or less. */
  dormant: number;
  /** (new + resurrecting) by who went dormant; null where nobody did. */
  quickRatio: number | null;
  /** Its time has not fully passed: who is dormant in it may still come. */
  open: boolean;
}

/** From one period to the next, both of the range and closed: units of each state by their state after it. */
export interface LifecycleTransitions {
  /** Of rows and columns. */
  states: string[];
  counts: number[][];
  /** Of the row, 0..1. */
  shares: number[][];
}

export interface LifecycleTable {
  intervals: LifecycleInterval[];
  transitions: LifecycleTransitions;
  /** Over all closed periods, who of them went dormant counted each time; null where nobody did. */
  quickRatio: number | null;
}

/** The numbers of the units whose group has a place, by that place. */
export function* tablesOf(
  partial: LifecyclePartial,
  rows: Rows,
  { places, of }: { places: number; of: (unit: number) => number },
): Generator<void, LifecycleTable[]> {
  const tallies = Array.from({ length: places }, () => new StateTally(rows));
  yield* inBlocks(partial.starts, (from, to) => {
    for (let unit = from; unit < to; unit++) {
      const place = of(unit);
      if (place < 0) continue;
      const tally = tallies[place]!;
      tally.before = -1;
      eachStretch(partial, unit, rows.known, tally);
    }
  });
  return tallies.map((tally) => tableOf(tally.states(), tally.moved, rows));
}

/** Counts stretches. */
class StateTally {
  /** Of each state and period: how many more there are than in the period before. */
  readonly #more: Float64Array;
  /** From state to state. */
  readonly moved = new Float64Array(STATES.length ** 2);
  readonly #row: number;
  readonly #closed: number;
  /** State of the unit before, −1 = none. */
  before = -1;

  constructor({ known, closed }: Rows) {
    this.#row = known + 1;
    this.#closed = closed;
    this.#more = new Float64Array(STATES.length * this.#row);
  }

  take(state: number, from: number, to: number): void {
    const closed = this.#closed;
    const at = state * this.#row;
    this.#more[at + from]!++;
    this.#more[at + to + 1]!--;
    if (this.before >= 0 && from < closed) this.moved[this.before * STATES.length + state]!++;
    const again = Math.min(to, closed - 1) - from;
    if (again > 0) this.moved[state * STATES.length + state]! += again;
    this.before = state;
  }

  /** How many are in each state, by period. */
  states(): Float64Array[] {
    return STATES.map((_, state) => {
      let sum = 0;
      return this.#more.slice(state * this.#row, (state + 1) * this.#row).map((each) => (sum += each));
    });
  }
}

function tableOf(inState: Float64Array[], moved: Float64Array, rows: Rows): LifecycleTable {
  const { known, closed } = rows;
  const count = (state: number, row: number): number => (row < known ? inState[state]![row]! : 0);
  let came = 0;
  let went = 0;
  const intervals = rows.starts.map((start, row): LifecycleInterval => {
    const [fresh, returning, resurrecting, dormant] = [0, 1, 2, 3].map((state) => count(state, row)) as [
      number,
      number,
      number,
      number,
    ];
    if (row < closed) came += fresh + resurrecting;
    if (row < closed) went += dormant;
    return {
      start,
      new: fresh,
      returning,
      resurrecting,
      dormant: 0 - dormant,
      quickRatio: ratio(fresh + resurrecting, dormant),
      open: row >= closed,
    };
  });
  const counts = STATES.map((_, i) => [...moved.subarray(i * STATES.length, (i + 1) * STATES.length)]);
  return {
    intervals,
    transitions: {
      states: [...STATES],
      counts,
      shares: counts.map((row) => {
        const all = row.reduce((a, b) => a + b, 0);
        return row.map((n) => (all === 0 ? 0 : n / all));
      }),
    },
    quickRatio: ratio(came, went),
  };
}

const ratio = (came: number, went: number): number | null => (went === 0 ? null : came / went);
