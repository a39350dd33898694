import { count } from '#charts/formats.ts';
import { fitted, type Measure } from '#charts/svg.ts';
import { colourOf } from './draw-colours.ts';
import { areaOfLevel } from './draw-compare.ts';
import { behindNode, type Behind, type Drawing } from './draw.ts';
import type { Step, StepNode } from './result-links.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';

export const BAR = 10;
const TOP = 30;
const HEIGHT = 340;
/** From the top of a small node to the next one: its label needs so much. */
const LINE = 26;
const GAP = 14;
/** Left and right of a label. */
const BESIDE = 11;
/** From column to column, where the page is narrow: as far as names need within these. */
const COLUMN = { least: 132, most: 176 };
/** Of the labels right of the last column, likewise. */
const LAST = { least: 128, most: 220 };
/** What a column of many names has besides a line for each. */
const ROOM = 150;
export const FADE = 56;
/** How high a link is that its difference is written on. */
const LABELLED = 13;
/** First nodes drawn though no link shown begins there. */
const MOST_ALONE = 12;

export interface FlowNode {
  key: string;
  at: Step;
  colour: string;
  x: number;
  y: number;
  height: number;
  /** Where paths end: the lower part of the node; null where none do. */
  out: { y: number; height: number; text: string | null } | null;
  label: { name: string; text: string; lines: 1 | 2 };
  says: string;
  behind: Behind;
  behindOut: Behind;
}

export interface FlowLink {
  key: string;
  colour: string;
  path: string;
  /** Middle of the ribbon, for the tip. */
  x: number;
  y: number;
  /** Of a comparison, where there is room for it. */
  label: { text: string; x: number; y: number } | null;
  /** Index in the drawing's links. */
  link: number;
}

export interface Flow {
  width: number;
  height: number;
  columns: { x: number; text: string }[];
  nodes: FlowNode[];
  links: FlowLink[];
  /** First nodes that are not drawn, and how much they hold together. */
  left: { nodes: number; count: number } | null;
}

/** A node and how high it is: a unit that goes several ways makes the ways more than the node counts. */
type Sized = StepNode & { size: number };

interface Placed {
  node: Sized;
  y: number;
  height: number;
  /** Up to where links have left and come in. */
  left: number;
  come: number;
}

