import { expect, test } from 'vitest';
import { emptyBitmap, hasBit, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { EventColumn, KernelInput } from '#log/shard.ts';
import { INTERVALS } from '#vocabulary/calendar-buckets.ts';
import { spanOf, type Span } from '#vocabulary/calendar.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { localDay, plainBuckets, zonedLog, ZONE_SAMPLES } from '../../../tests/support/zones.ts';
import { rangeBefore } from '../range-before.ts';
import { kernel } from './kernel.ts';
import { giniOf, percentileOf, valuesOf } from './oracle.ts';
import { people } from './result-people.ts';
import type { DistributionTable } from './result-table.ts';
import { finish } from './result.ts';
import type { DistributionSpec, Measure } from './spec.ts';
import { planOf } from './switches.ts';

const PLANS = ['free', 'pro'];

test('values, bins and who is behind them are what the definitions say, in every zone, week and range', () => {
  const { int, pick, next } = random(60);
  for (let n = 0; n < 120; n++) {
    const interval = pick(INTERVALS);
    const measure = pick<Measure>(['events', 'days', { sum: 'amount' }]);
    const zoned = zonedLog({ int, pick, next }, pick(ZONE_SAMPLES), { interval, names: ['visit', 'else'], size: 40 });
    const { rule, buckets } = zoned;
    const log = plainLog(zoned.events);
    const { lastMs } = log.facts;
    const day = (): string => localDay(rule.zone, pick(buckets).startMs);
    const dates = [day(), day()].sort() as [string, string];
    const instant = (): string => new Date(pick(buckets).startMs + pick([0, 1, 1_800_000])).toISOString();
    const [from, to] = int(4) === 0 ? ([instant(), instant()].sort() as [string, string]) : dates;
    const ends = int(4);
    const range = { ...(ends & 1 && { from }), ...(ends & 2 && { to }) };
    const span: Span = spanOf(range, rule.zone)!;
    const per = int(2) === 0 && !(measure === 'days' && (interval === 'hour' || interval === 'day')) && interval;
    const spec: DistributionSpec = {
      kind: 'distribution',
      of: { event: 'visit' },
      measure,
      ...(per && { per }),
      ...(int(3) === 0 && { bins: pick([[1], [1, 2, 4], [2, 3]]) }),
      ...(int(2) === 0 && { breakdown: { property: 'plan', top: 1 } }),
      ...(int(2) === 0 && { compare: { previous: true as const } }),
    };
    const context = { timezone: rule.zone, weekStart: rule.weekStart, span };
    const exists = int(3) === 0 ? emptyBitmap(log.event.length) : null;
    if (exists) for (let e = 0; e < log.event.length; e++) if (int(4) > 0) setBit(exists, e);
    const column: EventColumn = { codes: Uint32Array.from(log.event, () => int(PLANS.length + 1)), values: PLANS };
    const lowest = pick([0, 0, -2]);
    const amounts = Float64Array.from(log.event, () => (int(5) === 0 ? NaN : lowest + int(90) / 4));
    const { options, columns = [] } = planOf(spec, context);
    const inputs = cutShards(log, 1 + int(3)).map((shard): KernelInput => {
      const first = log.personStart[shard.firstPerson]!;
      const part = exists && emptyBitmap(shard.event.length);
      if (part) for (let e = 0; e < shard.event.length; e++) if (hasBit(exists, first + e)) setBit(part, e);
      return {
        shard,
        exists: part,
        matches: [{ codes: codesOf(spec.of, log.names), mask: null }],
        columns: columns.map(() => ({ ...column, codes: column.codes.subarray(first, first + shard.event.length) })),
        attributes: [],
        amounts: [amounts.subarray(first, first + shard.event.length)],
        span,
        lastMs,
      };
    });
    const partial = inputs
      .map((input) => runSteps(kernel.run(input, options)))
      .reduce((left, right) => kernel.merge(left, right));
    const result = runSteps(finish(partial, spec, context, log.facts));
    const story = `${n} ${rule.zone} week ${rule.weekStart} ${JSON.stringify({ spec, range })}`;

    const everybody = [...Array(log.facts.people).keys()];
    const inSpan = (p: number, { fromMs, toMs }: Span): number[] =>
      [...log.event.keys()]
        .slice(log.personStart[p], log.personStart[p + 1])
        .filter((e) => (!exists || hasBit(exists, e)) && log.time[e]! >= fromMs && log.time[e]! <= toMs);
    const visits = (p: number, of: Span): number[] => inSpan(p, of).filter((e) => log.names[log.event[e]!] === 'visit');
    const named = (list: number[]): string[] => list.map((p) => log.people.text(p)).sort();
    const behind = (pointer: Record<string, unknown>): string[] | null => {
      const problems: Problem[] = [];
      const found = people(partial, Fields.of(pointer, '', problems)!, spec);
      return found && named([...found]);
    };
    const times = [...log.time];
    const wallFrom = Math.min(...times) - 1;
    const days = plainBuckets({ ...rule, interval: 'day' }, wallFrom, lastMs);
    const periods = per ? plainBuckets(rule, wallFrom, lastMs) : [{ startMs: -Infinity, endMs: Infinity }];
    const oracle = (p: number, of: Span): { value: number; open: boolean }[] =>
      valuesOf(
        visits(p, of).map((e) => ({ timeMs: log.time[e]!, number: amounts[e]! })),
        typeof measure === 'object' ? 'sum' : measure,
        periods,
        days,
      ).map(({ value, endMs }) => ({ value, open: per !== false && endMs > lastMs }));

    const check = (table: DistributionTable, list: number[], of: Span, to: Record<string, unknown>): void => {
      const closed = list.flatMap((p) => oracle(p, of).flatMap(({ value, open }) => (open ? [] : [{ p, value }])));
      const values = closed.map(({ value }) => value);
      const who = (is: (value: number) => boolean): string[] =>
        named([...new Set(closed.filter(({ value }) => is(value)).map(({ p }) => p))]);
      expect(table.values, story).toBe(values.length);
      expect(table.active, story).toBe(who(() => true).length);
      if (values.length === 0) return;
      for (const { from: low, to: high, ...counts } of table.bins) {
        const isIn = (value: number): boolean => value >= (low ?? -Infinity) && value < (high ?? Infinity);
        expect(counts, `${story} ${low}`).toEqual({ units: who(isIn).length, values: values.filter(isIn).length });
        const bounds = { ...(low !== null && { atLeast: low }), ...(high !== null && { under: high }) };
        expect(behind({ ...to, ...bounds }), `${story} ${low}`).toEqual(who(isIn));
      }
      // every value lies in one bin
      expect(table.bins.reduce((sum, bin) => sum + bin.values, 0)).toBe(values.length);
      const total = values.reduce((sum, value) => sum + value, 0);
      expect(table.total, story).toBeCloseTo(total, 9);
      expect(table.average, story).toBeCloseTo(total / values.length, 9);
      const shares = { min: 0, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9, p99: 0.99, max: 1 } as const;
      for (const name of Object.keys(shares) as (keyof typeof shares)[])
        expect(table[name], `${story} ${name}`).toBeCloseTo(percentileOf(values, shares[name]), 9);
      if (total <= 0 || Math.min(...values) < 0) {
        expect(table, story).toMatchObject({ gini: null, top: [] });
        return;
      }
      expect(table.gini, story).toBeCloseTo(giniOf(values), 9);
      const largest = [...closed].sort((a, b) => b.value - a.value || a.p - b.p);
      const top = pick(table.top);
      const first = largest.slice(0, Math.ceil((values.length * top.percent) / 100));
      expect(top.values, story).toBe(first.length);
      expect(top.share, story).toBeCloseTo(first.reduce((sum, { value }) => sum + value, 0) / total, 9);
      expect(behind({ ...to, top: top.percent }), story).toEqual(named([...new Set(first.map(({ p }) => p))]));
    };
    check(result, everybody, span, {});
    const opened = everybody.filter((p) => oracle(p, span).some(({ open }) => open));
    expect(result.open, story).toBe(opened.length);
    expect(behind({ open: true }), story).toEqual(named(opened));
    const seen = everybody.filter((p) => inSpan(p, span).length > 0);
    const without = seen.filter((p) => oracle(p, span).length === 0);
    expect([result.units, result.none], story).toEqual([seen.length, without.length]);
    expect(behind({ none: true }), story).toEqual(named(without));
    const planOfUnit = (p: number): string | null => {
      const valued = visits(p, span).find((e) => column.codes[e] !== 0);
      return valued === undefined ? null : PLANS[column.codes[valued]! - 1]!;
    };
    const listed = (result.breakdown ?? []).map((group) => group.value);
    for (const { value: group, ...table } of result.breakdown ?? [])
      check(
        table,
        everybody.filter((p) => (group === '$other' ? !listed.includes(planOfUnit(p)) : planOfUnit(p) === group)),
        span,
        { value: group },
      );
    const before = rangeBefore(span, rule.zone);
    if (spec.compare && before) check(result.compare![0]!, everybody, before, { previous: true });
    else if (spec.compare) expect(result.warnings, story).toMatchObject([{ code: 'distribution/compare' }]);
  }
});
