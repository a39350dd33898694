import { count, many, people, percent, seconds } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Counted } from '#vocabulary/result.ts';
import { coloursOf } from './draw-colours.ts';
import { drawComparison, type DrawnComparison } from './draw-compare.ts';
import { drawMatrix, type DrawnMatrix } from './draw-matrix.ts';
import { called, linkWords, pathWords } from './draw-words.ts';
import type { GraphEdge, GraphNode } from './result-graph.ts';
import type { Link, StepNode } from './result-links.ts';
import type { PathsResult } from './result.ts';
import { DEFAULT_TOP, type PathsSpec } from './spec.ts';
import { matchText } from './switches.ts';

/** A stretch of a sentence; the numbers that matter are strong. */
export type Stretch = string | { strong: string };

/** A number whose people can be asked for. */
export interface Behind {
  pointer: Record<string, unknown>;
  heading: string;
  note: string;
}

export interface DrawnLink {
  key: string;
  step: number;
  source: string;
  target: string;
  count: number;
  /** Of those at its source, 0..1. */
  share: number;
  /** What rests on it and a screen reader are told. */
  says: string;
  median: string;
  behind: Behind;
}

export interface DrawnVariant {
  key: string;
  path: string[];
  count: number;
  share: number;
  median: string | null;
  behind: Behind;
}

export interface Drawing {
  says: Stretch[];
  /** What a link counts: `visits`, `people`. */
  counted: Counted;
  /** 1..8 by node, 0 = other. */
  colours: Record<string, number>;
  links: DrawnLink[];
  variants: DrawnVariant[];
  /** Whether shares of variants add up: where units are counted, one may go several ways. */
  sums: boolean;
  /** How many of all paths the variants listed cover. */
  covered: string;
  /** What of the links is shown; `more` is how many there are where some were left out. */
  kept: { shown: string; share: string; left: string | null; more: number | null };
  matrix: DrawnMatrix;
  /** Of two groups beside each other. */
  comparison: DrawnComparison | null;
}

const quoted = (name: string): string => `“${name}”`;

/** Everything the paths show but where it lies on the page. Pure. */
export function draw(
  spec: PathsSpec,
  result: PathsResult,
  overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = linkWords(spec, result);
  const at = new Map(result.nodes.map((node) => [`${node.step}_${node.name}`, node]));
  return {
    says: sentence(spec, result),
    counted,
    colours: coloursOf(result, overview, spec),
    links: result.links.map((link) =>
      drawLink(link, at.get(`${link.source.step}_${link.source.name}`)!, result, counted),
    ),
    variants: result.variants.map(({ path, count: n, share, medianSeconds, units }) => ({
      key: JSON.stringify(path),
      path,
      count: n,
      share,
      median: path.length > 1 ? seconds(medianSeconds) : null,
      behind: {
        pointer: { variant: path },
        heading: `${people(units, result.counts)} went this way`,
        note: path.map(called).join(' → '),
      },
    })),
    sums: spec.weigh !== 'units',
    covered: `${many(result.kept.variants.total, 'different path')}${
      result.kept.variants.listed < result.kept.variants.total
        ? `; the ${count(result.kept.variants.listed)} most frequent are ${percent(result.kept.variants.share)} of all`
        : ''
    }`,
    kept: keptText(spec, result, counted),
    matrix: drawMatrix(spec, result),
    comparison: drawComparison(spec, result, saved),
  };
}

function drawLink(link: Link, node: StepNode, { counts }: PathsResult, counted: Counted): DrawnLink {
  const { source, target, count: n, units, medianSeconds } = link;
  const share = n / node.count;
  const median = seconds(medianSeconds);
  const names = `${called(source.name)} → ${called(target.name)}`;
  return {
    key: `${source.step}_${source.name}\u0000${target.name}`,
    step: source.step,
    source: source.name,
    target: target.name,
    count: n,
    share,
    median,
    says: `${names}, step ${source.step} to ${target.step}: ${people(n, counted)}, ${percent(share)} of those there, median ${median}`,
    behind: {
      pointer: { link: [`${source.step}_${source.name}`, `${target.step}_${target.name}`] },
      heading: `${people(units, counts)} went from ${quoted(called(source.name))} to ${quoted(called(target.name))}`,
      note: `from step ${source.step} to step ${target.step}, ${people(n, counted)}`,
    },
  };
}

