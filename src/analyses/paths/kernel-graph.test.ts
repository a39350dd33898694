import { expect, test } from 'vitest';
import { emptyBitmap, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput } from '#log/shard.ts';
import { asDocument, fileOf, startEngine, value } from '../../../tests/support/engine.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { addBits } from './kernel-bit-counts.ts';
import { kernel, type PathsCounted } from './kernel.ts';
import { finish } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { planOf } from './switches.ts';

const ALONE: PathsSpec = { kind: 'paths', parts: ['graph'] };
/** In ties, within a gap, at its very edge, a microsecond past it; several of the longest are too long for 32 bits. */
const STEPS_MS = [0, 0, 1000, 5000, 60_000, 60_000.001, 2_500_000];

type Random = ReturnType<typeof random>;

/** Some have more names than a number has bits. */
function anyEvents({ int, pick, next }: Random): PlainEvent[] {
  const names = Array.from({ length: pick([1, 3, 6, 45]) }, (_, i) => (i % 3 === 0 ? `/a/${i}/` : `n${i}`));
  return Array.from({ length: 1 + int(6) }, (_, p) => {
    let timeMs = 1_700_000_000_000;
    return Array.from({ length: 1 + int(60) }, (): PlainEvent => {
      timeMs += pick(STEPS_MS);
      return [`u${p}`, names[Math.floor(names.length * next() ** 2)]!, timeMs];
    });
  }).flat();
}

function anySpec({ int, pick, next }: Random, names: string[]): PathsSpec {
  const perhaps = <T>(share: number, value: () => T): T | undefined => (next() < share ? value() : undefined);
  const given = {
    gap: perhaps(0.8, () => ({ n: pick([1, 1, 71]), unit: 'minute' })),
    collapse: perhaps(0.8, () => int(2) === 0),
    exclude: perhaps(0.3, () => [pick(names), 'nowhere', 'A']),
    events: perhaps(0.2, () => [{ event: pick(names) }, { event: pick(names) }]),
    node: perhaps(0.4, () => ({ by: 'event', trimSlash: int(2) === 0, rules: [{ match: '/a/*', as: 'A' }] })),
  };
  return { ...ALONE, ...(JSON.parse(JSON.stringify(given)) as Partial<PathsSpec>) };
}

function inputsOf(events: PlainEvent[], spec: PathsSpec, { int, next }: Random, shards: number): KernelInput[] {
  const log = plainLog(events);
  const span = {
    fromMs: int(3) === 0 ? 1_700_000_030_000 : -Infinity,
    toMs: int(3) === 0 ? 1_700_005_000_000 : Infinity,
  };
  const some = int(2) === 0;
  return cutShards(log, shards).map((shard) => {
    const exists = emptyBitmap(shard.event.length);
    shard.event.forEach((_, e) => next() < 0.7 && setBit(exists, e));
    return {
      shard,
      exists: some ? exists : null,
      matches: planOf(spec).matches.map((match) => ({ codes: codesOf(match, shard.names), mask: null })),
      columns: [],
      attributes: [],
      span,
      lastMs: log.facts.lastMs,
    };
  });
}

const merged = (shards: PathsCounted[]): PathsCounted => shards.reduce((left, right) => kernel.merge(left, right));

test('counted without its visits the graph is the same, in one shard or several', () => {
  const rolls = random(43);
  for (let n = 0; n < 400; n++) {
    const events = anyEvents(rolls);
    const spec = anySpec(rolls, [...new Set(events.map(([, name]) => name))]);
    const inputs = inputsOf(events, spec, rolls, 1 + rolls.int(3));
    const { options } = planOf(spec);
    const story = `${n} ${JSON.stringify(spec)}\n${JSON.stringify(events)}`;
    const counted = inputs.map((input) => runSteps(kernel.count(input, options)));
    const known = counted.filter((each) => each !== null);
    expect(known, story).toHaveLength(inputs.length);
    const ran = inputs.map((input) => runSteps(kernel.run(input, options)));
    const answer = runSteps(finish(merged(known), spec));
    expect(answer, story).toEqual(runSteps(finish(merged(ran), spec)));
    expect(Object.keys(answer), story).toEqual(
      expect.arrayContaining(['graph', 'kept', 'visits', 'paths', 'pathUnits']),
    );
  }
});

