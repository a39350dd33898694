import { expect, test } from 'vitest';
import { emptyBitmap, setBit, type Bitmap } from '#log/bitmap.ts';
import { cutShards } from '#log/event-log.ts';
import { codesOf } from '#log/masks.ts';
import type { KernelInput } from '#log/shard.ts';
import type { Interval } from '#vocabulary/calendar-buckets.ts';
import { logRank } from '#statistics/log-rank.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { plainLog } from '../../../tests/support/plain-log.ts';
import { random } from '../../../tests/support/random.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { plainBuckets, ZONE_SAMPLES, zonedLog } from '../../../tests/support/zones.ts';
import { kernel, type RetentionPartial } from './kernel.ts';
import { livesOf, tableOf, type OracleEvent, type OracleQuestion } from './oracle.ts';
import { people } from './result-people.ts';
import type { RetentionTable } from './result-table.ts';
import type { LastSeen } from './result-last-seen.ts';
import { finish } from './result.ts';
import { CLOCKS, COHORTS, MEANS, RETURNED, type Measure, type RetentionSpec } from './spec.ts';
import { planOf } from './switches.ts';

const LENGTH_MS: Record<Interval, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
};
const MEASURES: Measure[] = ['units', 'units', 'events', { sum: 'amount' }, { average: 'amount' }];
/** As many periods as a log of the test may have. */
const MOST: Record<Interval, number> = { hour: 56, day: 12, week: 10, month: 10 };
const MOST_COLUMNS = 10;

