import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput, Shard } from '#log/shard.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { ZONE_SAMPLES, zonedLog } from '../../../tests/support/zones.ts';
import { kernel, type TrendPartial } from './kernel.ts';
import { finish } from './result.ts';
import type { TrendSpec } from './spec.ts';
import { planOf } from './switches.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e'];
const KINDS = ['x', 'y', 'z'];

type Source = ReturnType<typeof random>;

/** A question that `count` takes, if there is one shard. */
function commonQuestion({ int, pick }: Source): TrendSpec {
  const measures = ['events', 'units', 'perUnit', 'sessions'] as const;
  const of = [{ event: null }, { event: null }, { event: 'a' }, { event: ['a', 'b'] }];
  const series = Array.from({ length: 1 + int(3) }, () => ({ of: pick(of), measure: pick(measures) }));
  const listed = { top: 1 + int(2), ...(int(5) === 0 && { other: false }) };
  return {
    kind: 'trend',
    series,
    interval: pick(['hour', 'day', 'day', 'week', 'month', ...(int(4) === 0 ? (['minute'] as const) : [])]),
    ...pick([{}, { rolling: 2 + int(2) }, { cumulative: true }, { anomalies: false }]),
    ...pick([{}, { breakdown: { event: true as const, ...listed } }, { breakdown: { property: 'kind', ...listed } }]),
    ...(int(2) && { compare: { previous: true } }),
    ...(int(3) === 0 && { formula: 'A / 2' }),
  };
}

/** One of every so many bits. */
function bits({ int }: Source, length: number): Bitmap {
  const mask = emptyBitmap(length);
  for (let e = 0; e < length; e++) if (int(3) > 0) setBit(mask, e);
  return mask;
}

test('what is counted alone gives the very result that rows by person give, in every zone, shard and range', () => {
  const source = random(27);
  const { int, pick } = source;
  let counted = 0;
  let others = 0;
  for (let n = 0; n < 150; n++) {
    const sample = pick(ZONE_SAMPLES);
    const spec = commonQuestion(source);
    const { interval = 'day' } = spec;
    const { rule, events, buckets } = zonedLog(source, sample, {
      interval: interval === 'minute' ? 'hour' : interval,
      names: NAMES,
      size: 40,
    });
    const log = plainLog(events);
    const { length } = log.time;
    const kinds = Uint32Array.from({ length }, () => int(KINDS.length + 1));
    const exists = int(3) === 0 ? bits(source, length) : null;
    const mask = int(3) === 0 ? bits(source, length) : null;
    const part = (): number => pick(buckets).startMs + pick([0, -0.001, 1000, 0.5]);
    const [fromMs, toMs] = [part(), part()].sort((a, b) => a - b) as [number, number];
    const isWhole = int(2) === 0;
    const span = isWhole ? { fromMs: -Infinity, toMs: Infinity } : { fromMs, toMs };
    const sessions = pick([
      {},
      { gap: { n: 2, unit: 'hour' } },
      { start: { event: 'a' } },
      { end: { event: 'b' } },
    ] as const);
    const context = { timezone: sample.zone, weekStart: rule.weekStart, span, sessions };
    const { options, matches } = planOf(spec, context);
    const shards = cutShards(log, pick([1, 1, 1 + int(3)]));
    const inputOf = (shard: Shard): KernelInput => {
      const at = log.personStart[shard.firstPerson]!;
      const cut = (bitmap: Bitmap): Bitmap => {
        const own = emptyBitmap(shard.time.length);
        for (let e = 0; e < own.length; e++)
          if ((bitmap.words[(at + e) >>> 5]! >>> ((at + e) & 31)) & 1) setBit(own, e);
        return own;
      };
      return {
        shard,
        exists: exists && cut(exists),
        matches: matches.map((match) => ({ codes: codesOf(match, log.names), mask: mask && cut(mask) })),
        columns: [{ codes: kinds.subarray(at), values: KINDS }],
        attributes: [],
        span,
        ...(int(8) > 0 && { facts: log.facts }),
        lastMs: log.facts.lastMs,
      };
    };
    const inputs = shards.map(inputOf);
    const rows = inputs.map((input) => runSteps(kernel.run(input, options))).reduce(kernel.merge);
    const cells = inputs.map((input) => runSteps(kernel.count!(input, options)));
    const story = `${n} ${sample.zone} ${shards.length} ${JSON.stringify({ spec, span, weekStart: rule.weekStart })}`;
    const known = cells.filter((each) => each !== null);
    if (!spec.breakdown || (shards.length === 1 && inputs[0]!.facts)) expect(known.length, story).toBe(shards.length);
    if (known.length < shards.length) continue;
    counted++;
    const result = (of: TrendPartial) => runSteps(finish(of, spec, context, log.facts));
    expect(result(known.reduce(kernel.merge)), story).toEqual(result(rows));
    if ('others' in known[0]!.now && known[0]!.now.others) others++;
  }
  expect(counted).toBeGreaterThan(80);
  expect(others).toBeGreaterThan(10);
});

test('numbers and groups of two properties are not counted alone', () => {
  const log = plainLog([['u', 'a', Date.UTC(2024, 2, 4)]]);
  const span = { fromMs: -Infinity, toMs: Infinity };
  const codes = new Uint32Array(1);
  const input: KernelInput = {
    shard: log,
    exists: null,
    matches: [
      { codes: null, mask: null },
      { codes: null, mask: null },
    ],
    columns: [
      { codes, values: [] },
      { codes, values: [] },
    ],
    attributes: [],
    amounts: [new Float64Array(1)],
    span,
    facts: log.facts,
    lastMs: log.facts.lastMs,
  };
  const isCounted = (asked: Partial<TrendSpec>): boolean => {
    const spec: TrendSpec = { kind: 'trend', series: [{ of: {} }], ...asked };
    const { options } = planOf(spec, { timezone: 'UTC', weekStart: 0, span });
    return runSteps(kernel.count!(input, options)) !== null;
  };
  expect(isCounted({})).toBe(true);
  expect(isCounted({ series: [{ of: {} }, { of: {}, measure: 'sessions' }] })).toBe(true);
  expect(isCounted({ series: [{ of: {}, measure: { sum: 'amount' } }] })).toBe(false);
  expect(isCounted({ breakdown: { property: 'x' } })).toBe(true);
  expect(isCounted({ breakdown: { property: ['x', 'y'] } })).toBe(false);
});
