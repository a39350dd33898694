import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput, Shard } from '#log/shard.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { ZONE_SAMPLES, zonedLog } from '../../../tests/support/zones.ts';
import { kernel, type RetentionPartial } from './kernel.ts';
import { gridOf, PeriodGrid } from './kernel-grid.ts';
import { finish } from './result.ts';
import { CLOCKS, COHORTS, RETURNED, type RetentionSpec } from './spec.ts';
import { planOf } from './switches.ts';

test('counting alone gives the same result as entries do, wherever nobody needs to be told apart', () => {
  const dice = random(29);
  const { int, pick } = dice;
  const rarely = () => int(8) === 0;
  for (let n = 0; n < 200; n++) {
    const period = pick(['hour', 'day', 'week', 'month'] as const);
    const names = ['start', 'back', 'both', 'else'];
    const { rule, events, buckets } = zonedLog(dice, pick(ZONE_SAMPLES), { interval: period, names, size: 60 });
    const plain = plainLog(events);
    const { firstMs, lastMs } = plain.facts;
    const nobody = int(plain.personStart.length);
    const personStart = [...plain.personStart].toSpliced(nobody, 0, plain.personStart[nobody]!);
    const log = { ...plain, personStart: Uint32Array.from(personStart) };
    const ends = [pick(buckets).startMs + pick([-0.001, 0, 7]), pick(buckets).startMs + pick([-0.001, 0, 7])];
    const span = {
      fromMs: int(3) === 0 ? -Infinity : Math.min(...ends),
      toMs: int(3) === 0 ? Infinity : Math.max(...ends),
    };
    const spec: RetentionSpec = {
      kind: 'retention',
      start: { event: int(3) > 0 ? null : ['start', 'both'] },
      return: { event: int(3) > 0 ? null : ['back', 'both'] },
      cohort: pick([...COHORTS.slice(0, 2), ...COHORTS]),
      period,
      clock: rarely() ? pick(CLOCKS) : 'calendar',
      returned: pick(RETURNED),
      lateReturns: int(3) > 0,
      minReturns: rarely() ? 2 : 1,
      ...(int(3) === 0 ? { brackets: pick([[1, 2], [3], [2, 1, 40]]) } : { periods: 1 + int(10) }),
      ...(rarely() && { lastSeen: { goneAfter: { n: 1, unit: period } } }),
      ...(int(3) === 0 && { breakdown: { property: rarely() ? ['value', 'value'] : 'value', top: 1 + int(3) } }),
      ...(rarely() && { compare: { previous: true } }),
      ...(rarely() && { measure: 'events' }),
    };
    const context = { timezone: rule.zone, weekStart: rule.weekStart, span };
    const { options } = planOf(spec, context);
    const someBits = (of: number): ((shard: Shard) => Bitmap | null) => {
      const [some, bits] = [int(3) === 0, events.map(() => int(4) < of)];
      return (shard) => {
        const from = log.personStart[shard.firstPerson]!;
        const own = emptyBitmap(shard.event.length);
        for (let e = 0; e < own.length; e++) if (bits[from + e]) setBit(own, e);
        return some ? own : null;
      };
    };
    const codes = Uint32Array.from(events, () => int(4));
    const [exists, ofStart, ofReturn] = [someBits(3), someBits(2), someBits(2)];
    const shards = cutShards(log, 1 + int(3)).map((shard): KernelInput => ({
      shard,
      exists: exists(shard),
      matches: [
        { codes: codesOf(spec.start, log.names), mask: ofStart(shard) },
        { codes: codesOf(spec.return, log.names), mask: ofReturn(shard) },
      ],
      columns: (options.breakdown ?? []).map(() => {
        const from = log.personStart[shard.firstPerson]!;
        return { codes: codes.subarray(from, from + shard.event.length), values: ['a', 'b', 'c'] };
      }),
      attributes: [],
      span,
      facts: log.facts,
      lastMs,
    }));
    const counted = shards.map((input) => runSteps(kernel.count!(input, options)));
    const story = `${n} ${JSON.stringify({ ...spec, ...rule, ...span })} ${JSON.stringify(events)}`;
    const isSimple =
      spec.cohort !== 'everyPeriod' && spec.clock === 'calendar' && spec.minReturns === 1 && !spec.lastSeen;
    const beyond = Math.max(options.fromMs, firstMs) > lastMs;
    const common = isSimple && !beyond && (options.breakdown?.length ?? 1) === 1 && !spec.measure && !options.previous;
    expect(
      counted.map((part) => part !== null),
      story,
    ).toEqual(shards.map(() => common));
    if (!common) continue;
    const resultOf = (parts: RetentionPartial[]) =>
      finish(
        parts.reduce((left, right) => kernel.merge(left, right)),
        spec,
        context,
        log.facts,
      );
    const parts = counted as RetentionPartial[];
    expect(
      parts.map(({ entries }) => entries),
      story,
    ).toEqual(shards.map(() => null));
    expect(resultOf(parts), story).toEqual(resultOf(shards.map((input) => runSteps(kernel.run(input, options)))));
  }
});

test('the grid holds edges, and microseconds beside them, apart for decades', () => {
  const { int } = random(31);
  const mostSteps = Math.floor(2 ** 40 / 900_000);
  const periods = Int32Array.from({ length: mostSteps }, (_, i) => i);
  for (const stepMs of [900_000, 3_600_000, 86_400_000]) {
    const steps = Math.floor(2 ** 40 / stepMs);
    for (const fromMs of [-5e11, 0, 1.7e12, 4e12]) {
      const startMs = Math.round(fromMs / stepMs) * stepMs;
      const grid = new PeriodGrid(startMs, stepMs, periods);
      for (let n = 0; n < 1000; n++) {
        const step = n < 100 ? steps - 1 - n : 1 + int(steps - 2);
        const edgeMs = startMs + step * stepMs;
        const found = [edgeMs - 0.001, edgeMs, edgeMs + 0.001].map((timeMs) => grid.periodOf(timeMs));
        if (found.join() !== [step - 1, step, step].join())
          expect.fail(`${stepMs} ${startMs} ${step}: ${found.join()}`);
      }
    }
  }
  expect(gridOf(Float64Array.from([0, 1, 2, 3], (n) => n * 86_400_000))).not.toBeNull();
  expect(gridOf(Float64Array.from([0, 1, 2, 3], (n) => n * 86_400_000 * 5000))).toBeNull();
});
