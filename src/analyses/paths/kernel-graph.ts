import { peopleIn, takesInAll, type KernelInput } from '#log/shard.ts';
import { blockEnd } from '../blocks.ts';
import { EdgeCounts, type GraphCounts } from './kernel-graph-edges.ts';
import { GraphPass } from './kernel-graph-pass.ts';
import { MOST_PLAIN, PlainPass } from './kernel-graph-plain.ts';
import { matcher } from './kernel-matches.ts';
import { NodeNumbers } from './kernel-names.ts';
import { MOST_UINT32 } from './kernel-visits.ts';
import type { PathsOptions } from './switches.ts';

/** Edges have a place each, the square of so many: 4 MB a table. */
const MOST_NAMES = 1 << 10;

/** The graph of one shard where nothing else is asked for: nothing is known by person. */
export interface CountedGraph {
  units: number;
  visits: number;
  /** Units that have a visit. */
  visiting: number;
  /** Of nodes, by number. */
  names: string[];
  /** Nodes met that the question leaves out. */
  excluded: string[];
  graph: GraphCounts;
}

/** Null where the question or the log is not of the common sort. */
export function* count(input: KernelInput, options: PathsOptions): Generator<void, CountedGraph | null> {
  const { shard, exists, span } = input;
  const { passes, possible } = matcher(input.matches.slice(0, options.events), shard.names.length);
  if (!isPlain(input, options) || passes !== null) return null;
  const bits = Math.max(1, 32 - Math.clz32(shard.names.length - 1));
  const numbers = new NodeNumbers(shard.names, [], options, possible);
  const within = takesInAll(input, span) ? null : span;
  const gapUs = options.gapMs * 1000;
  const plainly = exists === null && within === null && isByName(input, options);
  const pass = plainly
    ? new PlainPass(shard, bits, gapUs, options.collapse)
    : new GraphPass(shard, exists, within, numbers, bits, gapUs, options.collapse);
  const names = plainly ? shard.names : numbers.names;
  const edges = new EdgeCounts(bits);
  for (let from = 0; from < peopleIn(shard);) {
    const to = blockEnd(shard.personStart, from);
    edges.add(pass.people(from, to));
    from = to;
    yield;
  }
  return {
    units: pass.units,
    visits: pass.visits,
    visiting: pass.visiting,
    names,
    excluded: [...numbers.excluded],
    graph: edges.graph(names.length, pass.starts, pass.unitsAt),
  };
}

/** Every event is a node called by its own name. */
const isByName = ({ shard }: KernelInput, { rules, trimSlash, exclude, events }: PathsOptions): boolean =>
  rules.length === 0 && !trimSlash && exclude.length === 0 && events === 0 && shard.names.length <= MOST_PLAIN;

/** Names and groups by a property need its columns. */
function isPlain({ shard, columns }: KernelInput, options: PathsOptions): boolean {
  const { graphAlone, start, end, matrixAt, pattern, gapMs } = options;
  return (
    graphAlone &&
    start === null &&
    end === null &&
    matrixAt === null &&
    pattern === null &&
    columns.length === 0 &&
    gapMs * 1000 <= MOST_UINT32 &&
    shard.names.length <= MOST_NAMES
  );
}
