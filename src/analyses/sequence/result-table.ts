import { Floats } from '#log/numbers.ts';
import { proportionInterval, shareOf, type Interval } from '#statistics/proportions.ts';
import { filled } from '../active-periods.ts';
import { BLOCK } from '../kind.ts';
import { quantiles } from '../quantiles.ts';
import { IN_RANGE, MATCHED, OPEN, type SequencePartial } from './kernel.ts';

/** How many units have exactly so many matches. */
export interface SoMany {
  matches: number;
  units: number;
}

export interface SequenceTable {
  /** Units with an event in the range. */
  units: number;
  /** Units with a match. */
  matched: number;
  /** Of the units, 0..1, with both ends of its 95 % interval. */
  share: number;
  interval: Interval;
  /** Matches without overlap, of all units. */
  matches: number;
  /** Of a unit that has any; 0 where none has. */
  averageMatches: number;
  /** By how many matches, ascending; numbers that no unit has are left out. */
  distribution: SoMany[];
  /** From the first event of a match to its last; null where there is no match, or one is no more than one event. */
  medianSeconds: number | null;
  p90Seconds: number | null;
  /** Units among the matched whose every match may still be undone by what must not follow. */
  open: number;
}

export interface By {
  places: number;
  /** The place of a person of the partial; −1 = none. */
  of: (person: number) => number;
}

const EVERYBODY: By = { places: 1, of: () => 0 };

/** What is counted of one place. */
class Tally {
  units = 0;
  matches = 0;
  open = 0;
  readonly soMany = new Map<number, number>();
  readonly took = new Floats();

  done(): SequenceTable {
    const { units, matches, open } = this;
    const distribution = [...this.soMany].sort(([a], [b]) => a - b).map(([n, of]) => ({ matches: n, units: of }));
    const matched = distribution.reduce((sum, each) => sum + each.units, 0);
    const times = this.took.size === 0 ? null : quantiles(filled(this.took));
    return {
      units,
      matched,
      share: shareOf({ people: units, having: matched }),
      interval: proportionInterval({ people: units, having: matched }),
      matches,
      averageMatches: matched === 0 ? 0 : matches / matched,
      distribution,
      medianSeconds: times && times.median,
      p90Seconds: times && times.p90,
      open,
    };
  }
}

/** A table for each place. Breathes between blocks of people and between tables. */
export function* tablesOf(partial: SequencePartial, by: By = EVERYBODY): Generator<void, SequenceTable[]> {
  const tallies = Array.from({ length: by.places }, () => new Tally());
  const people = partial.flags.length;
  let match = 0;
  for (let from = 0; from < people; from += BLOCK) {
    match = addPeople(partial, by, tallies, { from, to: Math.min(people, from + BLOCK), match });
    yield;
  }
  const tables: SequenceTable[] = [];
  for (const tally of tallies) {
    tables.push(tally.done());
    yield;
  }
  return tables;
}

/** `match`: number of the first match of these people. Returns that of the next ones. */
function addPeople(
  { flags, matches, tookSeconds }: SequencePartial,
  by: By,
  tallies: Tally[],
  { from, to, match }: { from: number; to: number; match: number },
): number {
  const timed = tookSeconds.length > 0;
  let next = match;
  for (let p = from; p < to; p++) {
    const flag = flags[p]!;
    if ((flag & IN_RANGE) === 0) continue;
    const found = matches[p]!;
    const first = next;
    next += found;
    const tally = tallies[by.of(p)];
    if (!tally) continue;
    tally.units++;
    if ((flag & MATCHED) === 0) continue;
    tally.matches += found;
    if ((flag & OPEN) !== 0) tally.open++;
    tally.soMany.set(found, (tally.soMany.get(found) ?? 0) + 1);
    if (timed) for (let m = first; m < next; m++) tally.took.push(tookSeconds[m]!);
  }
  return next;
}
