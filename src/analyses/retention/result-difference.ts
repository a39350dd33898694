import { falseDiscovery } from '#statistics/false-discovery.ts';
import type { Proportion } from '#statistics/proportions.ts';
import { differenceOfShares, testOfShares, type SeenTwice } from '#statistics/seen-twice.ts';
import type { RetentionCohort } from './result-table.ts';

/** Share that came back less that of others, of cohorts closed on both sides. */
export interface Difference {
  /** −1..1, with both ends of its 95 % interval. */
  rate: number;
  low: number;
  high: number;
  /** How likely one at least this large is where there is none, adjusted for the number of groups; null = cannot be told. */
  p: number | null;
  /** How many came back, of how many. */
  of: [back: number, units: number];
  others: [back: number, units: number];
}

const NOBODY_SHARED = { people: 0, inA: 0, inB: 0, inBoth: 0 };

export function difference(a: Proportion, b: Proportion, both: SeenTwice['both'] = NOBODY_SHARED): Difference | null {
  if (a.people === 0 || b.people === 0) return null;
  const [low, high] = differenceOfShares({ a, b, both });
  return {
    rate: a.having / a.people - b.having / b.people,
    low,
    high,
    p: testOfShares({ a, b, both })?.p ?? null,
    of: [a.having, a.people],
    others: [b.having, b.people],
  };
}

/** By part and column, each part beside everybody else; null where one side has nobody. */
export function besideTheRest(parts: RetentionCohort[][], all: RetentionCohort[]): (Difference | null)[][] {
  const columns = all[0]?.cells.length ?? 0;
  const by = parts.map((part) =>
    Array.from({ length: columns }, (_, k) => {
      const closed = all.flatMap((whole, row) => {
        const own = part[row]!;
        return whole.cells[k]!.open || own.cells[k]!.open ? [] : [{ whole, own }];
      });
      const sum = (of: (pair: (typeof closed)[number]) => number): number =>
        closed.reduce((n, each) => n + of(each), 0);
      const a = { people: sum(({ own }) => own.size), having: sum(({ own }) => own.cells[k]!.count) };
      const whole = { people: sum((each) => each.whole.size), having: sum((each) => each.whole.cells[k]!.count) };
      return difference(a, { people: whole.people - a.people, having: whole.having - a.having });
    }),
  );
  for (let k = 0; k < columns; k++) adjust(by.map((part) => part[k]!));
  return by;
}

function adjust(differences: (Difference | null)[]): void {
  const told = differences.filter((each): each is Difference => each !== null && each.p !== null);
  const adjusted = falseDiscovery(told.map(({ p }) => p!));
  told.forEach((each, i) => (each.p = adjusted[i]!));
}
