import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import save from './draw-figure.ts';
import { keepGraph } from './draw-graph-figure.ts';
import { drawGraph, edgesFrom, FIRST_NODES, legible, planGraph, sizesOf, type Wanted } from './draw-graph.ts';
import { layout } from './draw-layout.ts';
import { draw } from './draw.ts';
import { kernel } from './kernel.ts';
import { wholeOf } from './draw-parts.ts';
import { finish, type PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const measure = (text: string, sizePx: number): number => text.length * sizePx * 0.6;
const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };
const spec: PathsSpec = { kind: 'paths', gap: null, collapse: false };

/** Of forty kinds of events, in loops and back. */
function answer(): PathsResult {
  const { next, int } = random(9);
  const events = Array.from({ length: 3000 }, (_, i): PlainEvent => [
    `u${int(150)}`,
    `Event <b> ${Math.floor(40 * next() ** 2)}`,
    i * 1000,
  ]);
  const log = plainLog(events);
  const input = {
    shard: log,
    exists: null,
    matches: [],
    columns: [],
    attributes: [],
    span: { fromMs: -Infinity, toMs: Infinity },
    lastMs: log.facts.lastMs,
  };
  const partial = runSteps(kernel.run(input, planOf(spec).options));
  return wholeOf({ kind: 'paths', elapsedMs: 0, ...runSteps(finish(partial, spec)) });
}

const result = answer();
const drawing = draw(spec, result, overview, 'UTC');

test('a graph shows its largest edges, every node of the largest, and no others', () => {
  for (const nodes of [2, 10, FIRST_NODES, 40])
    for (const least of [1, 5, legible(result), 1e9]) {
      const edges = edgesFrom(result, { least, nodes, by: 'count' });
      const largest = result.graph.nodes.slice(0, nodes).map(({ name }) => name);
      for (const { source, target } of edges) expect(largest).toEqual(expect.arrayContaining([source, target]));
      const met = new Set(edges.flatMap(({ source, target }) => [source, target]));
      expect(met.size).toBe(nodes);
      const large = result.graph.edges.filter(
        ({ source, target, count }) => largest.includes(source) && largest.includes(target) && count >= least,
      );
      expect(edges.slice(0, large.length).map(({ count }) => count)).toEqual(
        large.slice(0, 300).map(({ count }) => count),
      );
    }
});

test('nodes lie apart within the figure, and edges reach from one to the other', () => {
  const wanted: Wanted = { least: legible(result), nodes: FIRST_NODES, by: 'probability' };
  const plan = planGraph(result, drawing, wanted, measure);
  const sizes = sizesOf(plan, 10_000);
  expect(structuredClone(sizes)).toEqual(sizes);
  const graph = drawGraph(plan, layout(sizes), result, drawing);
  expect(graph.nodes).toHaveLength(FIRST_NODES);
  for (const a of graph.nodes) {
    expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width / 2).toBeLessThanOrEqual(graph.width);
    expect(a.y + a.height / 2).toBeLessThanOrEqual(graph.height);
    for (const b of graph.nodes)
      if (a !== b)
        expect(Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2).toBe(
          true,
        );
  }
  expect(JSON.stringify(graph)).not.toMatch(/NaN|undefined/);

  const flow = save(spec, result, overview, 'UTC', []);
  const done = keepGraph(result, graph);
  const saving = save(spec, result, overview, 'UTC', []);
  const { body } = saving.figure(700, measure);
  expect(body).not.toBe(flow.figure(700, measure).body);
  expect(body).not.toMatch(/NaN|undefined|<b>/);
  const [head, ...rows] = saving.table();
  expect(rows).toHaveLength(result.graph.edges.length);
  for (const row of rows) expect(row).toHaveLength(head!.length);
  done();
  expect(save(spec, result, overview, 'UTC', []).table()).toEqual(flow.table());
});
