import { expect, test } from 'vitest';
import { emptyBitmap, hasBit, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { EventColumn, KernelInput } from '#log/shard.ts';
import type { Followed } from '#statistics/kaplan-meier.ts';
import { logRank } from '#statistics/log-rank.ts';
import { INTERVALS } from '#vocabulary/calendar-buckets.ts';
import { spanOf, type Span } from '#vocabulary/calendar.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { localDay, plainBuckets, zonedLog, ZONE_SAMPLES } from '../../../tests/support/zones.ts';
import { rangeBefore } from '../range-before.ts';
import { kernel } from './kernel.ts';
import { halfBy, percentileOf, waitsOf } from './oracle.ts';
import { people } from './result-people.ts';
import type { IntervalTable, Times } from './result-table.ts';
import { finish } from './result.ts';
import { SCALES, type IntervalSpec } from './spec.ts';
import { planOf } from './switches.ts';

const VALUES: Record<string, string[]> = { item: ['a', 'b'], plan: ['free', 'pro', 'team'] };

test('pairs, boxes, bins and who is behind them are what the definitions say, in every zone, week and range', () => {
  const { int, pick, next } = random(55);
  for (let n = 0; n < 140; n++) {
    const interval = pick(INTERVALS);
    const names = ['visit', 'order', 'else'];
    const zoned = zonedLog({ int, pick, next }, pick(ZONE_SAMPLES), { interval, names, size: 40 });
    const { rule, buckets } = zoned;
    const log = plainLog(zoned.events);
    const { lastMs } = log.facts;
    const day = (): string => localDay(rule.zone, pick(buckets).startMs);
    const dates = [day(), day()].sort() as [string, string];
    const instant = (): string => new Date(pick(buckets).startMs + pick([0, 1, 1_800_000])).toISOString();
    const [from, to] = int(4) === 0 ? ([instant(), instant()].sort() as [string, string]) : dates;
    const ends = int(4);
    const range = { ...(ends & 1 && { from }), ...(ends & 2 && { to }) };
    const span = spanOf(range, rule.zone)!;
    // as far as two events of somebody lie apart, or one and the end of the log
    const e = int(log.event.length);
    const person = log.personStart.findLastIndex((start) => start <= e);
    const apartMs =
      pick([lastMs, log.time[log.personStart[person + 1]! - 1]!, log.time[e + 1] ?? lastMs]) - log.time[e]!;
    const cap = pick<Duration | null>([
      null,
      { n: 1 + int(3), unit: interval },
      apartMs > 0 ? { n: apartMs / 1000, unit: 'second' } : { n: 15, unit: 'minute' },
    ]);
    const spec: IntervalSpec = {
      kind: 'interval',
      from: { event: 'visit' },
      to: pick([{ event: 'order' }, { event: 'visit' }, { event: null }]),
      ...(int(2) === 0 && { each: 'all' as const }),
      ...(int(3) === 0 && { same: pick(['item', 'plan']) }),
      ...(cap && { cap }),
      ...(int(2) === 0 && { scale: pick(SCALES) }),
      ...(int(2) === 0 && { interval }),
      ...(int(2) === 0 && { breakdown: { property: 'plan', top: 2 } }),
      ...(int(3) === 0 && { compare: { previous: true as const } }),
    };
    const context = { timezone: rule.zone, weekStart: rule.weekStart, span };
    const exists = int(3) === 0 ? emptyBitmap(log.event.length) : null;
    if (exists) for (let e = 0; e < log.event.length; e++) if (int(4) > 0) setBit(exists, e);
    const codes: Record<string, Uint32Array> = {
      item: Uint32Array.from(log.event, () => int(3)),
      plan: Uint32Array.from(log.event, () => int(4)),
    };
    const valueOf = (property: string, e: number): string | null => VALUES[property]![codes[property]![e]! - 1] ?? null;
    const { options, columns = [] } = planOf(spec, context);
    const inputs = cutShards(log, 1 + int(3)).map((shard): KernelInput => {
      const first = log.personStart[shard.firstPerson]!;
      const part = exists && emptyBitmap(shard.event.length);
      if (part) for (let e = 0; e < shard.event.length; e++) if (hasBit(exists, first + e)) setBit(part, e);
      return {
        shard,
        exists: part,
        matches: [spec.from, spec.to].map((match) => ({ codes: codesOf(match, log.names), mask: null })),
        columns: columns.map((column): EventColumn => {
          const { property } = column as { property: string };
          return {
            codes: codes[property]!.subarray(first, first + shard.event.length),
            values: VALUES[property]!,
          };
        }),
        attributes: [],
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
    const named = (list: number[]): string[] => [...new Set(list)].map((p) => log.people.text(p)).sort();
    const behind = (pointer: Record<string, unknown>): string[] | null => {
      const problems: Problem[] = [];
      const found = people(partial, Fields.of(pointer, '', problems)!, spec);
      expect(problems, story).toEqual([]);
      return found && named([...found]);
    };
    const existing = (p: number): number[] =>
      [...log.event.keys()]
        .slice(log.personStart[p], log.personStart[p + 1])
        .filter((e) => !exists || hasBit(exists, e));
    const isIn = (e: number, of: Span): boolean => log.time[e]! >= of.fromMs && log.time[e]! <= of.toMs;
    const nameOf = (e: number): string => log.names[log.event[e]!]!;
    const waits = (p: number, of: Span) => {
      const list = existing(p);
      return waitsOf(
        list.map((e) => ({
          timeMs: log.time[e]!,
          isFrom: nameOf(e) === 'visit',
          isTo: spec.to.event === null || spec.to.event === nameOf(e),
          inRange: isIn(e, of),
          value: spec.same ? valueOf(spec.same, e) : null,
        })),
        { all: spec.each === 'all', same: spec.same !== undefined, capMs: cap ? durationMs(cap) : Infinity },
        lastMs,
      ).map(({ begun, ...wait }) => ({ p, e: list[begun]!, ...wait }));
    };
    type Wait = ReturnType<typeof waits>[number];
    const followed = (wait: Wait): number =>
      wait.seconds ?? (wait.open ? (lastMs - log.time[wait.e]!) / 1000 : durationMs(cap!) / 1000);

    const checkTimes = (
      times: Times,
      list: Wait[],
      to: Record<string, unknown>,
      all: Record<string, unknown>,
    ): void => {
      const pairs = list.filter(({ seconds }) => seconds !== null);
      const open = list.filter((wait) => wait.open);
      const unmatched = list.filter((wait) => wait.seconds === null && !wait.open);
      const who = (of: Wait[]): string[] => named(of.map(({ p }) => p));
      expect([times.pairs, times.open, times.unmatched], story).toEqual([pairs.length, open.length, unmatched.length]);
      for (const [of, units, pointer] of [
        [pairs, times.active, { ...to, ...all }],
        [open, times.openUnits, { ...to, open: true }],
        [unmatched, times.unmatchedUnits, { ...to, unmatched: true }],
      ] as const) {
        expect(behind(pointer), `${story} ${JSON.stringify(pointer)}`).toEqual(who(of));
        expect(units, story).toBe(who(of).length);
      }
      expect(times.estimatedMedianSeconds, story).toEqual(
        halfBy(list.map((wait) => ({ seconds: followed(wait), happened: wait.seconds !== null }))),
      );
      const seconds = pairs.map((pair) => pair.seconds!);
      if (seconds.length === 0) return;
      expect(times.averageSeconds, story).toBeCloseTo(seconds.reduce((a, b) => a + b, 0) / seconds.length, 6);
      const shares = { min: 0, p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9, max: 1 } as const;
      for (const [name, share] of Object.entries(shares) as [keyof typeof shares, number][])
        expect(times[`${name}Seconds`], `${story} ${name}`).toBeCloseTo(percentileOf(seconds, share), 6);
    };

    const check = (table: IntervalTable, list: Wait[], of: Span, to: Record<string, unknown>): void => {
      checkTimes(table, list, to, { atLeast: 0 });
      const pairs = list.filter(({ seconds }) => seconds !== null);
      expect(
        table.bins.reduce((sum, bin) => sum + bin.count, 0),
        story,
      ).toBe(pairs.length);
      for (const { from: low, to: high, ...counts } of table.bins) {
        const inside = pairs.filter(({ seconds }) => seconds! >= low! && seconds! < (high ?? Infinity));
        const who = named(inside.map(({ p }) => p));
        const upTo = named(pairs.filter(({ seconds }) => seconds! < (high ?? Infinity)).map(({ p }) => p));
        expect(counts, `${story} ${low}`).toEqual({
          units: who.length,
          count: inside.length,
          unitsUpTo: upTo.length,
        });
        if (high !== null) expect(behind({ ...to, under: high }), `${story} ${high}`).toEqual(upTo);
        const bounds = { atLeast: low, ...(high !== null && { under: high }) };
        expect(behind({ ...to, ...bounds }), `${story} ${low}`).toEqual(who);
      }
      expect(table.byPeriod === undefined, story).toBe(!spec.interval);
      if (!spec.interval) return;
      const [beginMs, endMs] = [Math.max(of.fromMs, log.facts.firstMs), Math.min(of.toMs, lastMs)];
      const periods = beginMs <= endMs ? plainBuckets(rule, beginMs, endMs) : [];
      expect(
        table.byPeriod!.map(({ start, closed }) => ({ start, closed })),
        story,
      ).toEqual(
        periods.map((period) => ({
          start: period.name,
          closed: period.endMs + (cap ? durationMs(cap) : 0) <= lastMs,
        })),
      );
      periods.forEach(({ name, startMs, endMs: end }, i) => {
        const inside = list.filter(({ e }) => log.time[e]! >= startMs && log.time[e]! < end);
        checkTimes(table.byPeriod![i]!, inside, { ...to, start: name }, {});
      });
    };
    const own = everybody.flatMap((p) => waits(p, span));
    check(result, own, span, {});
    const seen = everybody.filter((p) => existing(p).some((e) => isIn(e, span)));
    expect(result.units, story).toBe(seen.length);
    expect(result.empty !== undefined, story).toBe(own.length === 0);
    const listed = (result.breakdown ?? []).map((group) => group.value);
    const planOfWait = ({ e }: Wait): string | null => valueOf('plan', e);
    const ofGroup = (result.breakdown ?? []).map(({ value: group }) =>
      own.filter((wait) => (group === '$other' ? !listed.includes(planOfWait(wait)) : planOfWait(wait) === group)),
    );
    ofGroup.forEach((list, i) => check(result.breakdown![i]!, list, span, { value: listed[i] }));
    if (result.breakdown)
      expect(
        result.breakdown.reduce((sum, { pairs }) => sum + pairs, 0),
        story,
      ).toBe(result.pairs);
    const followedBy = (list: Wait[]): Followed => ({
      times: Float64Array.from(list, followed),
      happened: Uint8Array.from(list, ({ seconds }) => Number(seconds !== null)),
    });
    const isApart = new Set(own.map(({ p }) => p)).size === own.length;
    expect(result.logRank?.breakdown ?? null, story).toEqual(isApart ? logRank(ofGroup.map(followedBy)) : null);
    const before = rangeBefore(span, rule.zone);
    if (spec.compare && before)
      check(
        result.compare![0]!,
        everybody.flatMap((p) => waits(p, before)),
        before,
        { previous: true },
      );
    else if (spec.compare) expect(result.warnings, story).toMatchObject([{ code: 'interval/compare' }]);
  }
});