test('the same where every event counts and is called by its own name', () => {
  const rolls = random(44);
  for (let n = 0; n < 200; n++) {
    const events = anyEvents(rolls);
    const gap = { n: rolls.pick([1, 1, 71]), unit: 'minute' as const };
    const spec: PathsSpec = { ...ALONE, gap, collapse: rolls.int(2) === 0 };
    const { options } = planOf(spec);
    const inputs = inputsOf(events, spec, rolls, 1 + rolls.int(3)).map((input) => ({
      ...input,
      exists: null,
      span: { fromMs: -Infinity, toMs: Infinity },
    }));
    const counted = inputs.map((input) => runSteps(kernel.count(input, options))!);
    const ran = inputs.map((input) => runSteps(kernel.run(input, options)));
    const story = `${n} ${JSON.stringify(spec)}\n${JSON.stringify(events)}`;
    expect(runSteps(finish(merged(counted), spec)), story).toEqual(runSteps(finish(merged(ran), spec)));
  }
});

const counts = (spec: PathsSpec, events: PlainEvent[], more: Partial<KernelInput> = {}): boolean => {
  const [input] = inputsOf(events, spec, { ...random(1), int: () => 1 }, 1);
  return runSteps(kernel.count({ ...input!, ...more }, planOf(spec).options)) !== null;
};

test('what needs visits is not counted without them', () => {
  const events: PlainEvent[] = [
    ['u', 'a', 0],
    ['u', 'b', 1000],
  ];
  const column = { codes: new Uint32Array(2), values: [] };
  expect(counts(ALONE, events)).toBe(true);
  expect(counts({ ...ALONE, collapse: false, gap: { n: 1, unit: 'hour' } }, events)).toBe(true);
  const others: [Partial<PathsSpec>, Partial<KernelInput>?][] = [
    [{ parts: ['graph', 'flow'] }],
    [{ parts: undefined as never }],
    [{ gap: null }],
    [{ gap: { n: 72, unit: 'minute' } }],
    [{ start: 'a' }],
    [{ end: { event: 'a' } }],
    [{ matrixAt: 'a' }],
    [{ pattern: { then: [{ event: 'a' }] } }],
    [{ node: { by: 'page' } }, { columns: [column] }],
    [{ compare: { segments: [{ did: { event: 'a' } }] } }, { columns: [column] }],
    [
      { events: [{ event: 'a', where: { property: 'x', op: 'isSet' } }] },
      { matches: [{ codes: null, mask: emptyBitmap(2) }] },
    ],
  ];
  for (const [more, input] of others)
    expect(counts({ ...ALONE, ...more }, events, input), JSON.stringify(more)).toBe(false);
});

test('bits are counted as one by one', () => {
  const { next } = random(47);
  const masks = Int32Array.from({ length: 1000 }, () => Math.floor(next() * 2 ** 32) | (next() < 0.5 ? -1 : 1));
  const found = new Uint32Array(32);
  addBits(found, masks, 999);
  const plain = Array.from(found, (_, bit) => masks.subarray(0, 999).filter((mask) => (mask >>> bit) & 1).length);
  expect([...found]).toEqual(plain);
});

const CSV = `user,event,time
u,a,2026-01-01 10:00
u,b,2026-01-01 10:01
v,a,2026-01-01 10:00
w,b,2026-01-01 10:00
w,a,2026-01-01 10:05
`;

test('the people behind a number are the same after it was counted without them', async () => {
  const engine = startEngine();
  value(await engine.open([fileOf(CSV)], null, 1));
  const document = asDocument({ sojourn: 1, analysis: ALONE });
  const result = value(await engine.run(document, 1));
  expect(result).toMatchObject({
    graph: {
      edges: [
        { source: 'a', target: 'b', units: 1 },
        { source: 'b', units: 1 },
      ],
    },
  });
  expect(value(await engine.ids(document, { edge: ['b', 'a'] }, 1))).toEqual(['w']);
  expect(value(await engine.ids(document, { graphNode: 'a', ends: true }, 1))).toEqual(['v', 'w']);
});
