import { count, many, people, percent, seconds } from '#charts/formats.ts';
import { behindEdge, type Behind, type Stretch } from './draw.ts';
import { called, visitWords } from './draw-words.ts';
import type { GraphEdge } from './result-graph.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';

export interface DrawnWait {
  key: string;
  source: string;
  target: string;
  count: string;
  median: string;
  average: string;
  total: string;
  /** Of all waiting between the moves listed, 0..1. */
  share: number;
  behind: Behind;
}

export interface DrawnActivity {
  name: string;
  visits: string;
  share: string;
  starts: string;
  ends: string;
  /** Visits that come there more than once, and their share of those that come at all. */
  repeats: string;
  repeatShare: string;
  behind: Behind;
  behindRepeats: Behind | null;
}

/** Cases as a process: where time goes, where they begin and end, what is done again. */
export interface DrawnCases {
  says: Stretch[];
  /** Where most waiting is spent in all, first. */
  waits: DrawnWait[];
  activities: DrawnActivity[];
  words: { one: string; many: string };
}

const totalOf = ({ count: n, averageSeconds }: GraphEdge): number => n * averageSeconds;
const names = ({ source, target }: GraphEdge): string => `“${called(source)}” and “${called(target)}”`;

export function drawCases(spec: PathsSpec, result: PathsResult): DrawnCases {
  const { graph, visits, counts } = result;
  const words = visitWords(spec, result);
  const waiting = graph.edges.reduce((sum, edge) => sum + totalOf(edge), 0);
  const ordered = graph.edges.filter((edge) => totalOf(edge) > 0).sort((a, b) => totalOf(b) - totalOf(a));
  return {
    words,
    says: sentence(spec, result, ordered, waiting),
    waits: ordered.map((edge) => ({
      key: JSON.stringify([edge.source, edge.target]),
      source: edge.source,
      target: edge.target,
      count: count(edge.count),
      median: seconds(edge.medianSeconds),
      average: seconds(edge.averageSeconds),
      total: seconds(totalOf(edge)),
      share: totalOf(edge) / waiting,
      behind: behindEdge(edge, result),
    })),
    activities: graph.nodes.map((node) => ({
      name: node.name,
      visits: count(node.visits),
      share: percent(node.visits / Math.max(1, visits)),
      starts: count(node.starts),
      ends: count(node.ends),
      repeats: count(node.repeats),
      repeatShare: percent(node.repeats / node.visits),
      behind: {
        pointer: { graphNode: node.name },
        heading: `${people(node.units, counts)} came to “${called(node.name)}”`,
        note: `${people(node.visits, words)}, ${many(node.count, 'time')}`,
      },
      behindRepeats:
        node.repeats === 0
          ? null
          : {
              pointer: { graphNode: node.name, repeats: true },
              heading: `“${called(node.name)}” more than once`,
              note: `${people(node.repeats, words)}, ${percent(node.repeats / node.visits)} of those that come there`,
            },
    })),
  };
}

function sentence(spec: PathsSpec, result: PathsResult, ordered: readonly GraphEdge[], waiting: number): Stretch[] {
  const { graph, visits } = result;
  const words = visitWords(spec, result);
  const [bottleneck] = ordered;
  const again = [...graph.nodes].sort((a, b) => b.repeats - a.repeats)[0];
  return [
    'Of ',
    { strong: people(visits, words) },
    ...(bottleneck
      ? [
          `, most waiting is between ${names(bottleneck)}: `,
          { strong: percent(totalOf(bottleneck) / waiting) },
          ` of all, ${seconds(totalOf(bottleneck))} in ${many(bottleneck.count, 'move')}, median ${seconds(bottleneck.medianSeconds)}.`,
        ]
      : [' nobody waits between two nodes.']),
    ...(again && again.repeats > 0
      ? [
          ` Most often done again is “${called(again.name)}”: in `,
          { strong: people(again.repeats, words) },
          `, ${percent(again.repeats / again.visits)} of those that come to it.`,
        ]
      : [' Nothing is done twice.']),
  ];
}