/** Where everything of the layered flow lies, at least `width` pixels wide. Pure. */
export function flowOf(spec: PathsSpec, result: PathsResult, drawing: Drawing, width: number, measure: Measure): Flow {
  const { links } = drawing;
  const source = (i: number): string => `${links[i]!.step}_${links[i]!.source}`;
  const target = (i: number): string => `${links[i]!.step + 1}_${links[i]!.target}`;
  const touched = new Set(links.flatMap((_, i) => [source(i), target(i)]));
  const least = links.at(-1)?.count ?? 1;
  const alone = result.nodes.filter((node) => !touched.has(keyOf(node)));
  const drawnAlone = alone.filter(({ count: n }) => n >= least).slice(0, MOST_ALONE);
  const left = alone.filter((node) => !drawnAlone.includes(node));
  const nodes = result.nodes.filter((node) => touched.has(keyOf(node)) || drawnAlone.includes(node));

  const columns = Math.max(1, ...nodes.map(({ step }) => step));
  const [out, into] = [new Map<string, number>(), new Map<string, number>()];
  links.forEach(({ count: n }, i) => {
    out.set(source(i), (out.get(source(i)) ?? 0) + n);
    into.set(target(i), (into.get(target(i)) ?? 0) + n);
  });
  const sized = nodes.map((node): Sized => {
    const key = keyOf(node);
    const going = (out.get(key) ?? 0) + node.ends + node.goOn;
    return { ...node, size: Math.max(node.count, going, into.get(key) ?? 0) };
  });
  const byStep = Array.from({ length: columns }, (_, k) => sized.filter(({ step }) => step === k + 1));
  const gaps = columns - 1;
  const labels = byStep.map((list) => Math.max(...list.map((node) => labelWidth(node, measure))));
  const pitchLeast = within(COLUMN, Math.max(0, ...labels.slice(0, -1)) + BAR + BESIDE);
  const last = Math.min(within(LAST, labels.at(-1)! + BESIDE), Math.max(LAST.least, (width - BAR) / columns));
  const wide = Math.max(width, BAR + last + gaps * pitchLeast);
  const pitch = gaps === 0 ? 0 : (wide - BAR - last) / gaps;
  const x = (step: number): number => (step - 1) * pitch;
  const tall = Math.max(HEIGHT, ...byStep.map(({ length }) => length * LINE + ROOM));
  const scale = scaleOf(byStep, tall);

  const placed = new Map<string, Placed>();
  byStep.forEach((list) => {
    const middle = middles(list[0]?.step ?? 1, placed, links, scale);
    const wanted = list.map((node) => ({
      node,
      middle: node.step === 1 ? -node.count : (middle.get(node.name) ?? Infinity),
    }));
    wanted.sort((a, b) => a.middle - b.middle || b.node.count - a.node.count);
    for (const each of laidOut(wanted, scale, tall)) placed.set(keyOf(each.node), each);
  });

  const order = [...links.keys()].sort((a, b) => placed.get(target(a))!.y - placed.get(target(b))!.y);
  const leaves = new Map<number, number>();
  for (const i of order) {
    const from = placed.get(source(i))!;
    leaves.set(i, from.left);
    from.left += links[i]!.count * scale;
  }
  const comes = new Map<number, number>();
  for (const i of [...links.keys()].sort((a, b) => placed.get(source(a))!.y - placed.get(source(b))!.y)) {
    const to = placed.get(target(i))!;
    comes.set(i, to.come);
    to.come += links[i]!.count * scale;
  }
  return {
    width: wide,
    height: TOP + Math.max(...[...placed.values()].map(({ y, height }) => y + Math.max(height, LINE - GAP))) + 6,
    columns: byStep.map((_, k) => ({ x: x(k + 1), text: columnText(spec, k + 1, columns) })),
    nodes: [...placed.values()].map((place) => {
      const room = (place.node.step === columns ? last + BAR : pitch) - BAR - BESIDE;
      return drawNode(place, x(place.node.step), scale, room, spec, result, drawing, measure);
    }),
    links: links.map((link, i) => {
      const [x0, x1] = [x(link.step) + BAR, x(link.step + 1)];
      const [y0, y1] = [TOP + leaves.get(i)!, TOP + comes.get(i)!];
      const high = Math.max(1, link.count * scale);
      const difference = drawing.comparison?.links[i];
      return {
        key: link.key,
        colour: difference ? areaOfLevel(difference.level) : colourOf(drawing.colours, link.source),
        path: ribbon(x0, y0, x1, y1, high),
        x: (x0 + x1) / 2,
        y: (y0 + y1 + high) / 2,
        label: difference?.clear && high >= LABELLED ? { text: difference.points, x: x1 - 6, y: y1 + high / 2 } : null,
        link: i,
      };
    }),
    left: left.length === 0 ? null : { nodes: left.length, count: left.reduce((sum, { count: n }) => sum + n, 0) },
  };
}

const within = ({ least, most }: { least: number; most: number }, n: number): number =>
  Math.max(least, Math.min(most, n));

const labelWidth = ({ name, count: n }: StepNode, measure: Measure): number =>
  measure(name, 11, true) + measure(` ${count(n)}`, 11);

const keyOf = ({ step, name }: StepNode): string => `${step}_${name}`;

/** Pixels for one, such that the fullest column fits. */
function scaleOf(byStep: Sized[][], tall: number): number {
  return Math.min(
    ...byStep.map((list) => {
      const total = list.reduce((sum, { size: n }) => sum + n, 0);
      // small nodes take a line each, whatever they count
      let room = tall;
      let rest = total;
      for (const { size: n } of [...list].sort((a, b) => a.size - b.size)) {
        if (rest === 0 || (n * (room - GAP)) / rest >= LINE - GAP) break;
        room -= LINE;
        rest -= n;
      }
      const large = list.filter(({ size: n }) => n * room >= (LINE - GAP) * rest).length;
      return rest === 0 ? tall / Math.max(1, total) : Math.max(room - GAP * Math.max(0, large - 1), room / 3) / rest;
    }),
  );
}