test('tables, means, people and times until last seen are those of the rules as they are written', () => {
  const dice = random(11);
  const { int, pick } = dice;
  for (let n = 0; n < 170; n++) {
    const sample = pick(ZONE_SAMPLES);
    const period = pick(['hour', 'day', 'week', 'month'] as const);
    const { rule, events, buckets } = zonedLog(dice, sample, {
      interval: period,
      names: ['start', 'back', 'both', 'else'],
    });
    const log = plainLog(events);
    const { lastMs, firstMs } = log.facts;
    const amounts = Float64Array.from(events, () => (int(3) === 0 ? NaN : int(7) - 2));
    const values = ['a', 'b', 'c'];
    const codes = Uint32Array.from(events, () => int(values.length + 1));
    /** Nothing but the common rules, which the kernel has a shorter way for. */
    const common = int(2) === 0;
    const by = pick(common ? ['nothing', 'breakdown'] : ['nothing', 'breakdown', 'sameValue']);
    const gone = Uint8Array.from(events, () => (int(4) === 0 ? 1 : 0));
    const some = int(3) === 0;
    const [anyStart, anyBack] = [int(4) === 0, int(3) === 0];
    const goneAfter: Duration = { n: 1 + int(3), unit: period };
    const compare = int(3) === 0;
    const spec: RetentionSpec = {
      kind: 'retention',
      start: { event: anyStart ? null : ['start', 'both'] },
      return: { event: anyBack ? null : ['back', 'both'] },
      cohort: pick(COHORTS),
      period,
      clock: common ? 'calendar' : pick(CLOCKS),
      returned: pick(RETURNED),
      lateReturns: int(3) > 0,
      minReturns: common ? 1 : 1 + int(2),
      measure: common ? 'units' : pick(MEASURES),
      mean: pick(MEANS),
      lastSeen: { goneAfter },
      ...(int(3) === 0 ? { brackets: [1, 2] } : { periods: 1 + int(MOST_COLUMNS) }),
      ...(by === 'breakdown' && { breakdown: { property: 'value' } }),
      ...(by === 'sameValue' && { sameValue: 'value' }),
      ...(compare && { compare: { previous: true } }),
    };
    const first = int(buckets.length);
    const range = [pick(buckets.slice(0, first + 1)), buckets[first]!].map(({ startMs }) => startMs + int(3));
    const span = {
      fromMs: int(3) === 0 ? -Infinity : Math.min(...range),
      toMs: int(3) === 0 ? Infinity : Math.max(...range),
    };
    const context = { timezone: rule.zone, weekStart: rule.weekStart, span };
    const { options } = planOf(spec, context);
    const story = `${n} ${JSON.stringify({ ...spec, ...rule, ...span })} ${JSON.stringify(events)}`;
    const fromMs = Number.isFinite(span.fromMs) ? span.fromMs : firstMs;
    const toMs = Number.isFinite(span.toMs) ? span.toMs : lastMs;
    const rows = plainBuckets(rule, fromMs, toMs);
    if (rows.length === 0) continue;
    const endMs = rows.at(-1)!.endMs;
    const question: OracleQuestion = {
      cohort: spec.cohort!,
      rollingMs: spec.clock === 'rolling' ? LENGTH_MS[period] : null,
      onOrAfter: spec.returned === 'onOrAfter',
      widths: options.widths,
      lateReturns: spec.lateReturns!,
      minReturns: spec.minReturns!,
      measure: spec.measure!,
      sameValue: by === 'sameValue',
      rows,
      after: plainBuckets(rule, endMs, endMs + (MOST[period] + MOST_COLUMNS + 2) * LENGTH_MS[period] * 1.04),
      past: MOST[period],
      lastMs,
    };
    const journeys = [...Array(log.facts.people).keys()].map((person) =>
      [...log.event.keys()]
        .slice(log.personStart[person], log.personStart[person + 1])
        .filter((e) => !some || gone[e] === 0)
        .map((e): OracleEvent => {
          const name = log.names[log.event[e]!]!;
          return {
            starts: anyStart || name === 'start' || name === 'both',
            returns: anyBack || name === 'back' || name === 'both',
            timeMs: log.time[e]!,
            amount: amounts[e]!,
            value: values[codes[e]! - 1] ?? null,
          };
        }),
    );
    const partial = cutShards(log, 1 + int(3))
      .map((shard) => {
        const from = log.personStart[shard.firstPerson]!;
        const to = from + shard.event.length;
        const input: KernelInput = {
          shard,
          exists: some ? bitsOf(gone.subarray(from, to), 0) : null,
          matches: [spec.start, spec.return].map((match) => ({ codes: codesOf(match, log.names), mask: null })),
          columns: by === 'nothing' ? [] : [{ codes: codes.subarray(from, to), values }],
          attributes: [],
          amounts: [amounts.subarray(from, to)],
          span,
          lastMs,
        };
        return runSteps(kernel.run(input, options));
      })
      .reduce((left, right) => kernel.merge(left, right));
    const result = finish(partial, spec, context, log.facts);
    expectTable(result, partial, spec, journeys, question, {}, story);

    for (const { value, ...table } of result.breakdown ?? []) {
      const group = value as string | null;
      expectTable(table, partial, spec, journeys, { ...question, group }, { value: group }, story);
    }
    expect(
      result.breakdown?.reduce((all, { mean }) => all + mean[0]!.size, 0),
      story,
    ).toBe(result.breakdown && result.mean[0]!.size);

    const lives = livesOf(journeys, durationMs(goneAfter), question);
    const someSeconds = pick([0, ...lives.map(({ seconds }) => seconds)]);
    expectLives(result.lastSeen!, lives, { partial, spec, pointer: {}, someSeconds, story });
    const ofGroups = (result.breakdown ?? []).map(({ value, lastSeen }) => {
      const group = value as string | null;
      const theirs = livesOf(journeys, durationMs(goneAfter), { ...question, group });
      expectLives(lastSeen!, theirs, { partial, spec, pointer: { value: group }, someSeconds, story });
      return theirs;
    });
    const everybody = ofGroups.flat().map(({ person }) => person);
    const apart = new Set(everybody).size === everybody.length;
    const pace = apart
      ? logRank(
          ofGroups.map((theirs) => ({
            times: Float64Array.from(theirs, ({ seconds }) => seconds),
            happened: Uint8Array.from(theirs, ({ gone }) => (gone ? 1 : 0)),
          })),
        )
      : null;
    expect(result.lastSeen!.logRank.breakdown ?? null, story).toEqual(pace);

    if (!compare) continue;
    const known = Number.isFinite(span.fromMs) && Number.isFinite(span.toMs);
    expect([result.compare?.length ?? 0, result.warnings?.length ?? 0], story).toEqual(known ? [1, 0] : [0, 1]);
    if (!known) continue;
    const long = rows.length * LENGTH_MS[period] * 1.2 + 2 * LENGTH_MS[period];
    const earlier = plainBuckets(rule, rows[0]!.startMs - long, rows[0]!.startMs - 1).slice(-rows.length);
    const before = { ...question, rows: earlier, after: [...rows, ...question.after] };
    expectTable(result.compare![0]!, partial, spec, journeys, before, { previous: true }, story);
  }
});

