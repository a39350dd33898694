import type { PathsPartial } from './kernel.ts';
import { SequenceNumbers, type Sequences } from './kernel-sequences.ts';
import { byText, leading, Tally } from './result-tally.ts';
import { VisitReader } from './result-visits.ts';
import { Waits } from './result-waits.ts';
import type { PathsSpec } from './spec.ts';

export const MOST_VARIANTS = 1000;
/** Of all variants listed, so that a few visits without end do not fill the answer. */
export const MOST_VARIANT_NODES = 100_000;

/** A whole path from its start to its end, whatever `steps` says. */
export interface Variant {
  path: string[];
  /** Visits that go this way; with `weigh: 'units'` the units that do. */
  count: number;
  units: number;
  /** Of all paths, or of all units that have one. */
  share: number;
  /** From the first node to the last. */
  medianSeconds: number;
}

export interface Variants {
  /** Largest count first, then by name. */
  variants: Variant[];
  /** Their numbers among all paths. */
  numbers: number[];
  total: number;
  /** Of all paths, those that go one of the ways listed. */
  share: number;
  visits: number;
  units: number;
}

export function* variantsOf(partial: PathsPartial, spec: PathsSpec): Generator<void, Variants> {
  const { names, waits } = partial;
  const { weigh = 'occurrences' } = spec;
  const { paths, sequences } = pathsOf(partial);
  yield;
  const { starts, nodes } = sequences;
  const [tally, all] = [new Tally(), new Tally()];
  let next = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();) {
    const { unit } = visit;
    if (visit.isRest) yield;
    tally.add(paths[next++]!, unit);
    all.add(0, unit);
  }
  const counts = tally.by(weigh);
  const visited = tally.count;
  const unitsOf = tally.units;
  const rank = ranksOf(names);
  const order = (a: number, b: number): number => {
    const more = counts[b]! - counts[a]!;
    if (more !== 0) return more;
    const length = Math.min(starts[a + 1]! - starts[a]!, starts[b + 1]! - starts[b]!);
    for (let i = 0; i < length; i++) {
      const differs = rank[nodes[starts[a]! + i]!]! - rank[nodes[starts[b]! + i]!]!;
      if (differs !== 0) return differs;
    }
    return starts[a + 1]! - starts[a]! - (starts[b + 1]! - starts[b]!);
  };
  const listed: number[] = [];
  let room = MOST_VARIANT_NODES;
  for (const variant of leading(visited.length, MOST_VARIANTS, order)) {
    room -= starts[variant + 1]! - starts[variant]!;
    if (room < 0 && listed.length > 0) break;
    listed.push(variant);
  }
  const place = new Int32Array(visited.length).fill(-1);
  listed.forEach((variant, i) => (place[variant] = i));
  const grouped = new Waits(
    listed.map((variant) => visited[variant]!),
    new Float64Array(0),
  );
  next = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();) {
    const { start, from, to, wait } = visit;
    if (visit.isRest) yield;
    const i = place[paths[next++]!]!;
    if (i < 0) continue;
    let sum = 0;
    for (let k = from + 1; k < to; k++) sum += waits[wait + k - start]!;
    grouped.add(i, sum);
  }
  const base = all.by(weigh)[0] ?? 0;
  const visits = all.count[0] ?? 0;
  return {
    variants: listed.map((variant, i) => ({
      path: Array.from(nodes.subarray(starts[variant], starts[variant + 1]), (node) => names[node]!),
      count: counts[variant]!,
      units: unitsOf[variant]!,
      share: counts[variant]! / base,
      medianSeconds: grouped.medianSeconds(i),
    })),
    numbers: listed,
    total: visited.length,
    share: visits === 0 ? 0 : listed.reduce((sum, variant) => sum + visited[variant]!, 0) / visits,
    visits,
    units: all.units[0] ?? 0,
  };
}

/** The number of each counted visit's path, one after the other, and what the numbers stand for. */
export function pathsOf(partial: PathsPartial): { paths: Uint32Array; sequences: Sequences } {
  const { cuts, sequence, sequences } = partial;
  if (!cuts) return { paths: sequence, sequences };
  const numbers = new SequenceNumbers();
  const paths = new Uint32Array(cuts.from.length);
  let size = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();)
    paths[size++] = numbers.number(sequences.nodes, visit.from, visit.to);
  return { paths, sequences: numbers.sequences() };
}

/** The place of each name among all. */
function ranksOf(names: readonly string[]): Uint32Array {
  const ranks = new Uint32Array(names.length);
  [...names.keys()].sort((a, b) => byText(names[a]!, names[b]!)).forEach((node, rank) => (ranks[node] = rank));
  return ranks;
}
