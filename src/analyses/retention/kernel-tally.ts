/** The return events in the cells of one cohort and group, by column. */
export interface TallyRow {
  /** First instant of the cohort's period. */
  periodMs: number;
  group: number;
  events: Float64Array;
  /** Of them, those with a number. */
  values: Float64Array;
  sums: Float64Array;
}

const NUMBERS = ['events', 'values', 'sums'] as const;

/** Adds up return events, for measures other than how many units came back. */
export class Tally {
  readonly #columns: number;
  readonly #rows = new Map<string, TallyRow>();
  #latest: TallyRow | null = null;

  constructor(columns: number) {
    this.#columns = columns;
  }

  row(periodMs: number, group: number): TallyRow {
    if (this.#latest?.periodMs === periodMs && this.#latest.group === group) return this.#latest;
    const key = `${periodMs} ${group}`;
    const known = this.#rows.get(key);
    if (known) return (this.#latest = known);
    const row: TallyRow = {
      periodMs,
      group,
      events: new Float64Array(this.#columns),
      values: new Float64Array(this.#columns),
      sums: new Float64Array(this.#columns),
    };
    this.#rows.set(key, row);
    return (this.#latest = row);
  }

  add(from: TallyRow, group = from.group): void {
    const into = this.row(from.periodMs, group);
    for (const name of NUMBERS) for (let k = 0; k < this.#columns; k++) into[name][k]! += from[name][k]!;
  }

  done(): TallyRow[] {
    return [...this.#rows.values()];
  }
}

/** The groups of the right rows are renumbered to those of both. */
export function joinTallies(left: TallyRow[], right: TallyRow[], renumbered: number[], columns: number): TallyRow[] {
  const joined = new Tally(columns);
  for (const row of left) joined.add(row);
  for (const row of right) joined.add(row, renumbered[row.group]);
  return joined.done();
}
