import { expect, test } from 'vitest';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput } from '#log/shard.ts';
import { Fields } from '#vocabulary/fields.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { bucketName, plainBuckets, ZONE_SAMPLES, zonedLog } from '../../../tests/support/zones.ts';
import { BucketFinder, edgesOf, slotsOf } from './kernel-edges.ts';
import { kernel, type TrendPartial } from './kernel.ts';
import { averageOf, bucketFor, measureOf, type Noted } from './oracle.ts';
import { people } from './result-people.ts';
import { finish } from './result.ts';
import { COUNTS, measured, OF_NUMBERS, type Measure } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';
import { planOf } from './switches.ts';

const GAP_MS = 1_800_000;
const GROUPS = [null, 'x', 'y', 'z'];

const near = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 6));

function behind(partial: TrendPartial, start: string, value: unknown, spec: TrendSpec): number[] {
  const pointer = Fields.of({ series: 0, start, ...(value !== undefined && { value }) }, '', [])!;
  return [...people(partial, pointer, spec)!];
}

const isOrdered = (measure: Measure): boolean =>
  typeof measure === 'object' && ('median' in measure || 'p90' in measure || 'p95' in measure);

test('every number, and who is behind it, is what a list of the events says: in every zone and week', () => {
  const { int, pick, next } = random(15);
  for (let n = 0; n < 160; n++) {
    const sample = pick(ZONE_SAMPLES);
    const interval = pick(['hour', 'day', 'week', 'month'] as const);
    const { rule, events, buckets } = zonedLog({ int, pick, next }, sample, { interval, names: ['a', 'b', 'c'] });
    const log = plainLog(events);
    const { length } = log.time;
    const numbers = Float64Array.from({ length }, () => (int(4) === 0 ? NaN : int(9) - 3));
    const groups = Uint32Array.from({ length }, () => int(GROUPS.length));
    const measure: Measure = int(2) ? pick(COUNTS) : { [pick(OF_NUMBERS)]: 'amount' };
    const spec: TrendSpec = {
      kind: 'trend',
      series: [{ of: { event: pick([null, 'a', ['a', 'b']]) }, measure }],
      interval,
      anomalies: false,
      ...pick([{}, {}, { rolling: 2 + int(2) }, ...(isOrdered(measure) ? [] : [{ cumulative: true }])]),
      ...(int(2) && { breakdown: { property: 'kind', top: 1 + int(3), ...(int(3) === 0 && { other: false }) } }),
    };
    const part = (): number => pick(buckets).startMs + pick([0, -0.001, 1000]);
    const [fromMs, toMs] = [part(), part()].sort((a, b) => a - b) as [number, number];
    const span = { fromMs: int(3) ? fromMs : -Infinity, toMs: int(3) ? toMs : Infinity };
    const context = { timezone: sample.zone, weekStart: rule.weekStart, span };
    const { options, matches } = planOf(spec, context);
    const shards = cutShards(log, 1 + int(3));
    const partial = shards
      .map((shard): KernelInput => {
        const at = log.personStart[shard.firstPerson]!;
        const cut = <T extends Uint32Array | Float64Array>(of: T): T => of.subarray(at) as T;
        return {
          shard,
          exists: null,
          matches: matches.map((match) => ({ codes: codesOf(match, log.names), mask: null })),
          columns: [{ codes: cut(groups), values: GROUPS.slice(1) as string[] }],
          attributes: [],
          amounts: [cut(numbers)],
          span,
          lastMs: log.facts.lastMs,
        };
      })
      .map((input) => runSteps(kernel.run(input, options)))
      .reduce((left, right) => kernel.merge(left, right));
    const result = runSteps(finish(partial, spec, context, log.facts));

    const bySession = measure === 'sessions';
    const noted: Noted[] = [];
    for (let person = 0; person + 1 < log.personStart.length; person++) {
      let session = { name: '', bucket: '', firstMs: 0 };
      for (let e = log.personStart[person]!; e < log.personStart[person + 1]!; e++) {
        const timeMs = log.time[e]!;
        const bucket = bucketName(rule, timeMs);
        if (e === log.personStart[person] || timeMs - log.time[e - 1]! > GAP_MS)
          session = { name: `${person} at ${e}`, bucket, firstMs: timeMs };
        const number = Number.isNaN(numbers[e]) ? null : numbers[e]!;
        noted.push({
          person: String(person),
          name: log.names[log.event[e]!]!,
          timeMs,
          bucket,
          number,
          group: GROUPS[groups[e]!]!,
          session,
        });
      }
    }
    const names = [spec.series[0]!.of.event].flat();
    const how = measured(spec.series[0]!);
    const counts = noted.filter((each) => {
      const ms = bySession ? each.session.firstMs : each.timeMs;
      if ('of' in how && each.number === null) return false;
      return (names[0] === null || names.includes(each.name)) && ms >= span.fromMs && ms <= span.toMs;
    });
    const story = `${n} ${sample.zone} ${JSON.stringify({ spec, span, weekStart: rule.weekStart })}`;
    const from = span.fromMs === -Infinity ? log.facts.firstMs : span.fromMs;
    const to = span.toMs === Infinity ? log.facts.lastMs : span.toMs;
    const listed = from > to ? [] : plainBuckets(rule, from, to);
    const sizeOf = (group: string | null): number => {
      const of = counts.filter((each) => each.group === group);
      const isTotal = 'count' in how ? how.count !== 'perUnit' : how.of === 'sum';
      return isTotal ? measureOf(how, of)! : of.length;
    };
    const breakdown = spec.breakdown as { top: number; other?: boolean } | undefined;
    const ranked = GROUPS.filter((group) => counts.some((each) => each.group === group)).sort(
      (one, other) => sizeOf(other) - sizeOf(one) || ((one ?? '') < (other ?? '') ? -1 : 1),
    );
    const lines = breakdown
      ? [
          ...ranked.slice(0, breakdown.top).map((group) => ({ value: group, of: [group] })),
          ...(ranked.length > breakdown.top && breakdown.other !== false
            ? [{ value: '$other', of: ranked.slice(breakdown.top) }]
            : []),
        ]
      : [{ value: undefined, of: GROUPS }];
    expect(
      result.series.map(({ value }) => value),
      story,
    ).toEqual(lines.map(({ value }) => value));
    lines.forEach(({ value, of }, line) => {
      const mine = counts.filter(({ group }) => of.includes(group));
      const found = result.series[line]!;
      expect(found.total, story).toEqual(near(measureOf(how, mine)));
      expect(
        found.points.map((point) => ({ part: false, ...point, people: behind(partial, point.start, value, spec) })),
        story,
      ).toEqual(
        listed.map(({ name, startMs, endMs }, b) => {
          const { rolling = 1, cumulative = false } = spec;
          const over = listed.slice(cumulative ? 0 : Math.max(0, b + 1 - rolling), b + 1);
          const inside = mine.filter((each) => over.some((bucket) => bucket.name === bucketFor(bySession, each)));
          const each = over.map((bucket) =>
            measureOf(
              how,
              mine.filter((one) => bucketFor(bySession, one) === bucket.name),
            ),
          );
          return {
            start: name,
            value: near(cumulative || rolling === 1 ? measureOf(how, inside) : averageOf(each, rolling)),
            open: endMs > log.facts.lastMs,
            part: span.fromMs > startMs || span.toMs + 0.002 < endMs,
            people: [...new Set(inside.map(({ person }) => Number(person)))].sort((a, b) => a - b),
          };
        }),
      );
    });
  }
});

