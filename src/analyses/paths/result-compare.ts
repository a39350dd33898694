import { falseDiscovery } from '#statistics/false-discovery.ts';
import { IN_FIRST, IN_SECOND } from './kernel-groups.ts';
import type { PathsPartial } from './kernel.ts';
import { basesOf, GroupTally, type Difference } from './result-groups.ts';
import type { Graph } from './result-graph.ts';
import { matrixPlaces, matrixStart, type Matrix } from './result-matrix.ts';
import type { Layers, Step } from './result-links.ts';
import { PairNumbers } from './result-tally.ts';
import { BETWEEN, Places, VisitReader } from './result-visits.ts';
import type { Ways } from './result-ways.ts';
import type { PathsSpec } from './spec.ts';

/** Two groups beside each other. Lists are in the order of those of the result. */
export interface Compared {
  groups: [Group, Group];
  /** Units that are in both. */
  both: number;
  /** Shares of paths that go along a link, and that are at a node of a step. */
  links: Difference[];
  nodes: Difference[];
  /** Shares of visits that go along an edge, once or more. */
  edges: Difference[];
  variants: Difference[];
  /** By name, then by place. */
  matrix: Difference[][];
  /** Of all links, edges, variants and places, listed or not. Each of the four is adjusted by itself. */
  tests: { made: number; tooFew: number };
}

/** The lists are of the parts asked for; so are the tests. */
export type ComparedParts = Pick<Compared, 'groups' | 'both' | 'tests'> & Partial<Compared>;

export interface Group {
  /** With a visit. */
  units: number;
  visits: number;
  /** Of these the ones that have the start and the end, and the units whose they are. */
  paths: number;
  pathUnits: number;
}

/** The parts asked for. */
interface Listed {
  flow: Pick<Layers, 'links' | 'nodes'> | null;
  graph: Graph | undefined;
  ways: Ways;
  /** The numbers of their ways. */
  variants: readonly number[] | undefined;
  matrix: Matrix | null;
}

/** Null where nothing is compared. */
export function comparedOf(partial: PathsPartial, spec: PathsSpec, listed: Listed): ComparedParts | null {
  const { groups } = partial;
  if (!groups) return null;
  const { weigh = 'occurrences' } = spec;
  const { flow, graph, variants, matrix } = listed;
  const ofVisits = compareVisits(partial, groups, spec, listed, weigh);
  const ofPaths = comparePaths(partial, groups, spec, listed, weigh);
  const tests = [
    ...(graph ? [ofVisits.edges] : []),
    ...(matrix ? [ofVisits.matrix] : []),
    ...(flow ? [ofPaths.links] : []),
    ...(variants ? [ofPaths.variants] : []),
  ];
  const groupOf = (g: 0 | 1): Group => ({
    units: ofVisits.bases.units[g],
    visits: ofVisits.bases.visits[g],
    paths: ofPaths.bases.visits[g],
    pathUnits: ofPaths.bases.units[g],
  });
  return {
    groups: [groupOf(0), groupOf(1)],
    both: ofVisits.bases.units[2],
    ...(flow && { links: ofPaths.links.listed, nodes: ofPaths.nodes.listed }),
    ...(graph && { edges: ofVisits.edges.listed }),
    ...(variants && { variants: ofPaths.variants.listed }),
    ...(matrix && { matrix: ofVisits.places }),
    tests: {
      made: tests.reduce((sum, { made }) => sum + made, 0),
      tooFew: tests.reduce((sum, { tooFew }) => sum + tooFew, 0),
    },
  };
}

type Weigh = 'occurrences' | 'units';

