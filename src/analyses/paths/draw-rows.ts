import { BETWEEN, type GraphSizes } from './draw-graph-sizes.ts';

/**
 * The row of each node, none wider than `room` unless by a single node. No edge stays within a row, and most moves go
 * down: the order in which nodes are taken is that of Eades, Lin and Smyth, by weight.
 */
export function rowsOf({ nodes, edges }: Omit<GraphSizes, 'room'>, room: number): number[] {
  const order = orderOf({ nodes, edges });
  const place = new Map(order.map((at, i) => [nodes[at]!.name, i]));
  const above: number[][] = order.map(() => []);
  const below: number[][] = order.map(() => []);
  const pull = order.map(() => 0);
  for (const { source, target, weight } of edges) {
    if (source === target) continue;
    const [up, down] = [place.get(source)!, place.get(target)!].sort((a, b) => a - b) as [number, number];
    above[down]!.push(up);
    below[up]!.push(down);
    pull[up]! += weight;
    pull[down]! -= weight;
  }
  const widths = order.map((at) => nodes[at]!.width + BETWEEN);
  const used: number[] = [];
  const fits = (row: number, i: number): boolean => !used[row] || used[row] + widths[i]! <= room + BETWEEN;
  const rows: number[] = [];
  const put = (i: number, row: number): void => {
    rows[i] = row;
    used[row] = (used[row] ?? 0) + widths[i]!;
  };
  order.forEach((_, i) => {
    let row = Math.max(-1, ...above[i]!.map((up) => rows[up]!)) + 1;
    while (!fits(row, i)) row++;
    put(i, row);
  });
  // what mostly leads on lies as near as can be to where it leads
  for (let i = order.length - 1; i >= 0; i--) {
    if (below[i]!.length === 0 || pull[i]! <= 0) continue;
    let row = Math.min(...below[i]!.map((down) => rows[down]!)) - 1;
    while (row > rows[i]! && !fits(row, i)) row--;
    if (row <= rows[i]!) continue;
    used[rows[i]!]! -= widths[i]!;
    put(i, row);
  }
  const taken = [...new Set(rows)].sort((a, b) => a - b);
  const found: number[] = [];
  order.forEach((at, i) => (found[at] = taken.indexOf(rows[i]!)));
  return found;
}

/** Indexes of nodes, such that little weight goes back. */
function orderOf({ nodes, edges }: Omit<GraphSizes, 'room'>): number[] {
  const out = nodes.map(() => new Map<number, number>());
  const into = nodes.map(() => new Map<number, number>());
  const index = new Map(nodes.map(({ name }, i) => [name, i]));
  for (const { source, target, weight } of edges) {
    const [from, to] = [index.get(source)!, index.get(target)!];
    if (from === to) continue;
    out[from]!.set(to, weight);
    into[to]!.set(from, weight);
  }
  const sum = (weights: Map<number, number>): number => [...weights.values()].reduce((all, one) => all + one, 0);
  const rest = new Set(nodes.keys());
  const take = (at: number): void => {
    rest.delete(at);
    for (const to of out[at]!.keys()) into[to]!.delete(at);
    for (const from of into[at]!.keys()) out[from]!.delete(at);
  };
  const first: number[] = [];
  const last: number[] = [];
  while (rest.size > 0) {
    const left = [...rest];
    const sink = left.findLast((at) => out[at]!.size === 0);
    const best =
      left.find((at) => into[at]!.size === 0) ??
      left.reduce((a, b) => (sum(out[b]!) - sum(into[b]!) > sum(out[a]!) - sum(into[a]!) ? b : a));
    if (sink !== undefined) last.unshift(sink);
    else first.push(best);
    take(sink ?? best);
  }
  return [...first, ...last];
}