/** By name, where nodes of a step would lie for their links to be straight, if links left their sources largest first. */
function middles(of: number, placed: Map<string, Placed>, links: Drawing['links'], scale: number): Map<string, number> {
  const left = new Map<string, number>();
  const found = new Map<string, { sum: number; weight: number }>();
  // links come largest first
  for (const { step, source, target, count: n } of links) {
    if (step !== of - 1) continue;
    const from = left.get(source) ?? placed.get(`${step}_${source}`)!.y;
    left.set(source, from + n * scale);
    const { sum, weight } = found.get(target) ?? { sum: 0, weight: 0 };
    found.set(target, { sum: sum + n * (from + (n * scale) / 2), weight: weight + n });
  }
  return new Map([...found].map(([name, { sum, weight }]) => [name, sum / weight]));
}

/** One under the other, as near as can be to where they would lie, not beyond the figure. */
function laidOut(wanted: { node: Sized; middle: number }[], scale: number, tall: number): Placed[] {
  const first = wanted[0]?.node.step === 1;
  const high = wanted.map(({ node }) => Math.max(2, node.size * scale));
  const step = high.map((height) => Math.max(height + GAP, LINE));
  const y: number[] = [];
  wanted.forEach(({ middle }, i) => {
    const under = i === 0 ? 0 : y[i - 1]! + step[i - 1]!;
    y.push(first ? under : Math.max(under, middle - high[i]! / 2));
  });
  let bottom = tall + GAP;
  for (let i = y.length - 1; i >= 0; i--) {
    y[i] = Math.max(0, Math.min(y[i]!, bottom - step[i]!));
    bottom = y[i]!;
  }
  for (let i = 1; i < y.length; i++) y[i] = Math.max(y[i]!, y[i - 1]! + step[i - 1]!);
  return wanted.map(({ node }, i) => ({ node, y: y[i]!, height: high[i]!, left: y[i]!, come: y[i]! }));
}

function drawNode(
  { node, y, height, left }: Placed,
  x: number,
  scale: number,
  room: number,
  spec: PathsSpec,
  result: PathsResult,
  { colours, counted }: Drawing,
  measure: Measure,
): FlowNode {
  const { step, name, count: n, ends, goOn } = node;
  const called = name === '' ? '(no name)' : name;
  const leaves = spec.end === undefined && ends > 0;
  const outHeight = ends * scale;
  const outY = Math.max(left, y + height - outHeight);
  const below = leaves && outHeight >= 30 && height >= 56 && outY + outHeight / 2 > y + 40;
  const lines = height >= 30 ? 2 : 1;
  const many = lines === 2 && leaves && !below && outHeight > 2 ? `${count(n)}, ${count(ends)} leave` : count(n);
  const width = lines === 2 ? room : room - measure(` ${count(n)}`, 11);
  const parts = [
    `${called}, step ${step}: ${count(n)} ${counted.many}`,
    ...(ends > 0 ? [`${count(ends)} ${spec.end === undefined ? 'leave' : 'end'} here`] : []),
    ...(goOn > 0 ? [`${count(goOn)} go on past this step`] : []),
  ];
  return {
    key: keyOf(node),
    at: { step, name },
    colour: colourOf(colours, name),
    x,
    y: TOP + y,
    height,
    out: leaves ? { y: TOP + outY, height: outHeight, text: below ? `${count(ends)} leave` : null } : null,
    label: {
      name: fitted(called, width, (text) => measure(text, 11, true)),
      text: many,
      lines,
    },
    says: parts.join(', '),
    behind: behindNode(node, false, result),
    behindOut: behindNode(node, true, result),
  };
}

function columnText({ start, end }: PathsSpec, step: number, columns: number): string {
  if (step === 1) return start !== undefined || end === undefined ? 'Start' : 'Step 1';
  return end !== undefined && start !== undefined && step === columns ? 'End' : `Step ${step}`;
}

const px = (n: number): string => String(Math.round(n * 10) / 10);

function ribbon(x0: number, y0: number, x1: number, y1: number, height: number): string {
  const middle = px((x0 + x1) / 2);
  const [a, b, c, d] = [y0, y1, y1 + height, y0 + height].map(px);
  return (
    `M${px(x0)} ${a}C${middle} ${a} ${middle} ${b} ${px(x1)} ${b}V${c}` +
    `C${middle} ${c} ${middle} ${d} ${px(x0)} ${d}z`
  );
}
