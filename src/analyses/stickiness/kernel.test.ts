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
import { activeIntervals, activeWithin } from './oracle.ts';
import { people } from './result-people.ts';
import { finish, type StickinessTable } from './result.ts';
import { OPERATORS, type StickinessSpec } from './spec.ts';
import { planOf } from './switches.ts';

const PLANS = ['free', 'pro'];
const DAY_MS = 86_400_000;
const WINDOWS = { day: 1, week: 7, month: 30 } as const;

test('counts the intervals and rolling windows that the definitions say, in every zone, week and range', () => {
  const { int, pick, next } = random(29);
  for (let n = 0; n < 120; n++) {
    const interval = pick(INTERVALS);
    const zoned = zonedLog({ int, pick, next }, pick(ZONE_SAMPLES), { interval, names: ['visit', 'else'], size: 30 });
    const { rule, buckets } = zoned;
    const log = plainLog(zoned.events);
    const { firstMs, lastMs } = log.facts;
    const day = (): string => localDay(rule.zone, pick(buckets).startMs);
    const dates = [day(), day()].sort() as [string, string];
    const instant = (): string => new Date(pick(buckets).startMs + pick([0, 1, 1_800_000])).toISOString();
    const [from, to] = int(4) === 0 ? ([instant(), instant()].sort() as [string, string]) : dates;
    const ends = int(4);
    const range = { ...(ends & 1 && { from }), ...(ends & 2 && { to }) };
    const span: Span = spanOf(range, rule.zone)!;
    const value = 1 + int(2);
    const spec: StickinessSpec = {
      kind: 'stickiness',
      of: { event: 'visit' },
      interval,
      cumulative: int(2) === 0,
      ...(int(2) === 0 && { perInterval: { op: pick(OPERATORS), value } }),
      ...(int(2) === 0 && { breakdown: { property: 'plan', top: 1 } }),
      ...(int(2) === 0 && { compare: { previous: true as const } }),
    };
    const context = { timezone: rule.zone, weekStart: rule.weekStart, span };
    const exists = int(3) === 0 ? emptyBitmap(log.event.length) : null;
    if (exists) for (let e = 0; e < log.event.length; e++) if (int(4) > 0) setBit(exists, e);
    const column: EventColumn = { codes: Uint32Array.from(log.event, () => int(PLANS.length + 1)), values: PLANS };
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
        span,
        lastMs,
      };
    });
    const partial = inputs
      .map((input) => runSteps(kernel.run(input, options)))
      .reduce((left, right) => kernel.merge(left, right));
    const result = runSteps(finish(partial, spec, context, log.facts));
    const story = `${n} ${rule.zone} week ${rule.weekStart} ${JSON.stringify({ spec, range })}`;

    const counts = (e: number): boolean => !exists || hasBit(exists, e);
    const eventsOf = (p: number): number[] =>
      [...log.event.keys()].slice(log.personStart[p], log.personStart[p + 1]).filter(counts);
    const visitsOf = (p: number): number[] => eventsOf(p).filter((e) => log.names[log.event[e]!] === 'visit');
    const everybody = [...Array(log.facts.people).keys()];
    const makesActive = (events: number): boolean => {
      if (!spec.perInterval) return true;
      const { op } = spec.perInterval;
      return op === 'gte' ? events >= value : op === 'lte' ? events <= value : events === value;
    };
    const behind = (pointer: Record<string, unknown>): string[] | null => {
      const problems: Problem[] = [];
      const found = people(partial, Fields.of(pointer, '', problems)!, spec);
      return found && [...found].map((p) => log.people.text(p)).sort();
    };
    const check = (
      table: StickinessTable,
      list: number[],
      { fromMs, toMs }: Span,
      of: Record<string, unknown>,
    ): void => {
      const beginMs = fromMs === -Infinity ? firstMs : fromMs;
      const endMs = toMs === Infinity ? lastMs : toMs;
      const times = new Map(
        list.map((p) => [
          log.people.text(p),
          visitsOf(p)
            .map((e) => log.time[e]!)
            .filter((t) => t <= toMs),
        ]),
      );
      const cuts = beginMs <= endMs ? plainBuckets(rule, beginMs, endMs) : [];
      const active = new Map(
        [...times].map(([unit, all]) => [
          unit,
          activeIntervals(
            all.filter((t) => t >= fromMs),
            cuts,
            makesActive,
          ),
        ]),
      );
      const who = (is: (n: number) => boolean): string[] =>
        [...active].flatMap(([unit, each]) => (is(each) ? [unit] : [])).sort();
      const exactly = cuts.map((_, k) => who((each) => each === k + 1));
      const orMore = cuts.map((_, k) => who((each) => each >= k + 1));
      expect(table.counts, story).toEqual((spec.cumulative ? orMore : exactly).map(({ length }) => length));
      expect(table.active, story).toBe(who((each) => each > 0).length);
      if (cuts.length > 0) {
        const k = int(Math.min(cuts.length, 5));
        expect(behind({ ...of, intervals: k + 1 }), story).toEqual((spec.cumulative ? orMore : exactly)[k]);
        expect(behind({ ...of, intervals: k + 1, atLeast: !spec.cumulative }), story).toEqual(
          (spec.cumulative ? exactly : orMore)[k],
        );
      }
      const knownMs = Math.min(endMs, lastMs);
      if (beginMs > knownMs) {
        expect(table.course, story).toEqual([]);
        return;
      }
      const days = plainBuckets({ ...rule, interval: 'day' }, Math.min(beginMs, firstMs) - 40 * DAY_MS, knownMs);
      const shown = days.filter(({ endMs: ends }) => ends > beginMs);
      expect(
        table.course.map(({ start }) => start),
        story,
      ).toEqual(shown.map(({ name }) => name));
      const logDays = days.filter(({ endMs: ends }) => ends > firstMs);
      for (const row of Array.from({ length: 5 }, () => int(shown.length))) {
        const [at, point] = [shown[row]!, table.course[row]!];
        expect(point.open, story).toBe(at.endMs > lastMs);
        expect(point.covered, story).toBe(Math.min(30, logDays.indexOf(at) + 1));
        for (const window of ['day', 'week', 'month'] as const) {
          const expected = activeWithin(times, days, at, WINDOWS[window]);
          expect(point[window], `${story} ${at.name} ${window}`).toBe(expected.length);
          expect(behind({ ...of, start: at.name, active: window }), story).toEqual(expected);
        }
        expect(point.dayByMonth).toBe(point.month === 0 ? 0 : point.day / point.month);
      }
      const told = table.course.filter((each) => !each.open && each.covered >= 7 && each.week > 0);
      expect(table.means.dayByWeek.days, story).toBe(told.length);
      if (told.length > 0)
        expect(table.means.dayByWeek.rate).toBeCloseTo(
          told.reduce((sum, each) => sum + each.day / each.week, 0) / told.length,
          12,
        );
    };
    check(result, everybody, span, {});
    expect(result.units, story).toBe(
      everybody.filter((p) => eventsOf(p).some((e) => log.time[e]! >= span.fromMs && log.time[e]! <= span.toMs)).length,
    );
    const planOfUnit = (p: number): string | null => {
      const seen = visitsOf(p).filter((e) => log.time[e]! <= span.toMs);
      const inside = seen.filter((e) => log.time[e]! >= span.fromMs);
      const windowMs = Math.max(options.sinceMs, -Infinity);
      const valued = (inside.length > 0 ? inside : seen.filter((e) => log.time[e]! >= windowMs)).find(
        (e) => column.codes[e] !== 0,
      );
      return valued === undefined ? null : PLANS[column.codes[valued]! - 1]!;
    };
    const named = (result.breakdown ?? []).map((group) => group.value);
    for (const { value: group, ...table } of result.breakdown ?? [])
      check(
        table,
        everybody.filter((p) => (group === '$other' ? !named.includes(planOfUnit(p)) : planOfUnit(p) === group)),
        span,
        { value: group },
      );
    const before = rangeBefore(span, rule.zone);
    if (spec.compare && before) check(result.compare![0]!, everybody, before, { previous: true });
    else if (spec.compare) expect(result.warnings, story).toMatchObject([{ code: 'stickiness/compare' }]);
  }
});