test('more events of one person in one bucket than a byte holds', () => {
  const log = plainLog(Array.from({ length: 700 }, (_, i) => ['u', 'a', Date.UTC(2024, 2, 4) + i * 1000]));
  const spec: TrendSpec = { kind: 'trend', series: [{ of: {} }, { of: {}, measure: 'units' }] };
  const span = { fromMs: -Infinity, toMs: Infinity };
  const context = { timezone: 'UTC', weekStart: 0, span };
  const matches = [{ codes: null, mask: null }];
  const input = { shard: log, exists: null, matches, columns: [], attributes: [], span, lastMs: log.facts.lastMs };
  const partial = runSteps(kernel.run(input, planOf(spec, context).options));
  const { series } = runSteps(finish(partial, spec, context, log.facts));
  expect(series.map(({ points, total }) => [points.map(({ value }) => value), total])).toEqual([
    [[700], 700],
    [[1], 1],
  ]);
});

test('tables of slots find the bucket that a walk over the edges finds', () => {
  const { int, pick, next } = random(3);
  for (let n = 0; n < 60; n++) {
    const { zone, day } = pick(ZONE_SAMPLES);
    const interval = pick(['minute', 'hour', 'day', 'week', 'month'] as const);
    const fromMs = Date.parse(`${day}T00:00:00Z`) - int(86_400_000);
    const toMs = fromMs + int({ minute: 86_400_000, hour: 4 * 86_400_000 }[interval as 'hour'] ?? 200 * 86_400_000);
    const edges = edgesOf({ zone, interval, weekStart: int(7) }, { fromMs, toMs });
    expect(edges[0]!).toBeLessThanOrEqual(fromMs);
    expect(edges.at(-1)!).toBeGreaterThan(toMs);
    const finder = new BucketFinder(edges);
    const slots = slotsOf(edges)!;
    for (let i = 0; i < 50; i++) {
      const timeMs = i < 5 ? pick([...edges.subarray(0, -1)]) - pick([0, 0, 0.001]) : fromMs + next() * (toMs - fromMs);
      if (timeMs < edges[0]!) continue;
      const bucket = edges.findLastIndex((edge) => edge <= timeMs);
      expect(finder.at(timeMs)).toBe(bucket);
      const micro = Math.round(timeMs * 1000) / 1000;
      expect(slots.bucket[((micro - slots.originMs) * slots.perMs) | 0]).toBe(
        edges.findLastIndex((edge) => edge <= micro),
      );
    }
  }
});
