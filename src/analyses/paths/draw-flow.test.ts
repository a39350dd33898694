import { expect, test } from 'vitest';
import type { LogOverview } from '#log/overview.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import save from './draw-figure.ts';
import { flowOf } from './draw-flow.ts';
import { draw } from './draw.ts';
import { kernel } from './kernel.ts';
import { wholeOf } from './draw-parts.ts';
import { finish, type PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const measure = (text: string, sizePx: number): number => text.length * sizePx * 0.6;
const overview: LogOverview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };

/** Thirty kinds of events, some of them rare, of many people. */
function answer(spec: PathsSpec): PathsResult {
  const { next, int } = random(5);
  const names = Array.from({ length: 30 }, (_, i) => `Event number ${i} <b>`);
  const events = Array.from({ length: 6000 }, (_, i): PlainEvent => {
    const name = names[Math.floor(30 * next() ** 3)]!;
    return [`u${int(400)}`, name, i * 1000 + int(1000)];
  });
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

const specs: PathsSpec[] = [
  { kind: 'paths', gap: null },
  { kind: 'paths', gap: null, top: 400, steps: 9 },
  { kind: 'paths', start: 'Event number 0 <b>', weigh: 'units' },
  { kind: 'paths', end: 'Event number 1 <b>', steps: 3, minCount: 5 },
  { kind: 'paths', start: 'Event number 1 <b>', end: 'Event number 0 <b>', gap: null, steps: 4 },
];

test.each(specs.map((spec) => [JSON.stringify(spec), spec] as const))('%s lies in its place', (_, spec) => {
  const result = answer(spec);
  const drawing = draw(spec, result, overview, 'UTC');
  const flow = flowOf(spec, result, drawing, 900, measure);
  expect(flow.links.length).toBe(result.links.length);
  expect(flow.width).toBeGreaterThanOrEqual(900);
  const columns = flow.columns.map(({ x }) => flow.nodes.filter((node) => node.x === x));
  expect(columns.flat().length).toBe(flow.nodes.length);
  for (const column of columns) {
    const sorted = column.sort((a, b) => a.y - b.y);
    sorted.forEach((node, i) => {
      expect(node.y + node.height).toBeLessThanOrEqual(flow.height);
      expect(node.x + 10).toBeLessThanOrEqual(flow.width);
      // labels of one line need their own height
      if (i > 0) expect(node.y - (sorted[i - 1]!.y + sorted[i - 1]!.height)).toBeGreaterThan(10);
      if (node.out) expect(node.out.y + node.out.height).toBeLessThanOrEqual(node.y + node.height + 0.01);
    });
  }
  for (const column of columns) {
    const next = Math.min(flow.width, ...flow.columns.map(({ x }) => x).filter((x) => x > column[0]!.x));
    const texts = column.flatMap(({ x, y, height, label, out }) => {
      const left = x + 17;
      const count = measure(label.text, 11);
      const below = out?.text ? [{ y: out.y + out.height / 2, high: 12, right: left + measure(out.text, 11) }] : [];
      return label.lines === 1
        ? [{ y: y + height / 2, high: 12, right: left + measure(`${label.name} `, 11) + count }, ...below]
        : [{ y: y + 17, high: 28, right: left + Math.max(measure(label.name, 11), count) }, ...below];
    });
    texts.forEach(({ y, high, right }, i) => {
      // whole, before the next column, and under each other
      expect(right).toBeLessThanOrEqual(next);
      if (i > 0) expect(y - texts[i - 1]!.y).toBeGreaterThanOrEqual((high + texts[i - 1]!.high) / 2);
    });
  }
  expect(JSON.stringify(flow)).not.toMatch(/NaN|undefined|null,null/);
  const saving = save(spec, result, overview, 'UTC', []);
  const { body, height } = saving.figure(700, measure);
  expect(height).toBeGreaterThan(100);
  expect(body).not.toMatch(/NaN|undefined|<b>/);
  const [head, ...rows] = saving.table();
  expect(rows.length).toBe(result.links.length);
  for (const row of rows) expect(row.length).toBe(head!.length);
});

test('colours are few, each once, and those of the largest nodes', () => {
  const result = answer(specs[0]!);
  const { colours } = draw(specs[0]!, result, overview, 'UTC');
  const worn = Object.values(colours);
  expect(worn.length).toBe(7);
  expect(new Set(worn).size).toBe(7);
  expect(Object.keys(colours)).toContain(result.graph.nodes[0]!.name);
});