function expectLives(
  found: LastSeen,
  lives: ReturnType<typeof livesOf>,
  asking: {
    partial: RetentionPartial;
    spec: RetentionSpec;
    pointer: Record<string, unknown>;
    someSeconds: number;
    story: string;
  },
): void {
  const { partial, spec, pointer, someSeconds, story } = asking;
  expect([found.units, found.gone, found.longestSeconds], story).toEqual([
    lives.length,
    lives.filter(({ gone }) => gone).length,
    Math.max(0, ...lives.map(({ seconds }) => seconds)),
  ]);
  for (const { seconds, rate } of found.points) {
    const ends = [...new Set(lives.filter((each) => each.gone && each.seconds <= seconds).map((each) => each.seconds))];
    const staying = ends.map((at) => {
      const followed = lives.filter((each) => each.seconds >= at);
      return 1 - followed.filter((each) => each.gone && each.seconds === at).length / followed.length;
    });
    expect(rate, story).toBeCloseTo(
      staying.reduce((a, b) => a * b, 1),
      9,
    );
  }
  const asked = (lastSeen: string, bySeconds?: number) =>
    idsOf(partial, { ...pointer, lastSeen, ...(bySeconds !== undefined && { bySeconds }) }, spec);
  const who = (is: (life: (typeof lives)[number]) => boolean) => lives.filter(is).map(({ person }) => person);
  expect(asked('gone'), story).toEqual(who(({ gone }) => gone));
  expect(asked('gone', someSeconds), story).toEqual(who(({ gone, seconds }) => gone && seconds <= someSeconds));
  expect(asked('seen', someSeconds), story).toEqual(who(({ seconds }) => seconds > someSeconds));
  expect(asked('followed', someSeconds), story).toEqual(who(({ seconds }) => seconds >= someSeconds));
}

function expectTable(
  found: RetentionTable,
  partial: RetentionPartial,
  spec: RetentionSpec,
  journeys: OracleEvent[][],
  question: OracleQuestion,
  pointer: Record<string, unknown>,
  story: string,
): void {
  const expected = tableOf(journeys, question);
  const at = (start: string, k: number) => ({ ...pointer, cohort: start, period: k });
  const shown = found.cohorts.map(({ start, size, cells }) => ({
    start,
    size,
    cells: cells.map(({ count, rate, open, units }, k) => ({
      count: near(count),
      rate: near(rate),
      open,
      units: units ?? count,
      people: idsOf(partial, at(start, k), spec),
    })),
    away: question.widths.length > 1 ? idsOf(partial, { ...at(start, 1), back: false }, spec) : [],
  }));
  expect(shown, story).toEqual(
    expected.cohorts.map(({ start, size, members, cells }) => ({
      start,
      size,
      cells: cells.map(({ count, people: back, open }) => ({
        count: near(count),
        rate: near(size === 0 ? 0 : count / size),
        open,
        units: back.length,
        people: back,
      })),
      away: members.filter((person) => cells[1] && !cells[1].people.includes(person)),
    })),
  );
  const means = found.mean.map(({ cohorts, size, rate }, k) => ({
    cohorts,
    size,
    rate: near(rate),
    people: idsOf(partial, { ...pointer, period: k }, spec),
  }));
  expect(means, story).toEqual(
    expected.mean.map(({ cohorts, size, pooled, simple, people: back }) => ({
      cohorts,
      size,
      rate: near(spec.mean === 'simple' ? simple : pooled),
      people: back,
    })),
  );
}

const near = (value: number): number => Math.round(value * 1e9) / 1e9;

function bitsOf(flags: Uint8Array, wanted: number): Bitmap {
  const bits = emptyBitmap(flags.length);
  flags.forEach((flag, i) => {
    if (flag === wanted) setBit(bits, i);
  });
  return bits;
}

function idsOf(partial: RetentionPartial, pointer: Record<string, unknown>, spec: RetentionSpec): number[] | Problem[] {
  const problems: Problem[] = [];
  const found = people(partial, Fields.of(pointer, '', problems)!, spec);
  return found ? [...found] : problems;
}
