import type { PathsPartial } from './kernel.ts';
import { byText, leading, PairNumbers, Tally } from './result-tally.ts';
import { BETWEEN, Places, VisitReader } from './result-visits.ts';
import { unitsOfWays, type Ways } from './result-ways.ts';
import { Waits } from './result-waits.ts';
import { DEFAULT_TOP, type PathsSpec } from './spec.ts';

/** Ways between two breaths. */
const WAYS = 1 << 13;

/** A node at a place of the path, 1 = its first. */
export interface Step {
  step: number;
  name: string;
}

export interface Link {
  source: Step;
  target: Step;
  /** Visits that pass here; with `weigh: 'units'` the units that do. */
  count: number;
  units: number;
  averageSeconds: number;
  medianSeconds: number;
}

export interface StepNode extends Step {
  /** Weighed as links are. */
  count: number;
  units: number;
  /** Paths that end here, and those that go on past the last step. */
  ends: number;
  goOn: number;
}

export interface Layers {
  /** Largest count first, then by name. */
  links: Link[];
  /** The nodes that links touch and the largest other first ones, by step, then largest first. */
  nodes: StepNode[];
  linksTotal: number;
  /** Of all moves that could be shown, those along the links listed. */
  share: number;
}

export function* layersOf(partial: PathsPartial, spec: PathsSpec, ways: Ways): Generator<void, Layers> {
  const { waits } = partial;
  const places = new Places(partial, spec);
  const names = [...partial.names, BETWEEN];
  const width = names.length;
  const points = new PairNumbers(places.most, width);
  const pairs = new PairNumbers(places.most * width, width);
  const [at, ends, goOn, along] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const { starts, nodes: wayNodes } = ways.sequences;
  const onWay = new Places({ names: partial.names, sequences: ways.sequences }, spec);
  /** By way, where its points begin in the list; its links lie beside the points that they lead to. */
  const first = new Uint32Array(ways.times.length + 1);
  const length = Math.min(wayNodes.length, places.most * ways.times.length);
  const [pointAt, linkAt] = [new Uint32Array(length), new Uint32Array(length)];
  const goesOn = new Uint8Array(ways.times.length);
  for (let way = 0; way < ways.times.length; way++) {
    const times = ways.times[way]!;
    const from = first[way]!;
    first[way + 1] = from;
    if (times === 0) continue;
    onWay.fill(starts[way]!, starts[way + 1]!);
    const { node } = onWay;
    for (let k = 0; k < onWay.length; k++) {
      at.more((pointAt[from + k] = points.number(k, node[k]!)), times);
      if (k > 0) along.more((linkAt[from + k] = pairs.number((k - 1) * width + node[k - 1]!, node[k]!)), times);
    }
    first[way + 1] = from + onWay.length;
    goesOn[way] = Number(onWay.goesOn);
    (onWay.goesOn ? goOn : ends).more(pointAt[first[way + 1]! - 1]!, times);
    if (way % WAYS === 0) yield;
  }
  yield* unitsOfWays(ways, (way, unit) => {
    const [from, to] = [first[way]!, first[way + 1]!];
    at.seen(pointAt[from]!, unit);
    for (let i = from + 1; i < to; i++) {
      at.seen(pointAt[i]!, unit);
      along.seen(linkAt[i]!, unit);
    }
    (goesOn[way] === 1 ? goOn : ends).seen(pointAt[to - 1]!, unit);
  });
  const { weigh = 'occurrences', minCount = 1, maxCount = Infinity, top = DEFAULT_TOP } = spec;
  const counts = along.by(weigh);
  const sourceOf = (id: number): Step => stepOf(pairs.a[id]!, names);
  const targetOf = (id: number): Step => ({ step: sourceOf(id).step + 1, name: names[pairs.b[id]!]! });
  const texts = new Map<number, [string, string]>();
  const textOf = (id: number): [string, string] => {
    const known = texts.get(id) ?? [stepText(sourceOf(id)), stepText(targetOf(id))];
    texts.set(id, known);
    return known;
  };
  const order = (a: number, b: number): number =>
    counts[b]! - counts[a]! || byText(textOf(a)[0], textOf(b)[0]) || byText(textOf(a)[1], textOf(b)[1]);
  const inside = [...counts.keys()].filter((id) => counts[id]! >= minCount && counts[id]! <= maxCount);
  const largest = leading(inside.length, top, (a, b) => order(inside[a]!, inside[b]!)).map((i) => inside[i]!);
  const kept = reachable(largest, pairs, width);

  const placed = new Int32Array(pairs.size).fill(-1);
  kept.forEach((id, i) => (placed[id] = i));
  const passed = along.count;
  const grouped = new Waits(
    kept.map((id) => passed[id]!),
    waits,
  );
  for (const visit = new VisitReader(partial, 'paths', 2); kept.length > 0 && visit.next();) {
    const { start, from, to, wait } = visit;
    if (visit.rests()) yield;
    if (to - from < 2) continue;
    places.fill(from, to);
    const { node, length } = places;
    for (let k = 1; k < length; k++) {
      const link = placed[pairs.number((k - 1) * width + node[k - 1]!, node[k]!)]!;
      if (link >= 0) grouped.add(link, waits[wait + places.at[k]! - start]!);
    }
  }
  const sum = (ids: readonly number[]): number => ids.reduce((total, id) => total + counts[id]!, 0);
  const total = sum([...counts.keys()]);
  const touched = new Set(
    kept.flatMap((id) => [
      points.number(Math.floor(pairs.a[id]! / width), pairs.a[id]! % width),
      points.number(Math.floor(pairs.a[id]! / width) + 1, pairs.b[id]!),
    ]),
  );
  const there = at.by(weigh);
  const beenThere = at.units;
  const went = along.units;
  const ended = ends.by(weigh);
  const wentOn = goOn.by(weigh);
  const nodes = [...points.a.keys()].map((point) => ({
    point,
    step: points.a[point]! + 1,
    name: names[points.b[point]!]!,
    count: there[point]!,
  }));
  const ordered = (list: typeof nodes): typeof nodes =>
    list.sort((a, b) => a.step - b.step || b.count - a.count || byText(a.name, b.name));
  const others = ordered(nodes.filter(({ point, step }) => step === 1 && !touched.has(point))).slice(0, top);
  return {
    links: kept.map((id, i) => ({
      source: sourceOf(id),
      target: targetOf(id),
      count: counts[id]!,
      units: went[id]!,
      averageSeconds: grouped.averageSeconds(i),
      medianSeconds: grouped.medianSeconds(i),
    })),
    nodes: ordered([...nodes.filter(({ point }) => touched.has(point)), ...others]).map(({ point, ...node }) => ({
      ...node,
      units: beenThere[point]!,
      ends: ended[point] ?? 0,
      goOn: wentOn[point] ?? 0,
    })),
    linksTotal: pairs.size,
    share: total === 0 ? 0 : sum(kept) / total,
  };
}

const stepOf = (place: number, names: string[]): Step => ({
  step: Math.floor(place / names.length) + 1,
  name: names[place % names.length]!,
});

export const stepText = ({ step, name }: Step): string => `${step}_${name}`;

/** Of some links those that can be reached from the first place along others of them, in the same order. */
function reachable(ids: number[], { a, b }: PairNumbers, width: number): number[] {
  const reached = new Set<number>();
  const kept = new Set<number>();
  for (const id of [...ids].sort((one, other) => Math.floor(a[one]! / width) - Math.floor(a[other]! / width))) {
    const step = Math.floor(a[id]! / width);
    if (step > 0 && !reached.has(a[id]!)) continue;
    kept.add(id);
    reached.add((step + 1) * width + b[id]!);
  }
  return ids.filter((id) => kept.has(id));
}
