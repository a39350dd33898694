import { describe, expect, test } from 'vitest';
import { codesOf } from '#log/masks.ts';
import { emptyBitmap, setBit } from '#log/bitmap.ts';
import { planPattern } from '#log/pattern.ts';
import type { Duration } from '#vocabulary/duration.ts';
import { random } from '../../tests/support/random.ts';
import { runSteps } from '../../tests/support/run-steps.ts';
import {
  dayOfSample,
  logOfSample,
  members,
  NAMES,
  sampleOf,
  type Dice,
  type Sample,
  type SampleEvent,
} from '../../tests/support/segment-sample.ts';
import { dayReader } from './kernel-days.ts';
import { bounds, didPeople } from './kernel-did.ts';
import { lifecyclePeople } from './kernel-lifecycle.ts';
import { sequencePeople } from './kernel-sequence.ts';
import { sumPeople } from './kernel-sum.ts';
import { windowOf } from './kernel-window.ts';
import { STATES, type Did, type Sum, type Within } from './spec.ts';
import { thresholds, usageIntervals } from './usage-intervals.ts';

const CASES = 10_000;
const HOUR_MS = 3_600_000;
const hours = (n: number): Duration => ({ n, unit: 'hour' });

const forEachSample = (seed: number, check: (sample: Sample, dice: Dice) => void) => {
  const dice = random(seed);
  for (let n = 0; n < CASES; n++) check(sampleOf(dice), dice);
};

const who = (sample: Sample, is: (events: SampleEvent[]) => boolean): number[] =>
  [...sample.people.keys()].filter((p) => is(sample.people[p]!));

function withinOf({ people, zone, lastMs }: Sample, { int, pick }: Dice): Within | undefined {
  const somewhen = pick(people.flat()).time;
  const date = dayOfSample(zone, somewhen);
  return pick<Within | undefined>([
    undefined,
    { last: hours(1 + int(60)) },
    { firstDays: hours(1 + int(60)) },
    { from: date },
    { to: date },
    { from: date, to: date },
    { from: new Date(somewhen).toISOString(), to: new Date(lastMs).toISOString() },
  ]);
}

/** Whether an event is looked at, said as plainly as can be. */
function inside(
  within: Within | undefined,
  event: SampleEvent,
  events: SampleEvent[],
  { zone, lastMs }: Sample,
): boolean {
  if (!within) return true;
  if ('last' in within) return event.time >= lastMs - within.last.n * HOUR_MS;
  if ('firstDays' in within) return event.time - events[0]!.time <= within.firstDays.n * HOUR_MS;
  const { from, to } = within;
  const at = (end: string) => (end.length === 10 ? dayOfSample(zone, event.time) : new Date(event.time).toISOString());
  return (from === undefined || at(from) >= from) && (to === undefined || at(to) <= to);
}

/** Events by name, and some of them struck out by a mask. */
function matchOf(sample: Sample, { int, pick }: Dice) {
  const event = pick([null, 'a', 'b', ['a', 'c']]);
  const mask = emptyBitmap(sample.people.flat().length);
  const kept = new Set<SampleEvent>();
  const all = int(2) === 0;
  sample.people.flat().forEach((each, i) => {
    if (!all && int(4) === 0) return;
    setBit(mask, i);
    kept.add(each);
  });
  const names = event === null ? NAMES : [event].flat();
  return {
    match: { codes: codesOf({ event }, NAMES), mask: all ? null : mask },
    is: (each: SampleEvent) => names.includes(each.name) && kept.has(each),
    event,
  };
}

describe('who did something', () => {
  test('so many times, or on so many days, is counted event by event', () => {
    forEachSample(1, (sample, dice) => {
      const { log } = logOfSample(sample);
      const within = withinOf(sample, dice);
      const { match, is, event } = matchOf(sample, dice);
      const least = dice.int(3);
      const rule: Did = {
        did: { event },
        ...(dice.int(5) > 0 && {
          times: dice.pick([
            { op: 'gte' as const, value: least },
            { op: 'lte' as const, value: least },
            { op: 'is' as const, value: least },
            { op: 'between' as const, value: [least, least + dice.int(3)] as [number, number] },
          ]),
        }),
        ...(within && { within }),
        ...(dice.int(2) === 0 && { days: true }),
      };
      const dayOf = rule.days ? dayReader(sample.zone) : null;
      const window = windowOf(within, sample.zone, sample.lastMs);
      const found = members(runSteps(didPeople(log, { match, window, dayOf, ...bounds(rule) })));
      const expected = who(sample, (events) => {
        const done = events.filter((each) => is(each) && inside(within, each, events, sample));
        const n = rule.days ? new Set(done.map(({ time }) => dayOfSample(sample.zone, time))).size : done.length;
        if (!rule.times) return n >= 1;
        const { op, value } = rule.times;
        if (Array.isArray(value)) return n >= value[0] && n <= value[1];
        return op === 'gte' ? n >= value : op === 'lte' ? n <= value : n === value;
      });
      expect(found, JSON.stringify({ rule, sample })).toEqual(expected);
    });
  });

  test('in total is added up', () => {
    forEachSample(2, (sample, dice) => {
      const { log, amounts } = logOfSample(sample);
      const within = withinOf(sample, dice);
      const { match, is, event } = matchOf(sample, dice);
      const value = dice.pick([0, 1, 0.3, -2, 3, 4.1]);
      const op = dice.pick(['gt', 'gte', 'lt', 'lte', 'is', 'between'] as const);
      const amount = { op, value: op === 'between' ? ([value - 1, value] as [number, number]) : value };
      const rule: Sum = { sum: 'x', of: { event }, ...amount };
      const window = windowOf(within, sample.zone, sample.lastMs);
      const found = members(runSteps(sumPeople(log, { match, window, amounts, amount })));
      const expected = who(sample, (events) => {
        const done = events.filter((each) => is(each) && inside(within, each, events, sample));
        // in tenths, which add up exactly
        const tenths = done.reduce((sum, each) => sum + Math.round((each.amount ?? 0) * 10), 0);
        const bound = Math.round(value * 10);
        const holds = {
          gt: tenths > bound,
          gte: tenths >= bound,
          lt: tenths < bound,
          lte: tenths <= bound,
          is: tenths === bound,
          between: tenths >= bound - 10 && tenths <= bound,
        };
        return holds[op];
      });
      expect(found, JSON.stringify({ rule, sample })).toEqual(expected);
    });
  });
});

