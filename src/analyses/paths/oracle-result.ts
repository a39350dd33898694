import { leftOutOf, median, pathsOf, placesOf, visitsOf, type OracleEvent, isAt } from './oracle.ts';
import type { PathsSpec } from './spec.ts';

const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
const distinct = <T>(list: T[]): number => new Set(list).size;
const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Things grouped by a text. */
const grouped = <T>(list: T[], key: (item: T) => string): [string, T[]][] => [
  ...list.reduce(
    (groups, item) => groups.set(key(item), [...(groups.get(key(item)) ?? []), item]),
    new Map<string, T[]>(),
  ),
];

/** All of a result that is counted, made of plain lists. */
export function resultOf(journeys: OracleEvent[][], spec: PathsSpec) {
  const { steps = 5, top = 50, minCount = 1, maxCount = Infinity } = spec;
  const visits = journeys.flatMap((journey, unit) => visitsOf(journey, spec).map((nodes) => ({ unit, nodes })));
  const weighed = (list: { unit: number }[]): number =>
    spec.weigh === 'units' ? distinct(list.map(({ unit }) => unit)) : list.length;

  const at = visits.flatMap(({ unit, nodes }) =>
    nodes.map(({ name }, i) => ({ unit, name, i, last: i === nodes.length - 1 })),
  );
  const moves = visits.flatMap(({ unit, nodes }) =>
    nodes.slice(1).map((node, i) => ({
      unit,
      source: nodes[i]!.name,
      target: node.name,
      seconds: (node.timeMs - nodes[i]!.timeMs) / 1000,
    })),
  );
  const nodes = grouped(at, ({ name }) => name)
    .map(([name, list]) => ({
      name,
      count: list.length,
      units: distinct(list.map(({ unit }) => unit)),
      starts: list.filter(({ i }) => i === 0).length,
      ends: list.filter(({ last }) => last).length,
      visits: visits.filter(({ nodes: visit }) => visit.some((node) => node.name === name)).length,
      repeats: visits.filter(({ nodes: visit }) => visit.filter((node) => node.name === name).length > 1).length,
    }))
    .sort((a, b) => b.count - a.count || before(a.name, b.name));
  const edges = grouped(moves, ({ source, target }) => JSON.stringify([source, target]))
    .map(([, list]) => ({
      source: list[0]!.source,
      target: list[0]!.target,
      count: list.length,
      units: distinct(list.map(({ unit }) => unit)),
      probability: list.length / at.filter(({ name }) => name === list[0]!.source).length,
      medianSeconds: median(list.map(({ seconds }) => seconds)),
      averageSeconds: sum(list.map(({ seconds }) => seconds)) / list.length,
    }))
    .sort((a, b) => b.count - a.count || before(a.source, b.source) || before(a.target, b.target));

  const paths = visits.flatMap(({ unit, nodes: visit }) =>
    pathsOf(visit, spec).map((path) => ({ unit, path, ...placesOf(path, spec) })),
  );
  const steppedOn = paths.flatMap(({ unit, places, goesOn }) =>
    places.map(({ name }, i) => ({ unit, step: i + 1, name, last: i === places.length - 1, goesOn })),
  );
  const passes = paths.flatMap(({ unit, places }) =>
    places.slice(1).map(({ name, seconds }, i) => ({
      unit,
      seconds,
      source: { step: i + 1, name: places[i]!.name },
      target: { step: i + 2, name },
    })),
  );
  const text = ({ step, name }: { step: number; name: string }): string => `${step}_${name}`;
  const all = grouped(passes, ({ source, target }) => JSON.stringify([source, target])).map(([, list]) => ({
    source: list[0]!.source,
    target: list[0]!.target,
    count: weighed(list),
    units: distinct(list.map(({ unit }) => unit)),
    averageSeconds: sum(list.map(({ seconds }) => seconds)) / list.length,
    medianSeconds: median(list.map(({ seconds }) => seconds)),
  }));
  const largest = all
    .filter(({ count }) => count >= minCount && count <= maxCount)
    .sort(
      (a, b) => b.count - a.count || before(text(a.source), text(b.source)) || before(text(a.target), text(b.target)),
    )
    .slice(0, top);
  const isReached = (step: number, name: string): boolean =>
    step === 1 ||
    largest.some(
      ({ source, target }) => target.step === step && target.name === name && isReached(step - 1, source.name),
    );
  const links = largest.filter(({ source }) => isReached(source.step, source.name));
  const layer = grouped(steppedOn, text).map(([, list]) => ({
    step: list[0]!.step,
    name: list[0]!.name,
    count: weighed(list),
    units: distinct(list.map(({ unit }) => unit)),
    ends: weighed(list.filter(({ last, goesOn }) => last && !goesOn)),
    goOn: weighed(list.filter(({ last, goesOn }) => last && goesOn)),
  }));

  const variants = grouped(paths, ({ path }) => JSON.stringify(path.map(({ name }) => name)))
    .map(([, list]) => ({
      path: list[0]!.path.map(({ name }) => name),
      count: weighed(list),
      units: distinct(list.map(({ unit }) => unit)),
      share: weighed(list) / weighed(paths),
      medianSeconds: median(list.map(({ path }) => (path.at(-1)!.timeMs - path[0]!.timeMs) / 1000)),
    }))
    .sort((a, b) => b.count - a.count || before(a.path.join('\u0001'), b.path.join('\u0001')));
  /** The names at each place of the matrix, of visits that are in it. */
  const places = Array.from({ length: spec.matrixAt === undefined ? steps : 7 });
  const placed = visits.flatMap(({ nodes: visit }) => {
    const { matrixAt } = spec;
    const centre = matrixAt === undefined ? 3 : visit.findIndex((node) => isAt(matrixAt, node, spec));
    return centre < 0 ? [] : [places.map((_, k) => visit[centre - 3 + k]?.name)];
  });
  return {
    visits: visits.length,
    paths: paths.length,
    pathUnits: distinct(paths.map(({ unit }) => unit)),
    nodes,
    edges,
    links,
    layer,
    variants,
    matrix: {
      names: nodes.map(({ name }) => name),
      namesTotal: nodes.length,
      shares: nodes.map(({ name }) =>
        places.map((_, k) => placed.filter((visit) => visit[k] === name).length / Math.max(1, placed.length)),
      ),
      first: spec.matrixAt === undefined ? 1 : -3,
      visits: placed.length,
    },
    linksTotal: all.length,
    leftOut: sum(journeys.map((journey) => leftOutOf(journey, spec))),
    share:
      sum(all.map(({ count }) => count)) === 0
        ? 0
        : sum(links.map(({ count }) => count)) / sum(all.map(({ count }) => count)),
  };
}
