import { expect, test } from 'vitest';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput } from '#log/shard.ts';
import { endOfBucket, startOfBucket, type Interval } from '#vocabulary/calendar-buckets.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { kernel, strideOf } from './kernel.ts';
import { cellsOf } from './oracle.ts';
import { finish } from './result.ts';
import { CLOCKS, COHORTS, RETURNED, type RetentionSpec } from './spec.ts';
import { planOf } from './switches.ts';

/** Days around a change of clocks; Kathmandu stands off by three quarters of an hour. */
const ZONES: [string, string][] = [
  ['UTC', '2024-02-28'],
  ['Europe/Berlin', '2024-03-31'],
  ['Europe/Berlin', '2024-10-27'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Australia/Lord_Howe', '2024-10-06'],
  ['Australia/Lord_Howe', '2024-04-07'],
  ['Asia/Kathmandu', '2024-01-01'],
];
const LENGTH_MS: Record<Interval, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
};

test('finds the cohorts and returns that the rules say, in every zone and week', () => {
  const { int, pick, next } = random(11);
  for (let n = 0; n < 1500; n++) {
    const [zone, around] = pick(ZONES);
    const period = pick(['hour', 'day', 'week', 'month'] as const);
    const length = LENGTH_MS[period];
    const middleMs = Date.parse(`${around}T00:00:00Z`);
    const at = (): number => Math.round(middleMs + (next() * 8 - 4) * length);
    const times = Array.from({ length: 1 + int(6) }, at);
    const events = Array.from({ length: 1 + int(25) }, (): PlainEvent => [
      pick(['u', 'v', 'w', 'x']),
      pick(['start', 'back', 'both', 'else']),
      int(3) === 0 ? pick(times) : at(),
    ]);
    const log = plainLog(events);
    const spec: RetentionSpec = {
      kind: 'retention',
      start: { event: ['start', 'both'] },
      return: { event: ['back', 'both'] },
      cohort: pick(COHORTS),
      period,
      clock: pick(CLOCKS),
      returned: pick(RETURNED),
      lateReturns: int(3) > 0,
      minReturns: 1 + int(2),
      ...(int(3) === 0 ? { brackets: [1, 2] } : { periods: 1 + int(10) }),
    };
    const fromMs = int(3) === 0 ? -Infinity : middleMs - int(3) * length;
    const context = {
      timezone: zone,
      weekStart: int(7),
      span: { fromMs, toMs: int(3) === 0 ? Infinity : middleMs + int(3) * length },
    };
    const { options } = planOf(spec, context);
    const matches = [spec.start, spec.return].map((match) => ({ codes: codesOf(match, log.names), mask: null }));
    const span = context.span;
    const partial = cutShards(log, 1 + int(3))
      .map((shard): KernelInput => ({
        shard,
        exists: null,
        matches,
        columns: [],
        attributes: [],
        span,
        lastMs: log.facts.lastMs,
      }))
      .map((input) => runSteps(kernel.run(input, options)))
      .reduce((left, right) => kernel.merge(left, right));
    const stride = strideOf(options);
    const found = [...partial.entries.person].map((person, i) => ({
      person,
      periodMs: partial.entries.periodMs[i]!,
      cells: options.widths.map((_, k) => (partial.entries.bits[i * stride + (k >> 3)]! & (1 << (k & 7))) !== 0),
    }));
    const expected = [...Array(log.facts.people).keys()].flatMap((person) => {
      const journey = [...log.event.keys()]
        .slice(log.personStart[person], log.personStart[person + 1])
        .map((e) => ({ name: log.names[log.event[e]!]!, timeMs: log.time[e]! }));
      return [...cellsOf(journey, options)].map(([periodMs, cells]) => ({ person, periodMs, cells }));
    });
    const story = `${n} ${zone} ${JSON.stringify({ ...spec, ...context })}`;
    expect(found, story).toEqual(expected);

    const { cohorts, mean } = finish(partial, spec, context, log.facts);
    const firstMs = Number.isFinite(options.fromMs)
      ? options.fromMs
      : startOfBucket(options.buckets, log.facts.firstMs);
    let periodMs = firstMs;
    for (const cohort of cohorts) {
      const of = expected.filter((each) => each.periodMs === periodMs);
      expect(
        cohort.cells.map(({ count }) => count),
        story,
      ).toEqual(options.widths.map((_, k) => of.filter(({ cells }) => cells[k]).length));
      periodMs = endOfBucket(options.buckets, periodMs);
      if (options.rollingMs === null && options.lateReturns)
        expect(cohort.cells[0]!.open, story).toBe(periodMs > log.facts.lastMs);
    }
    expect(
      cohorts.reduce((sum, { size }) => sum + size, 0),
      story,
    ).toBe(expected.length);
    mean.forEach(({ rate, cohorts: closed }, k) => {
      const rows = cohorts.filter(({ size, cells }) => size > 0 && !cells[k]!.open);
      expect(closed).toBe(rows.length);
      const all = rows.reduce((sum, { size }) => sum + size, 0);
      expect(rate).toBeCloseTo(all === 0 ? 0 : rows.reduce((sum, { cells }) => sum + cells[k]!.count, 0) / all);
    });
  }
});