/** Who is at a node of a step, or ends there. */
export function behindNode(node: StepNode, ends: boolean, result: PathsResult): Behind {
  const { step, name, units, ends: ended } = node;
  return {
    pointer: { node: `${step}_${name}`, ...(ends && { ends: true }) },
    heading: ends
      ? `Left after ${quoted(called(name))}`
      : `${people(units, result.counts)} came to ${quoted(called(name))}`,
    note: ends ? `at step ${step}, ${count(ended)} in all` : `at step ${step}`,
  };
}

export function behindEdge({ source, target, count: n, units }: GraphEdge, { counts }: PathsResult): Behind {
  return {
    pointer: { edge: [source, target] },
    heading: `${people(units, counts)} went from ${quoted(called(source))} to ${quoted(called(target))}`,
    note: `at any place, ${many(n, 'time')}`,
  };
}

export function behindGraphNode({ name, count: n, units }: GraphNode, { counts }: PathsResult): Behind {
  return {
    pointer: { graphNode: name },
    heading: `${people(units, counts)} came to ${quoted(called(name))}`,
    note: `at any place, ${many(n, 'time')}`,
  };
}

function keptText(spec: PathsSpec, { links, kept }: PathsResult, counted: Counted): Drawing['kept'] {
  const left = kept.linksTotal - kept.links;
  const least = links.at(-1)?.count ?? 0;
  const moves = Math.round(links.reduce((sum, { count: n }) => sum + n, 0) / Math.max(kept.share, 1e-12));
  const lost = moves - links.reduce((sum, { count: n }) => sum + n, 0);
  const cut = kept.links >= (spec.top ?? DEFAULT_TOP) ? `links smaller than ${people(least, counted)}` : 'links';
  return {
    shown:
      left === 0
        ? `All ${many(kept.links, 'link')} are shown`
        : `Shown: ${count(kept.links)} of ${many(kept.linksTotal, 'link')}`,
    share: percent(kept.share),
    left: left === 0 ? null : `Left out: ${count(left)} ${left === 1 ? 'link' : cut}, ${many(lost, 'move')}.`,
    more: left === 0 ? null : kept.linksTotal,
  };
}

function sentence(spec: PathsSpec, result: PathsResult): Stretch[] {
  const { links, nodes, paths, counts } = result;
  const { start, end } = spec;
  const words = pathWords(spec, result);
  const first = nodes.filter(({ step }) => step === 1).sort((a, b) => b.count - a.count)[0];
  if (!first || links.length === 0) return [];
  if (end !== undefined) {
    const before = [...links]
      .filter(({ target }) =>
        nodes.some(({ step, name, ends }) => step === target.step && name === target.name && ends > 0),
      )
      .sort((a, b) => b.count - a.count)[0];
    return [
      { strong: people(paths, words) },
      start === undefined ? ' came to ' : ` went from ${quoted(matchText(start))} to `,
      `${quoted(matchText(end))}.`,
      ...(before && before.source.name !== '…'
        ? [
            ` The most frequent step before it is ${quoted(called(before.source.name))}, `,
            { strong: people(before.count, linkWords(spec, result)) },
            '.',
          ]
        : []),
    ];
  }
  const next = links.find(({ source }) => source.step === 1 && source.name === first.name);
  const where =
    start === undefined
      ? `begin with ${quoted(called(first.name))}`
      : `${spec.anchor === 'every' ? 'begin at' : 'come to'} ${quoted(matchText(start))}`;
  const weighed = spec.weigh === 'units';
  const total = weighed ? result.pathUnits : paths;
  return [
    'Of ',
    { strong: weighed ? people(total, counts) : people(total, words) },
    start === undefined ? ', ' : ` that ${where}, `,
    ...(start === undefined ? [{ strong: count(first.count) }, ` ${where}. Of these, `] : []),
    ...(next
      ? [
          { strong: count(next.count) },
          ` go on to ${quoted(called(next.target.name))} (`,
          { strong: percent(next.count / first.count) },
          ')',
        ]
      : []),
    ...(next && first.ends > 0 ? [' and '] : []),
    ...(first.ends > 0 ? [{ strong: count(first.ends) }, ' end there'] : []),
    '.',
  ];
}
