import { expect, test } from 'vitest';
import { emptyBitmap, setBit } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { EventColumn, KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { PatternPart } from '#vocabulary/pattern.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { rangeBefore } from '../range-before.ts';
import { kernel } from './kernel.ts';
import { matchesOf, type Plain } from './oracle.ts';
import { people } from './result-people.ts';
import type { SequenceTable } from './result-table.ts';
import { finish } from './result.ts';
import type { SequenceSpec } from './spec.ts';
import { planOf } from './switches.ts';

const LETTERS = ['a', 'b', 'c'];
const PLANS = ['free', 'pro'];

/** By linear interpolation. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

test('matches, their times and who has them are what a regular expression finds, in every group and range', () => {
  const { int, pick } = random(7);
  for (let n = 0; n < 600; n++) {
    // few instants, so that many events are tied
    const events = Array.from({ length: 1 + int(40) }, (): PlainEvent => [
      pick(['u', 'v', 'w', 'x']),
      pick(LETTERS),
      int(24),
    ]);
    const log = plainLog(events);
    const { lastMs } = log.facts;
    const within = int(2) === 0 ? 1 + int(12) : null;
    const plain: Plain = {
      parts: Array.from({ length: 1 + int(4) }, () => pick([...LETTERS, '.', '*'])),
      never: int(3) === 0 ? pick(LETTERS) : null,
      withinMs: within ?? Infinity,
    };
    if (plain.parts.every((part) => part === '*')) plain.never = null;
    const then = plain.parts.map((part): PatternPart =>
      part === '.' || part === '*' ? { any: part } : { event: part },
    );
    const from = int(12);
    const span: Span = int(3) === 0 ? { fromMs: -Infinity, toMs: Infinity } : { fromMs: from, toMs: from + int(14) };
    const segments = int(3) === 0 ? 1 + int(2) : 0;
    const spec: SequenceSpec = {
      kind: 'sequence',
      pattern: { then: plain.never === null ? then : [...then, { not: { event: plain.never } }] },
      ...(within !== null && { within: { n: within / 1000, unit: 'second' } }),
      ...(int(2) === 0 && { breakdown: { property: 'plan', top: 1 } }),
      ...(segments > 0
        ? { compare: { segments: Array.from({ length: segments }, () => ({ did: {} })) } }
        : int(2) === 0 && { compare: { previous: true as const } }),
    };
    const context = { timezone: 'UTC', weekStart: 0, span };
    const where = int(3) === 0 ? Uint8Array.from(log.event, () => Math.min(1, int(4))) : null;
    const column: EventColumn = { codes: Uint32Array.from(log.event, () => int(PLANS.length + 1)), values: PLANS };
    const plan = planOf(spec, context);
    const members = Array.from({ length: segments }, () =>
      [...Array(log.facts.people).keys()].filter(() => int(2) === 0),
    );
    const shards = cutShards(log, 1 + int(3));
    const run = (options: typeof plan.options, only: readonly number[] | null) =>
      shards
        .map((shard) => {
          const first = log.personStart[shard.firstPerson]!;
          const exists = where || only ? emptyBitmap(shard.event.length) : null;
          shard.event.forEach((_, e) => {
            const person = log.personStart.findLastIndex((start) => start <= first + e);
            if (exists && (where?.[first + e] ?? 1) && (only?.includes(person) ?? true)) setBit(exists, e);
          });
          const input: KernelInput = {
            shard,
            exists,
            matches: plan.matches.map((match) => ({ codes: codesOf(match, log.names), mask: null })),
            columns: (plan.columns ?? []).map(() => ({
              ...column,
              codes: column.codes.subarray(first, first + shard.event.length),
            })),
            attributes: [],
            span,
            lastMs,
          };
          return runSteps(kernel.run(input, options));
        })
        .reduce((left, right) => kernel.merge(left, right));
    const partial = run(plan.options, null);
    const ofSegments = members.map((list) => run(plan.segments!.options, list));
    const result = runSteps(finish(partial, spec, context, log.facts, ofSegments));
    const story = `${n} ${JSON.stringify({ spec, span })}`;

    const everybody = [...Array(log.facts.people).keys()];
    const eventsOf = (p: number, { fromMs, toMs }: Span): number[] =>
      [...log.event.keys()]
        .slice(log.personStart[p], log.personStart[p + 1])
        .filter((e) => (where?.[e] ?? 1) === 1 && log.time[e]! >= fromMs && log.time[e]! <= toMs);
    const letter = (e: number): string => log.names[log.event[e]!]!;
    const named = (list: readonly number[]): string[] => list.map((p) => log.people.text(p)).sort();
    const behind = (of: typeof partial, pointer: Record<string, unknown>): string[] | null => {
      const problems: Problem[] = [];
      const found = people(of, Fields.of(pointer, '', problems)!, spec);
      return found && named([...found]);
    };
    const check = (
      table: SequenceTable,
      list: readonly number[],
      of: Span,
      { ran = partial, ...to }: { ran?: typeof partial } & Record<string, unknown>,
    ): void => {
      const seen = list
        .map((p) => ({
          p,
          journey: eventsOf(p, of).map((e) => ({ letter: letter(e), timeMs: log.time[e]! })),
        }))
        .filter(({ journey }) => journey.length > 0)
        .map(({ p, journey }) => ({ p, journey, found: matchesOf(journey, plain) }));
      const who = (is: (one: (typeof seen)[number]) => boolean): number[] => seen.filter(is).map(({ p }) => p);
      const matched = who(({ found }) => found.length > 0);
      const seconds = seen.flatMap(({ journey, found }) =>
        found.map(([first, last]) => (journey[last]!.timeMs - journey[first]!.timeMs) / 1000),
      );
      const knownMs = Math.min(lastMs, of.toMs);
      const open = who(
        ({ journey, found }) =>
          plain.never !== null &&
          within !== null &&
          found.length > 0 &&
          found.every(([first]) => journey[first]!.timeMs + within > knownMs),
      );
      const counts = [...new Set(seen.map(({ found }) => found.length))].filter((k) => k > 0).sort((a, b) => a - b);
      const exactly = (k: number): number[] => who(({ found }) => found.length === k);
      expect(table, story).toMatchObject({
        units: seen.length,
        matched: matched.length,
        share: seen.length === 0 ? 0 : matched.length / seen.length,
        matches: seconds.length,
        averageMatches: matched.length === 0 ? 0 : seconds.length / matched.length,
        distribution: counts.map((k) => ({ matches: k, units: exactly(k).length })),
        open: open.length,
      });
      if (seconds.length === 0 || plain.parts.filter((part) => part !== '*').length < 2)
        expect([table.medianSeconds, table.p90Seconds], story).toEqual([null, null]);
      else {
        expect(table.medianSeconds, story).toBeCloseTo(percentile(seconds, 0.5), 9);
        expect(table.p90Seconds, story).toBeCloseTo(percentile(seconds, 0.9), 9);
      }
      expect(behind(ran, { ...to, matched: true }), story).toEqual(named(matched));
      expect(behind(ran, { ...to, matched: false }), story).toEqual(named(who(({ found }) => found.length === 0)));
      expect(behind(ran, { ...to, open: true }), story).toEqual(named(open));
      const k = 1 + int(3);
      expect(behind(ran, { ...to, matches: k }), story).toEqual(named(exactly(k)));
      expect(behind(ran, { ...to, matches: k, atLeast: true }), story).toEqual(
        named(who(({ found }) => found.length >= k)),
      );
    };
    check(result, everybody, span, {});
    const begins = plain.parts.find((part) => part !== '*') ?? '.';
    const planOfUnit = (p: number): string | null => {
      const valued = eventsOf(p, span).filter((e) => column.codes[e] !== 0);
      const at = valued.find((e) => begins === '.' || letter(e) === begins) ?? valued[0];
      return at === undefined ? null : PLANS[column.codes[at]! - 1]!;
    };
    const listed = (result.breakdown ?? []).map(({ value }) => value);
    for (const { value, difference, ...table } of result.breakdown ?? []) {
      const isIn = (p: number): boolean =>
        value === '$other' ? !listed.includes(planOfUnit(p)) : planOfUnit(p) === value;
      check(table, everybody.filter(isIn), span, { value });
      const rest = { units: result.units - table.units, matched: result.matched - table.matched };
      if (rest.units === 0) expect(difference, story).toBeNull();
      else
        expect(difference, story).toMatchObject({
          rate: table.matched / table.units - rest.matched / rest.units,
          against: rest,
          shared: 0,
        });
    }
    expect(listed.length > 0, story).toBe(spec.breakdown !== undefined && result.units > 0);
    members.forEach((list, i) => check(result.compare![i]!, list, span, { ran: ofSegments[i]! }));
    const before = rangeBefore(span, 'UTC');
    if (!spec.compare || 'segments' in spec.compare) continue;
    if (!before) expect(result.warnings, story).toMatchObject([{ code: 'sequence/compare' }]);
    else {
      const table = result.compare![0]!;
      check(table, everybody, before, { previous: true });
      const both = everybody.filter((p) => eventsOf(p, span).length > 0 && eventsOf(p, before).length > 0);
      expect(table.difference?.shared ?? 0, story).toBe(result.units && table.units ? both.length : 0);
    }
  }
});
