import type { Compared, ComparedParts } from './result-compare.ts';
import type { PathsAnswer, PathsResult } from './result.ts';

const whole = new WeakMap<PathsAnswer, PathsResult>();

/** The result with nothing in the parts that were not asked for; the same one of the same answer. */
export function wholeOf(answer: PathsAnswer): PathsResult {
  if (isWhole(answer)) return answer;
  const known = whole.get(answer);
  if (known) return known;
  const { compare, kept, ...rest } = answer;
  const made: PathsResult = {
    links: [],
    nodes: [],
    graph: { nodes: [], edges: [] },
    variants: [],
    matrix: { names: [], namesTotal: 0, shares: [], first: 1, visits: 0 },
    ...rest,
    ...(compare && { compare: wholeCompared(compare) }),
    kept: {
      links: 0,
      linksTotal: 0,
      share: 0,
      graph: { nodes: 0, nodesTotal: 0, edges: 0, edgesTotal: 0, share: 0 },
      variants: { listed: 0, total: 0, share: 0 },
      ...kept,
    },
  };
  whole.set(answer, made);
  return made;
}

const isWhole = (answer: PathsAnswer): answer is PathsResult =>
  [answer.links, answer.graph, answer.variants, answer.matrix].every((part) => part !== undefined);

const wholeCompared = (compare: ComparedParts): Compared => ({
  links: [],
  nodes: [],
  edges: [],
  variants: [],
  matrix: [],
  ...compare,
});
