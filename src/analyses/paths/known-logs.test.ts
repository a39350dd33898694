import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { asDocument, fileOf, startEngine, value } from '../../../tests/support/engine.ts';
import type { PathsResult } from './result.ts';

const folder = '../shared/data';

/** Cells without quotes or commas in them, as these files have in the columns read here. */
function journeysOf(text: string): string[][] {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const head = rows.shift()!;
  const at = (name: string): number => head.indexOf(name);
  const cases = new Map<string, { time: string; activity: string }[]>();
  for (const row of rows) {
    const name = row[at('case_id')]!;
    cases.set(name, [...(cases.get(name) ?? []), { time: row[at('timestamp')]!, activity: row[at('activity')]! }]);
  }
  return [...cases.values()].map((events) =>
    events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ activity }) => activity),
  );
}

const counted = (list: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const each of list) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
};

/** Rows, cases, activities and variants as the logs' publishers state them. */
describe.skipIf(!existsSync(folder)).each([
  { file: 'sepsis.csv.gz', rows: 15_214, cases: 1050, activities: 16, variants: 846 },
  { file: 'traffic_fines.csv.gz', rows: 34_724, cases: 10_000, activities: null, variants: 44 },
])('$file (skipped without ../shared/data)', ({ file, rows, cases, activities, variants }) => {
  const engine = startEngine();
  const document = asDocument({
    sojourn: 1,
    analysis: { kind: 'paths', gap: null, collapse: false, steps: 100, top: 10_000 },
  });
  let journeys: string[][];
  let result: PathsResult;

  beforeAll(async () => {
    const text = gunzipSync(readFileSync(`${folder}/${file}`));
    journeys = journeysOf(text.toString());
    value(await engine.open([fileOf(new Uint8Array(text), file.replace('.gz', ''))], null, 1));
    result = value(await engine.run(document, 1)) as PathsResult;
  });

  test('has the paths that are known of it', () => {
    expect(result.units).toBe(cases);
    expect(result.visits).toBe(cases);
    expect(result.graph.nodes.reduce((sum, { count }) => sum + count, 0)).toBe(rows);
    expect(result.kept.variants.total).toBe(variants);
    if (activities !== null) expect(result.graph.nodes).toHaveLength(activities);
  });

  test('has the moves, starts and ends that a plain count of its rows finds', () => {
    const { nodes, edges } = result.graph;
    const of = <T extends { count: number }>(list: T[], name: (item: T) => string): Record<string, number> =>
      Object.fromEntries(list.map((item) => [name(item), item.count]));
    const moves = journeys.flatMap((names) => names.slice(1).map((name, i) => `${names[i]} > ${name}`));
    expect(of(edges, ({ source, target }) => `${source} > ${target}`)).toEqual(counted(moves));
    expect(of(nodes, ({ name }) => name)).toEqual(counted(journeys.flat()));
    const starts = nodes.filter((node) => node.starts > 0).map(({ name, starts: count }) => ({ name, count }));
    const ends = nodes.filter((node) => node.ends > 0).map(({ name, ends: count }) => ({ name, count }));
    expect(of(starts, ({ name }) => name)).toEqual(counted(journeys.map((names) => names[0]!)));
    expect(of(ends, ({ name }) => name)).toEqual(counted(journeys.map((names) => names.at(-1)!)));
    expect(of(result.variants, ({ path }) => path.join(' > '))).toEqual(
      counted(journeys.map((names) => names.join(' > '))),
    );
  });

  test('has as many people behind links and edges as they say', async () => {
    const peopleOf = async (pointer: Record<string, unknown>): Promise<number> =>
      value(await engine.ids(document, pointer as Parameters<typeof engine.ids>[1], 1)).length;
    // a case goes along a link once at most, so visits are cases
    for (const { source, target, count, units } of result.links.slice(0, 100)) {
      expect(units).toBe(count);
      expect(await peopleOf({ link: [`${source.step}_${source.name}`, `${target.step}_${target.name}`] })).toBe(count);
    }
    for (const { source, target, units } of result.graph.edges)
      expect(await peopleOf({ edge: [source, target] })).toBe(units);
    for (const { name, starts, ends } of result.graph.nodes) {
      expect(await peopleOf({ graphNode: name, starts: true })).toBe(starts);
      expect(await peopleOf({ graphNode: name, ends: true })).toBe(ends);
    }
  });
});