/** Of whole visits: the edges they go along and the nodes at each place. */
function compareVisits(partial: PathsPartial, groups: Uint8Array, spec: PathsSpec, listed: Listed, weigh: Weigh) {
  const { graph, matrix } = listed;
  const { names, sequences } = partial;
  const { nodes } = sequences;
  const trials = new Uint32Array(groups.length);
  for (const visit = new VisitReader(partial, 'visits'); visit.next();) trials[visit.unit]!++;
  const bases = basesOf(groups, trials);
  const around = new Uint32Array(groups.length);
  for (const visit = new VisitReader(partial, 'visits'); visit.next();)
    if (matrixStart(spec, visit) !== null) around[visit.unit]!++;
  const [edges, spots] = [new GroupTally(bases), new GroupTally(basesOf(groups, around))];
  const { places: steps } = matrixPlaces(spec);
  const moves = new PairNumbers(names.length, names.length);
  /** By edge, the visit + 1 that went along it last: it counts once in a visit. */
  const lastAlong: number[] = [];
  let visited = 0;
  for (const visit = new VisitReader(partial, 'visits'); visit.next();) {
    const { unit, start, end } = visit;
    if (groups[unit] === 0) continue;
    visited++;
    const from = matrixStart(spec, visit);
    for (let i = start; i < end; i++) {
      const node = nodes[i]!;
      if (from !== null && i >= from && i < from + steps) spots.add(node * steps + i - from, unit);
      if (i === start) continue;
      const edge = moves.number(nodes[i - 1]!, node);
      if (lastAlong[edge] !== visited) edges.add(edge, unit);
      lastAlong[edge] = visited;
    }
  }
  const numbers = new Map(names.map((name, node) => [name, node]));
  const found = differencesOf(
    edges,
    weigh,
    (graph?.edges ?? []).map(({ source, target }) => moves.number(numbers.get(source)!, numbers.get(target)!)),
  );
  const atPlaces = differencesOf(
    spots,
    weigh,
    (matrix?.names ?? []).flatMap((name) => Array.from({ length: steps }, (_, k) => numbers.get(name)! * steps + k)),
  );
  const places = (matrix?.names ?? []).map((_, row) => atPlaces.listed.slice(row * steps, (row + 1) * steps));
  return { bases, edges: found, matrix: atPlaces, places };
}

/** Of what the start and the end leave: links and nodes of steps, and whole paths. */
function comparePaths(partial: PathsPartial, groups: Uint8Array, spec: PathsSpec, listed: Listed, weigh: Weigh) {
  const { names } = partial;
  const trials = new Uint32Array(groups.length);
  for (const visit = new VisitReader(partial, 'paths'); visit.next();) trials[visit.unit]!++;
  const bases = basesOf(groups, trials);
  const [links, nodes, variants] = [new GroupTally(bases), new GroupTally(bases), new GroupTally(bases)];
  const places = new Places(partial, spec);
  const width = names.length + 1;
  const pairs = new PairNumbers(places.most * width, width);
  const { paths } = listed.ways;
  let next = 0;
  for (const visit = new VisitReader(partial, 'paths'); visit.next();) {
    const { unit, from, to } = visit;
    const path = paths[next++]!;
    if (groups[unit] === 0) continue;
    variants.add(path, unit);
    places.fill(from, to);
    const { node, length } = places;
    for (let k = 0; k < length; k++) {
      nodes.add(k * width + node[k]!, unit);
      if (k > 0) links.add(pairs.number((k - 1) * width + node[k - 1]!, node[k]!), unit);
    }
  }
  const numbers = new Map(names.map((name, node) => [name, node]));
  const place = ({ step, name }: Step): number =>
    (step - 1) * width + (name === BETWEEN ? places.between : numbers.get(name)!);
  return {
    bases,
    links: differencesOf(
      links,
      weigh,
      (listed.flow?.links ?? []).map(({ source, target }) => pairs.number(place(source), place(target) % width)),
    ),
    nodes: differencesOf(nodes, weigh, (listed.flow?.nodes ?? []).map(place)),
    variants: differencesOf(variants, weigh, listed.variants ?? []),
  };
}

/** Differences of the things listed, with q among all that were met. */
function differencesOf(tally: GroupTally, weigh: Weigh, listed: readonly number[]) {
  const met = tally.met;
  const tested = new Map(met.map((id) => [id, tally.tested(id, weigh)]));
  const sure = met.filter((id) => tested.get(id)!.p !== null);
  const q = falseDiscovery(sure.map((id) => tested.get(id)!.p!));
  const qOf = new Map(sure.map((id, i) => [id, q[i]!]));
  return {
    made: sure.length,
    tooFew: met.length - sure.length,
    listed: listed.map((id): Difference => {
      const { p: _p, ...rest } = tested.get(id) ?? tally.tested(id, weigh);
      return { ...rest, q: qOf.get(id) ?? null };
    }),
  };
}

/** Whether a unit is in the first group, 0, or the second, 1. */
export const inGroup =
  (groups: Uint8Array, of: number): ((unit: number) => boolean) =>
  (unit) =>
    (groups[unit]! & (of === 0 ? IN_FIRST : IN_SECOND)) !== 0;
