import { expect, test } from 'vitest';
import { IN_SEGMENT, NOT_IN_SEGMENT } from '#log/shard.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { draw } from './draw.ts';
import save from './draw-figure.ts';
import { wholeOf } from './draw-parts.ts';
import { kernel } from './kernel.ts';
import { finish, type PathsAnswer } from './result.ts';
import { shown } from './shown.svelte.ts';
import { PARTS, type Part, type PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const SEGMENT = { did: { event: 'a' } };

function answer(spec: PathsSpec): PathsAnswer {
  const { int, pick } = random(53);
  const events = Array.from({ length: 80 }, (_, i): PlainEvent => [
    `u${int(9)}`,
    pick(['a', 'b', 'c', 'd']),
    i * 60_000,
  ]);
  const log = plainLog(events);
  const input = {
    shard: log,
    exists: null,
    matches: [],
    columns: spec.compare
      ? [{ codes: log.event.map((_, e) => 1 + (e % 2)), values: [IN_SEGMENT, NOT_IN_SEGMENT] }]
      : [],
    attributes: [],
    span: { fromMs: -Infinity, toMs: Infinity },
    lastMs: log.facts.lastMs,
  };
  const partial = runSteps(kernel.run({ ...input, columns: input.columns.map(wide) }, planOf(spec).options));
  return { kind: 'paths', elapsedMs: 0, ...runSteps(finish(partial, spec)) };
}

const wide = ({ codes, values }: { codes: Iterable<number>; values: string[] }) => ({
  codes: Uint32Array.from(codes),
  values,
});

/** What an answer holds of each part. */
const OF: Record<Part, (of: PathsAnswer) => unknown[]> = {
  flow: ({ links, nodes, kept, compare }) => [links, nodes, kept.links, kept.linksTotal, kept.share, compare?.links],
  graph: ({ graph, kept, compare }) => [graph, kept.graph, compare?.edges],
  variants: ({ variants, kept, compare }) => [variants, kept.variants, compare?.variants],
  matrix: ({ matrix, compare }) => [matrix, compare?.matrix],
};

const COMMON = ['units', 'visits', 'paths', 'pathUnits'] as const;

const specs: PathsSpec[] = [
  { kind: 'paths' },
  { kind: 'paths', start: 'a', anchor: 'every', weigh: 'units', steps: 3 },
  { kind: 'paths', compare: { segments: [SEGMENT] }, gap: null },
];

test.each(specs)('what is asked for of %j is as in the whole, and nothing else is there', (spec) => {
  const all = answer(spec);
  expect(answer({ ...spec, parts: [...PARTS] })).toMatchObject(
    JSON.parse(JSON.stringify({ ...all, rules: undefined })),
  );
  for (let choice = 1; choice < 1 << PARTS.length; choice++) {
    const parts = PARTS.filter((_, i) => choice & (1 << i));
    const some = answer({ ...spec, parts });
    for (const part of PARTS)
      expect(OF[part](some), `${part} of ${parts.join()}`).toEqual(
        parts.includes(part) ? OF[part](all) : OF[part](all).map(() => undefined),
      );
    for (const name of COMMON) expect(some[name]).toBe(all[name]);
    expect(some.rules[0]).toMatchObject({ name: 'parts', value: parts.join(', ') });
  }
});

const measure = (text: string, sizePx: number): number => text.length * sizePx * 0.6;
const overview = { people: 0, events: 0, firstMs: 0, lastMs: 0, eventNames: [], daily: [] };

test.each(PARTS.map((part) => [part]))('%s alone is drawn and saved', (part) => {
  for (const each of specs) {
    const spec: PathsSpec = { ...each, parts: [part] };
    const some = answer(spec);
    expect(JSON.stringify(draw(spec, wholeOf(some), overview, 'UTC'))).not.toMatch(/NaN|undefined/);
    const saving = save(spec, some, overview, 'UTC', []);
    expect(saving.figure(700, measure).body).not.toMatch(/NaN|undefined/);
    const [head, ...rows] = saving.table();
    for (const row of rows) expect(row).toHaveLength(head!.length);
    expect(rows.length).toBeGreaterThan(0);
  }
});

test('is saved as it is seen: links, edges of a process with its activities, the position table', () => {
  const spec: PathsSpec = { kind: 'paths', gap: null };
  const whole = wholeOf(answer(spec));
  const seen = (as: typeof shown.as) => {
    shown.as = as;
    return save(spec, whole, overview, 'UTC', []);
  };
  expect(seen('links').table()).toHaveLength(1 + whole.links.length);
  const process = seen('process').table();
  expect(process).toHaveLength(2 + whole.graph.edges.length + whole.graph.nodes.length);
  expect(process.slice(-whole.graph.nodes.length).map(([name]) => name)).toEqual(
    whole.graph.nodes.map(({ name }) => name),
  );
  const matrix = seen('matrix');
  const { names, shares, first } = whole.matrix;
  expect(matrix.table()).toHaveLength(1 + names.length * shares[0]!.length);
  expect(matrix.table()[1]).toEqual([names[0], first, shares[0]![0]]);
  expect(matrix.figure(700, measure).body).toContain('>Step 1<');
  expect(matrix.figure(700, measure).body).not.toMatch(/NaN|undefined/);
  shown.as = 'flow';
});
