import { durationText } from '#vocabulary/duration.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { CountedGraph } from './kernel-graph.ts';
import type { PathsCounted, PathsPartial } from './kernel.ts';
import { compareRules } from './switches-compare.ts';
import { comparedOf, type Compared, type ComparedParts } from './result-compare.ts';
import { graphCounts, timesMet } from './result-graph-counts.ts';
import { graphOf, type Graph, type GraphKept } from './result-graph.ts';
import { matrixOf, type Matrix } from './result-matrix.ts';
import { layersOf, type Link, type StepNode } from './result-links.ts';
import { timesOf, waysOf } from './result-ways.ts';
import { variantsOf, type Variant } from './result-variants.ts';
import type { PathsSpec } from './spec.ts';
import { gapOf, matchText, partsOf, rulesInForce } from './switches.ts';

/** With all its parts. */
export interface PathsResult extends ResultBase {
  kind: 'paths';
  /** Visits of all units, and of these the ones that have the start and the end. */
  visits: number;
  paths: number;
  /** Units with such a path. */
  pathUnits: number;
  links: Link[];
  nodes: StepNode[];
  graph: Graph;
  variants: Variant[];
  matrix: Matrix;
  /** With a comparison. */
  compare?: Compared;
  /** What is listed of all there is. Shares are of moves, of variants of paths. */
  kept: {
    links: number;
    linksTotal: number;
    share: number;
    /** With a pattern: the visits that hold it, of all. */
    visits?: { held: number; total: number };
    graph: GraphKept;
    variants: { listed: number; total: number; share: number };
  };
}

type Listed = 'links' | 'nodes' | 'graph' | 'variants' | 'matrix';

/** What is given: of the parts those that were asked for. */
export interface PathsAnswer
  extends Omit<PathsResult, Listed | 'compare' | 'kept'>, Partial<Pick<PathsResult, Listed>> {
  compare?: ComparedParts;
  kept: Partial<PathsResult['kept']>;
}

/** Without what the engine adds. */
type Answer = Omit<PathsAnswer, 'kind' | 'elapsedMs' | 'warnings'> & { warnings: Problem[] };

export function finish(partial: PathsCounted, spec: PathsSpec): Generator<void, Answer> {
  return 'sequences' in partial ? finishVisits(partial, spec) : finishGraph(partial, spec);
}

/** The graph is all that was asked for, and there is neither a start nor an end. */
function* finishGraph(
  { names, excluded, units, visits, visiting, graph: counts }: CountedGraph,
  spec: PathsSpec,
): Generator<void, Answer> {
  const { graph, kept } = yield* graphOf(names, counts);
  const empty = whyEmpty(spec, { units, visits, paths: visits, leftOut: 0, moves: kept.edgesTotal });
  return {
    units,
    visits,
    paths: visits,
    pathUnits: visiting,
    graph,
    kept: { graph: kept },
    rules: rulesInForce(spec),
    warnings: missingNodes([...names, ...excluded], spec),
    ...(empty && { empty }),
  };
}

function* finishVisits(partial: PathsPartial, spec: PathsSpec): Generator<void, Answer> {
  const { names, excluded, units, leftOut } = partial;
  const parts = partsOf(spec);
  const ways = yield* waysOf(partial);
  // without a start or an end paths are visits
  const times = partial.cuts ? timesOf(partial.sequence, partial.sequences) : ways.times;
  const counts = parts.has('graph') ? yield* graphCounts(partial, times) : null;
  const ofGraph = counts && (yield* graphOf(names, counts));
  const flow = parts.has('flow') ? yield* layersOf(partial, spec, ways) : null;
  const ofVariants = parts.has('variants') ? yield* variantsOf(partial, spec, ways) : null;
  const matrix = parts.has('matrix') ? matrixOf(partial, times, counts?.met ?? timesMet(partial, times), spec) : null;
  const compare = comparedOf(partial, spec, {
    flow,
    graph: ofGraph?.graph,
    ways,
    variants: ofVariants?.numbers,
    matrix,
  });
  const visits = partial.sequence.length;
  const paths = ways.paths.length;
  const without = leftOut && leftOut.reduce((sum, n) => sum + n, 0);
  const moves = flow?.linksTotal ?? ofGraph?.kept.edgesTotal;
  const empty = whyEmpty(spec, { units, visits, paths, leftOut: without ?? 0, moves, links: flow?.links.length });
  return {
    units,
    visits,
    paths,
    pathUnits: ways.units,
    ...(flow && { links: flow.links, nodes: flow.nodes }),
    ...(ofGraph && { graph: ofGraph.graph }),
    ...(ofVariants && { variants: ofVariants.variants }),
    ...(matrix && { matrix }),
    ...(compare && { compare }),
    kept: {
      ...(flow && { links: flow.links.length, linksTotal: flow.linksTotal, share: flow.share }),
      ...(without !== null && { visits: { held: visits, total: visits + without } }),
      ...(ofGraph && { graph: ofGraph.kept }),
      ...(ofVariants && { variants: ofVariants.kept }),
    },
    rules: [...rulesInForce(spec), ...compareRules(spec, compare)],
    warnings: missingNodes([...names, ...excluded], spec),
    ...(empty && { empty }),
  };
}

/** Names the question gives that no event has. */
function missingNodes(names: string[], spec: PathsSpec): Problem[] {
  const { node, start, end, matrixAt, exclude = [] } = spec;
  const known = new Set(names);
  const isMissing = (name: string): boolean =>
    !known.has(name) && !(node?.trimSlash && name.length > 1 && name.endsWith('/') && known.has(name.slice(0, -1)));
  const asked = [start, end, matrixAt, ...exclude].filter((name) => typeof name === 'string');
  return [...new Set(asked)]
    .filter(isMissing)
    .map((name) => warning('paths/noSuchNode', 'analysis', `No node is called “${name}”.`));
}

/** `moves` and `links` are of the parts asked for, where they tell of any. */
interface Found {
  units: number;
  visits: number;
  paths: number;
  leftOut: number;
  moves: number | undefined;
  links?: number | undefined;
}

function whyEmpty(spec: PathsSpec, { units, visits, paths, leftOut, moves, links }: Found): ResultBase['empty'] {
  const { start, end } = spec;
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  if (visits === 0 && leftOut > 0)
    return {
      reason: 'No visit holds the pattern.',
      hint: 'Let other events lie between, or give it more time.',
    };
  if (visits === 0)
    return { reason: 'No event of this range is a node.', hint: 'Name nodes by another property, or hide fewer.' };
  const asked = [start, end].filter((match) => match !== undefined).map((match) => `“${matchText(match)}”`);
  if (paths === 0)
    return {
      reason: `No visit has ${asked.join(' and then ')}.`,
      hint: 'Choose another start or end, or a wider range.',
    };
  const gap = gapOf(spec);
  if (moves === 0)
    return {
      reason: 'Every path has one node only.',
      hint: gap
        ? `Visits end after ${durationText(gap)} without an event: a longer pause, or none, joins them.`
        : 'Hide fewer nodes, or keep repeats in a row.',
    };
  if (links === 0) return { reason: 'No link has so many paths.', hint: 'Ask for smaller links.' };
  return undefined;
}
