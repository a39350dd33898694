import type { PathsPartial } from './kernel.ts';
import { byText, leading } from './result-tally.ts';
import { VisitReader } from './result-visits.ts';
import type { Ways } from './result-ways.ts';
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
  /** `share`: of all paths, those that go one of the ways listed. */
  kept: { listed: number; total: number; share: number };
}

export function* variantsOf(partial: PathsPartial, spec: PathsSpec, ways: Ways): Generator<void, Variants> {
  const { names, waits } = partial;
  const { weigh = 'occurrences' } = spec;
  const { paths, sequences, times: visited, unitsOf, units } = ways;
  const { starts, nodes } = sequences;
  const counts = weigh === 'units' ? unitsOf : visited;
  const total = visited.reduce((sum, times) => sum + Math.min(1, times), 0);
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
    if (visited[variant] === 0) break;
    room -= starts[variant + 1]! - starts[variant]!;
    if (room < 0 && listed.length > 0) break;
    listed.push(variant);
  }
  const place = new Int32Array(visited.length).fill(-1);
  listed.forEach((variant, i) => (place[variant] = i));
  // a path of one node takes no time
  const isLong = (variant: number): boolean => starts[variant + 1]! - starts[variant]! > 1;
  const grouped = new Waits(
    listed.map((variant) => (isLong(variant) ? visited[variant]! : 0)),
    new Float64Array(0),
  );
  for (const visit = new VisitReader(partial, 'paths', 2); visit.next();) {
    const { start, from, to, wait } = visit;
    if (visit.rests()) yield;
    const path = paths[visit.path]!;
    if (to - from < 2 || place[path]! < 0) continue;
    let sum = 0;
    for (let k = from + 1; k < to; k++) sum += waits[wait + k - start]!;
    grouped.add(place[path]!, sum);
  }
  const visits = paths.length;
  const base = weigh === 'units' ? units : visits;
  return {
    variants: listed.map((variant, i) => ({
      path: Array.from(nodes.subarray(starts[variant], starts[variant + 1]), (node) => names[node]!),
      count: counts[variant]!,
      units: unitsOf[variant]!,
      share: counts[variant]! / base,
      medianSeconds: grouped.medianSeconds(i),
    })),
    numbers: listed,
    kept: {
      listed: listed.length,
      total,
      share: visits === 0 ? 0 : listed.reduce((sum, variant) => sum + visited[variant]!, 0) / visits,
    },
  };
}

/** The place of each name among all. */
function ranksOf(names: readonly string[]): Uint32Array {
  const ranks = new Uint32Array(names.length);
  [...names.keys()].sort((a, b) => byText(names[a]!, names[b]!)).forEach((node, rank) => (ranks[node] = rank));
  return ranks;
}
