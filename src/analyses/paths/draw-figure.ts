import { box, escaped, line, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import { count } from '#charts/formats.ts';
import type { Cell } from '#ui/files.ts';
import type { Saver } from '../views.ts';
import { drawCases } from './draw-cases.ts';
import { BAR, FADE, flowOf, type Flow } from './draw-flow.ts';
import { graphBody, graphOnPage } from './draw-graph-figure.ts';
import type { DrawnGraph } from './draw-graph.ts';
import { matrixFigure } from './draw-matrix-figure.ts';
import { FIRST_ROWS } from './draw-matrix.ts';
import { wholeOf } from './draw-parts.ts';
import { draw, type Drawing, type Stretch } from './draw.ts';
import { seenOf, waysOf } from './draw-ways.ts';
import type { Difference } from './result-groups.ts';
import type { PathsAnswer, PathsResult } from './result.ts';
import { shown } from './shown.svelte.ts';
import type { PathsSpec } from './spec.ts';

/** A picture of its own size, made to fit where it is wider than the sheet. */
interface Picture {
  width: number;
  height: number;
  body: string;
  /** What its heights and colours mean. */
  key: string;
  /** What of it is shown. */
  kept: readonly Run[];
}

/** Paths as they stand on the page, to be saved. Pure: no page is needed to draw them. */
export function figure(
  drawing: Drawing,
  says: readonly Stretch[],
  pictureAt: (width: number) => Picture | undefined,
  width: number,
  measure: Measure,
): Figure {
  const parts: string[] = [];
  let y = 0;
  const paragraph = (runs: readonly Run[], size: number, leading: number) => {
    for (const runsOfLine of wrapped(runs, width, size, measure)) {
      parts.push(line(0, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  const { comparison } = drawing;
  paragraph(
    says.map((part): Run => (typeof part === 'string' ? { text: part } : { text: part.strong, strong: true })),
    15,
    24,
  );
  const picture = pictureAt(width);
  if (picture) {
    paragraph([{ text: picture.key }], 12, 20);
    y += 8;
    const scale = Math.min(1, width / picture.width);
    parts.push(`<g transform="translate(0 ${y}) scale(${Math.round(scale * 1000) / 1000})">${picture.body}</g>`);
    y += picture.height * scale + 8;
    paragraph(picture.kept, 12, 20);
  }
  if (comparison) paragraph([{ text: comparison.notes.join(' ') }], 12, 20);
  return { height: y, body: parts.join('') };
}

const differences = ({ comparison }: Drawing): string =>
  comparison
    ? `; colour and points = ${comparison.names[0]} less ${comparison.names[1]}, grey where it is not clear`
    : '';

function flowPicture(flow: Flow, drawing: Drawing): Picture {
  const { counted, kept, comparison } = drawing;
  const { shown, share, left } = kept;
  return {
    width: flow.width,
    height: flow.height,
    body: flowBody(flow, drawing),
    key: `Height = ${counted.many}${comparison ? ` of everybody${differences(drawing)}` : '; colour = where a link comes from'}; grey = leaves`,
    kept: [{ text: `${shown}, ` }, { text: share, strong: true }, { text: ` of all moves. ${left ?? ''}` }],
  };
}

function graphPicture(graph: DrawnGraph, result: PathsResult, drawing: Drawing): Picture {
  const { edgesTotal } = result.kept.graph;
  const all = graph.edges.length === edgesTotal;
  return {
    ...graph,
    body: graphBody(graph),
    key: `Moves at any place; thick = often${differences(drawing)}`,
    kept: [
      { text: all ? `All ${count(edgesTotal)} edges.` : `${count(graph.edges.length)} of ${count(edgesTotal)} edges.` },
    ],
  };
}

function matrixPicture(drawing: Drawing, width: number, measure: Measure): Picture {
  const { base, rows, left } = drawing.matrix;
  const drawn = Math.min(rows.length, FIRST_ROWS);
  const others = rows.length + left - drawn;
  return {
    ...matrixFigure(drawing, width, measure),
    width,
    key: `${base}${drawing.comparison ? ` In percentage points: ${drawing.comparison.names[0]} less ${drawing.comparison.names[1]}.` : ''}`,
    kept: others > 0 ? [{ text: `The ${drawn} largest nodes; ${others} more are not shown.` }] : [],
  };
}

function flowBody({ columns, links, nodes }: Flow, { comparison }: Drawing): string {
  return [
    ...columns.map(({ x, text }) => line(x, 12, text, { size: 11, ink: '--ink-3' })),
    ...links.map(({ path, colour, link }) => {
      const opacity = comparison ? (comparison.links[link]!.clear ? 0.9 : 0.25) : 0.3;
      return `<path d="${escaped(path)}" fill="var(${colour})" fill-opacity="${opacity}"/>`;
    }),
    ...links.flatMap(({ label }) =>
      label ? [line(label.x, label.y + 4, label.text, { size: 11, ink: '--ink', strong: true, anchor: 'end' })] : [],
    ),
    ...nodes.flatMap(({ x, y, height, colour, out, label }) => {
      const beside = x + BAR + 7;
      return [
        ...(out ? [box(x + BAR, out.y, FADE / 2, out.height, '--ink-3', { opacity: 0.25 })] : []),
        box(x, y, BAR, height, colour, { radius: 1 }),
        ...(label.lines === 2
          ? [
              line(beside, y + 14, label.name, { size: 11, ink: '--ink', strong: true }),
              line(beside, y + 28, label.text, { size: 11 }),
            ]
          : [
              line(beside, y + height / 2 + 4, [{ text: label.name, strong: true }, { text: ` ${label.text}` }], {
                size: 11,
              }),
            ]),
        ...(out?.text ? [line(beside, out.y + out.height / 2 + 4, out.text, { size: 11 })] : []),
      ];
    }),
  ].join('');
}

const save: Saver<PathsSpec, PathsAnswer> = (spec, answer, overview, zone, saved) => {
  const result = wholeOf(answer);
  const drawing = draw(spec, result, overview, zone, saved);
  const graph = graphOnPage(result);
  const seen = seenOf(waysOf(spec, drawing.comparison !== null), shown.as);
  return {
    figure: (width, measure) =>
      figure(
        drawing,
        drawing.comparison?.says ?? (seen === 'process' ? drawCases(spec, result).says : drawing.says),
        (wide) =>
          graph
            ? graphPicture(graph, result, drawing)
            : seen === 'matrix'
              ? matrixPicture(drawing, wide, measure)
              : answer.links && flowPicture(flowOf(spec, result, drawing, wide, measure), drawing),
        width,
        measure,
      ),
    table: () => {
      if (seen === 'matrix') return matrixRows(result, drawing);
      if (seen === 'process') return [...edgeRows(result, drawing), ...activityRows(result, drawing)];
      if (graph || (!answer.links && answer.graph)) return edgeRows(result, drawing);
      return answer.links ? linkRows(result, drawing) : variantRows(result, drawing);
    },
  };
};

/** Of a comparison what is said of both groups. */
const groupHead = ({ comparison }: Drawing): Cell[] =>
  comparison ? [...comparison.names.map((name) => `share of ${name}`), 'difference', 'q'] : [];

const groupCells = (difference: Difference | undefined): Cell[] =>
  difference ? [...difference.shares, difference.difference, difference.q ?? ''] : [];

const linkRows = (result: PathsResult, drawing: Drawing): Cell[][] => [
  [
    ...['Step', 'From', 'To', drawing.counted.many, 'units', 'share of those at the first', 'average, s', 'median, s'],
    ...groupHead(drawing),
  ],
  ...result.links.map(({ source, target, count: n, units, averageSeconds, medianSeconds }, i) => [
    ...[source.step, source.name, target.name, n, units, drawing.links[i]!.share, averageSeconds, medianSeconds],
    ...groupCells(result.compare?.links[i]),
  ]),
];

const edgeRows = (result: PathsResult, drawing: Drawing): Cell[][] => [
  [...['From', 'To', 'times', 'units', 'probability', 'average, s', 'median, s'], ...groupHead(drawing)],
  ...result.graph.edges.map(({ source, target, count: n, units, probability, averageSeconds, medianSeconds }, i) => [
    ...[source, target, n, units, probability, averageSeconds, medianSeconds],
    ...groupCells(result.compare?.edges[i]),
  ]),
];

const activityRows = (result: PathsResult, drawing: Drawing): Cell[][] => [
  ['Activity', drawing.counted.many, 'times', 'units', 'begin', 'end', 'more than once'],
  ...result.graph.nodes.map(({ name, visits, count: n, units, starts, ends, repeats }) => [
    ...[name, visits, n, units, starts, ends, repeats],
  ]),
];

const matrixRows = (result: PathsResult, drawing: Drawing): Cell[][] => [
  ['Node', 'Place', 'share', ...groupHead(drawing)],
  ...result.matrix.names.flatMap((name, row) =>
    result.matrix.shares[row]!.map((share, k): Cell[] => [
      ...[name, result.matrix.first + k, share],
      ...groupCells(result.compare?.matrix[row]?.[k]),
    ]),
  ),
];

const variantRows = (result: PathsResult, drawing: Drawing): Cell[][] => [
  ['Path', drawing.counted.many, 'units', 'share', 'median, s', ...groupHead(drawing)],
  ...result.variants.map(({ path, count: n, units, share, medianSeconds }, i) => [
    ...[path.join(' → '), n, units, share, medianSeconds],
    ...groupCells(result.compare?.variants[i]),
  ]),
];

export default save;
