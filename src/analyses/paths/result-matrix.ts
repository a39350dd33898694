import type { PathsPartial } from './kernel.ts';
import { nodeOrder, nodesMet } from './result-graph.ts';
import { VisitReader } from './result-visits.ts';
import { DEFAULT_STEPS, type PathsSpec } from './spec.ts';

/** Places before and after the event that a matrix is around. */
export const REACH = 3;

export interface Matrix {
  /** The largest nodes, of so many. */
  names: string[];
  namesTotal: number;
  /** By name, then by place: share of the visits that are there, 0 where a visit has no such place. */
  shares: number[][];
  /** The first of the places: 1 = a visit's first; around an event that is place 0. */
  first: number;
  /** All of them; around an event those that have it. */
  visits: number;
}

/** The places that a matrix shows. */
export function matrixPlaces({ matrixAt, steps = DEFAULT_STEPS }: PathsSpec): { first: number; places: number } {
  return matrixAt === undefined ? { first: 1, places: steps } : { first: -REACH, places: 2 * REACH + 1 };
}

/** Which node of a visit is at the first place of the matrix; it may lie before the visit. Null where it is not in it. */
export const matrixStart = ({ matrixAt }: PathsSpec, { start, centre }: VisitReader): number | null =>
  matrixAt === undefined ? start : centre < 0 ? null : centre - REACH;

/**
 * The nodes at each place of all visits, before any cut; `times`: by sequence, how many visits go it, `met`: by node, how
 * often it is in any.
 */
export function matrixOf(partial: PathsPartial, times: Uint32Array, met: Uint32Array, spec: PathsSpec): Matrix {
  const { names, sequences } = partial;
  const order = nodeOrder(names, met);
  const { first, places } = matrixPlaces(spec);
  const row = new Int32Array(names.length).fill(-1);
  order.forEach((node, i) => (row[node] = i));
  const counts = new Float64Array(order.length * places);
  let visits = 0;
  const count = (visit: { start: number; end: number }, from: number, times: number): void => {
    visits += times;
    for (let i = Math.max(visit.start, from); i < Math.min(visit.end, from + places); i++) {
      const r = row[sequences.nodes[i]!]!;
      if (r >= 0) counts[r * places + i - from]! += times;
    }
  };
  if (spec.matrixAt === undefined) {
    times.forEach((n, s) => {
      if (n > 0) count({ start: sequences.starts[s]!, end: sequences.starts[s + 1]! }, sequences.starts[s]!, n);
    });
  } else
    for (const visit = new VisitReader(partial, 'visits'); visit.next();) {
      const from = matrixStart(spec, visit);
      if (from !== null) count(visit, from, 1);
    }
  const base = Math.max(1, visits);
  return {
    names: order.map((node) => names[node]!),
    namesTotal: nodesMet(met),
    shares: order.map((_, r) => Array.from(counts.subarray(r * places, (r + 1) * places), (n) => n / base)),
    first,
    visits,
  };
}
