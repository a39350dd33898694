import { durationText } from '#vocabulary/duration.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { PathsPartial } from './kernel.ts';
import { compareRules } from './switches-compare.ts';
import { comparedOf, type Compared } from './result-compare.ts';
import { graphOf, type Graph, type GraphKept } from './result-graph.ts';
import { matrixOf, type Matrix } from './result-matrix.ts';
import { layersOf, type Link, type StepNode } from './result-links.ts';
import { waysOf } from './result-ways.ts';
import { variantsOf, type Variant } from './result-variants.ts';
import type { PathsSpec } from './spec.ts';
import { gapOf, matchText, rulesInForce } from './switches.ts';

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

export function* finish(
  partial: PathsPartial,
  spec: PathsSpec,
): Generator<void, Omit<PathsResult, 'kind' | 'elapsedMs' | 'warnings'> & { warnings: Problem[] }> {
  const ways = waysOf(partial);
  yield;
  const { graph, kept, order } = yield* graphOf(partial);
  const { links, nodes, linksTotal, share } = yield* layersOf(partial, spec, ways);
  const { variants, numbers, total, share: listedShare, visits, units } = yield* variantsOf(partial, spec, ways);
  const matrix = matrixOf(partial, order, spec);
  const compare = comparedOf(partial, spec, { links, nodes, graph, ways, numbers, matrix });
  const empty = whyEmpty(partial, spec, visits, linksTotal, links.length);
  return {
    units: partial.units,
    visits: partial.sequence.length,
    paths: visits,
    pathUnits: units,
    links,
    nodes,
    graph,
    variants,
    matrix,
    ...(compare && { compare }),
    kept: {
      links: links.length,
      linksTotal,
      share,
      ...(partial.leftOut && { visits: heldOf(partial.sequence.length, partial.leftOut) }),
      graph: kept,
      variants: { listed: variants.length, total, share: listedShare },
    },
    rules: [...rulesInForce(spec), ...compareRules(spec, compare)],
    warnings: missingNodes(partial, spec),
    ...(empty && { empty }),
  };
}

const heldOf = (held: number, leftOut: Uint32Array): { held: number; total: number } => ({
  held,
  total: leftOut.reduce((sum, visits) => sum + visits, held),
});

/** Names the question gives that no event has. */
function missingNodes({ names, excluded }: PathsPartial, spec: PathsSpec): Problem[] {
  const { node, start, end, matrixAt, exclude = [] } = spec;
  const known = new Set([...names, ...excluded]);
  const isMissing = (name: string): boolean =>
    !known.has(name) && !(node?.trimSlash && name.length > 1 && name.endsWith('/') && known.has(name.slice(0, -1)));
  const asked = [start, end, matrixAt, ...exclude].filter((name) => typeof name === 'string');
  return [...new Set(asked)]
    .filter(isMissing)
    .map((name) => warning('paths/noSuchNode', 'analysis', `No node is called “${name}”.`));
}

function whyEmpty(
  { units, sequence, leftOut }: PathsPartial,
  spec: PathsSpec,
  paths: number,
  linksTotal: number,
  links: number,
): ResultBase['empty'] {
  const { start, end } = spec;
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  if (sequence.length === 0 && leftOut?.some((visits) => visits > 0))
    return {
      reason: 'No visit holds the pattern.',
      hint: 'Let other events lie between, or give it more time.',
    };
  if (sequence.length === 0)
    return { reason: 'No event of this range is a node.', hint: 'Name nodes by another property, or hide fewer.' };
  const asked = [start, end].filter((match) => match !== undefined).map((match) => `“${matchText(match)}”`);
  if (paths === 0)
    return {
      reason: `No visit has ${asked.join(' and then ')}.`,
      hint: 'Choose another start or end, or a wider range.',
    };
  const gap = gapOf(spec);
  if (linksTotal === 0)
    return {
      reason: 'Every path has one node only.',
      hint: gap
        ? `Visits end after ${durationText(gap)} without an event: a longer pause, or none, joins them.`
        : 'Hide fewer nodes, or keep repeats in a row.',
    };
  if (links === 0) return { reason: 'No link has so many paths.', hint: 'Ask for smaller links.' };
  return undefined;
}