test('who did things in an order is what a regular expression finds', () => {
  forEachSample(3, (sample, { int, pick }) => {
    const { log } = logOfSample(sample);
    const parts = Array.from({ length: 1 + int(4) }, () => pick([...NAMES, '.', '*']));
    const then = parts.map((part) => (part === '.' || part === '*' ? { any: part } : { event: part })) as Parameters<
      typeof planPattern
    >[0]['then'];
    const { plan, matches } = planPattern({ then }, undefined);
    const resolved = matches.map((match) => ({ codes: codesOf(match, NAMES), mask: null }));
    const expression = new RegExp(parts.map((part) => (part === '*' ? '.*' : part)).join(''));
    const expected = who(
      sample,
      (events) => events.length > 0 && expression.test(events.map(({ name }) => name).join('')),
    );
    expect(members(runSteps(sequencePeople(log, plan, resolved)))).toEqual(expected);
  });
});

describe('lifecycle', () => {
  test('puts everybody who has come into the one state that fits', () => {
    forEachSample(4, (sample, { int }) => {
      const { log } = logOfSample(sample);
      const silentMs = (1 + int(50)) * HOUR_MS;
      const churnedMs = silentMs + int(100) * HOUR_MS;
      const asOfMs = sample.lastMs - int(50) * HOUR_MS;
      const states = runSteps(lifecyclePeople(log, { asOfMs, silentMs, churnedMs }));
      const stateOf = (events: SampleEvent[]): string | null => {
        const ages = events.map(({ time }) => asOfMs - time).filter((age) => age >= 0);
        if (ages.length === 0) return null;
        const latest = Math.min(...ages);
        if (latest > churnedMs) return 'churned';
        if (latest > silentMs) return 'silent';
        if (Math.max(...ages) <= silentMs) return 'new';
        const back = Math.max(...ages.filter((age) => age <= silentMs));
        const before = Math.min(...ages.filter((age) => age > silentMs));
        return before - back > churnedMs ? 'resurrected' : 'active';
      };
      for (const state of STATES)
        expect(members(states[state])).toEqual(who(sample, (events) => stateOf(events) === state));
    });
  });

  test('has thresholds from how long people stay away', () => {
    forEachSample(5, (sample) => {
      const { log } = logOfSample(sample);
      const gaps = sample.people
        .flatMap((events) => events.slice(1).map(({ time }, i) => time - events[i]!.time))
        .filter((gap) => gap > HOUR_MS / 2)
        .sort((a, b) => a - b);
      const at = (share: number) => gaps[Math.max(0, Math.ceil(share * gaps.length) - 1)] ?? 0;
      const silent = gaps.length === 0 ? 30 : Math.max(1, Math.ceil(at(0.9) / 24 / HOUR_MS));
      const found = runSteps(usageIntervals(log));
      expect(found).toEqual({
        gaps: gaps.length,
        histogram: Array.from({ length: 24 }, (_, bin) => {
          const end = (bin + 1) * (silent / 8) * 24 * HOUR_MS;
          return gaps.filter((gap) => gap <= end && gap > end - (silent / 8) * 24 * HOUR_MS).length;
        }),
        medianMs: at(0.5),
        p75Ms: at(0.75),
        p90Ms: at(0.9),
        silentAfter: { n: silent, unit: 'day' },
        churnedAfter: { n: 3 * silent, unit: 'day' },
      });
    });
  });

  test('takes one threshold from the other', () => {
    const day = (n: number): Duration => ({ n, unit: 'day' });
    const proposed = {
      ...runSteps(usageIntervals(logOfSample(sampleOf(random(6))).log)),
      silentAfter: day(1),
      churnedAfter: day(3),
    };
    expect(thresholds({}, proposed)).toEqual({ silentAfter: day(1), churnedAfter: day(3) });
    expect(thresholds({ silentAfter: day(5) }, null)).toEqual({ silentAfter: day(5), churnedAfter: day(15) });
    expect(thresholds({ churnedAfter: day(6) }, null)).toEqual({ silentAfter: day(2), churnedAfter: day(6) });
    const both = { silentAfter: day(5), churnedAfter: day(6) };
    expect(thresholds(both, null)).toEqual(both);
  });
});

test('a local day is that of the platform, to the instant', () => {
  const dice = random(8);
  for (let n = 0; n < CASES; n++) {
    const { zone, lastMs } = sampleOf(dice);
    const dayOf = dayReader(zone);
    const [one, other] = [0, 1].map(() => lastMs + dice.int(200 * 60) * 60_000);
    expect(dayOf(one!) === dayOf(other!)).toBe(dayOfSample(zone, one!) === dayOfSample(zone, other!));
  }
});

test('a day ends for a moment where clocks go back at one past midnight', () => {
  const dayOf = dayReader('America/St_Johns');
  const past = Date.parse('2006-10-29T02:30:30Z'); // half a minute into the 29th; then it is 23:01 on the 28th
  expect(dayOf(past) - dayOf(past + 60_000)).toBe(1);
});
