import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { AnalysisDocument } from '#document/document.ts';
import { documentToFragment, fragmentToDocument } from '#document/link.ts';
import { parseDocument } from '#document/parse.ts';
import type { LogOverview } from '#log/overview.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { fileOf, startEngine, value } from '../support/engine.ts';

/** Every kind's examples ask the demo story: gallery, documentation and test at once. */
const examples = import.meta.glob<AnalysisDocument>('../../src/analyses/*/examples/*.json', {
  eager: true,
  import: 'default',
});

type Draw = (spec: unknown, result: ResultBase, overview: LogOverview, zone: string) => unknown;
const drawings = import.meta.glob<{ draw: Draw }>('../../src/analyses/*/draw.ts', { eager: true });

const folder = mkdtempSync(join(tmpdir(), 'sojourn-demo-'));
const engine = startEngine();
let overview: LogOverview;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/demo.mjs', folder]);
  const packed = readFileSync(join(folder, 'shop.csv.gz'));
  ({ overview } = value(await engine.open([fileOf(new Uint8Array(packed), 'shop.csv.gz')], null, 1)));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the demo is the log its card speaks of', () => {
  const card = JSON.parse(readFileSync(join(folder, 'shop.json'), 'utf8')) as { events: number; people: number };
  expect(overview).toMatchObject({ events: card.events, people: card.people });
});

test.each([...kinds.values()].map((kind) => [kind.kind, kind] as const))(
  '%s suggests a question of the demo that has an answer',
  async (_, kind) => {
    const spec = kind.suggest(overview) as AnalysisDocument['analysis'] | null;
    if (!spec) return; // a kind that needs more than the log to ask anything
    const result = value(await engine.run({ sojourn: 1, analysis: spec }, 1));
    expect(result.units).toBeGreaterThan(0);
    expect(result.empty).toBeUndefined();
  },
);

describe.each(Object.entries(examples))('%s', (path, document) => {
  test('parses, and comes back the same from a link', () => {
    expect(value(parseDocument(document))).toEqual(document);
    expect(value(fragmentToDocument(documentToFragment(document)))).toEqual(document);
  });

  test('runs on the demo without a warning, and draws', async () => {
    const result = value(await engine.run(document, 1));
    expect(result.warnings).toEqual([]);
    expect(result.empty).toBeUndefined();
    expect(result.rules.length).toBeGreaterThan(0);
    const { draw } = drawings[path.replace(/examples\/.*/, 'draw.ts')]!;
    const drawn = JSON.stringify(draw(document.analysis, result, overview, document.timezone ?? 'UTC'));
    expect(drawn).not.toMatch(/NaN|undefined|Infinity|null people/);
  });
});
