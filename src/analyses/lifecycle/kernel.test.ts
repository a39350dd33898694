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
import { kernel } from './kernel.ts';
import { expected } from './oracle.ts';
import { people } from './result-people.ts';
import type { LifecycleTable } from './result-table.ts';
import { finish } from './result.ts';
import type { LifecycleSpec } from './spec.ts';
import { STATES } from './stretches.ts';
import { planOf } from './switches.ts';

const COUNTED = ['new', 'returning', 'resurrecting', 'dormant'] as const;
const PLANS = ['free', 'pro'];

test('every unit is in the state that the definitions say, in every zone, week and range', () => {
  const { int, pick, next } = random(23);
  for (let n = 0; n < 120; n++) {
    const interval = pick(INTERVALS);
    const zoned = zonedLog({ int, pick, next }, pick(ZONE_SAMPLES), { interval, names: ['visit', 'else'], size: 30 });
    const { rule, buckets } = zoned;
    const log = plainLog(zoned.events);
    const { lastMs } = log.facts;
    const day = (): string => localDay(rule.zone, pick(buckets).startMs);
    const [from, to] = [day(), day()].sort() as [string, string];
    const ends = int(4);
    const range = { ...(ends & 1 && { from }), ...(ends & 2 && { to }) };
    const span: Span = spanOf(range, rule.zone)!;
    const spec: LifecycleSpec = {
      kind: 'lifecycle',
      of: { event: 'visit' },
      interval,
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
    const planOfUnit = (p: number): string | null => {
      const valued = visitsOf(p).find((e) => column.codes[e] !== 0);
      return valued === undefined ? null : PLANS[column.codes[valued]! - 1]!;
    };
    const everybody = [...Array(log.facts.people).keys()];
    const times = (list: number[]) =>
      new Map(list.map((p) => [log.people.text(p), visitsOf(p).map((e) => log.time[e]!)]));
    // as many again before the range as it may have
    const reachMs = 2 * (buckets.at(-1)!.endMs - buckets[0]!.startMs) + 5 * 86_400_000;
    const far = plainBuckets(rule, buckets[0]!.startMs - reachMs, buckets.at(-1)!.endMs + 2 * 86_400_000);
    const { fromMs, toMs } = span;
    const beginMs = fromMs === -Infinity ? log.facts.firstMs : fromMs;
    const endMs = toMs === Infinity ? lastMs : toMs;
    const rows = far.filter((each) => each.startMs <= endMs && each.endMs > beginMs);
    const behind = (pointer: Record<string, unknown>): string[] | null => {
      const problems: Problem[] = [];
      const found = people(partial, Fields.of(pointer, '', problems)!, spec);
      return found && [...found].map((p) => log.people.text(p)).sort();
    };
    const check = (table: LifecycleTable, list: number[], shown: typeof rows, of: Record<string, unknown>): void => {
      const { intervals, moves } = expected(times(list), far, shown, lastMs);
      expect(
        table.intervals.map(({ quickRatio: _, ...rest }) => ({ ...rest, dormant: 0 - rest.dormant })),
        story,
      ).toEqual(
        intervals.map((row) => ({ ...row, ...Object.fromEntries(COUNTED.map((state) => [state, row[state].length])) })),
      );
      for (const [from, counted] of table.transitions.counts.entries())
        for (const [to, count] of counted.entries()) {
          const moved = moves.get(`${STATES[from]} ${STATES[to]}`)!;
          expect(count, `${story} ${STATES[from]} ${STATES[to]}`).toBe(moved.length);
          expect(behind({ ...of, from: STATES[from], to: STATES[to] }), story).toEqual([...new Set(moved)].sort());
        }
      for (const row of Array.from({ length: intervals.length > 0 ? 4 : 0 }, () => pick(intervals)))
        for (const [state, who] of [
          ...COUNTED.map((name) => [name, row[name]] as const),
          ['active', [...row.new, ...row.returning, ...row.resurrecting]] as const,
        ])
          expect(behind({ ...of, start: row.start, state }), `${story} ${row.start}`).toEqual([...who].sort());
    };
    check(result, everybody, rows, {});
    expect(result.units, story).toBe(
      everybody.filter((p) =>
        eventsOf(p).some((e) => rows.some((row) => log.time[e]! >= row.startMs && log.time[e]! < row.endMs)),
      ).length,
    );
    for (const { value, ...table } of result.breakdown ?? []) {
      const named = (result.breakdown ?? []).map((group) => group.value);
      const mine = everybody.filter((p) =>
        value === '$other' ? !named.includes(planOfUnit(p)) : planOfUnit(p) === value,
      );
      check(table, mine, rows, { value });
    }
    const firstRow = far.indexOf(rows[0]!);
    if (spec.compare && Number.isFinite(fromMs) && Number.isFinite(toMs)) {
      check(result.compare![0]!, everybody, far.slice(firstRow - rows.length, firstRow), { previous: true });
    } else if (spec.compare) expect(result.warnings, story).toMatchObject([{ code: 'lifecycle/compare' }]);
  }
});
