import { describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import type { Question, Segment } from '#segments/spec.ts';
import { asDocument, startEngine, value } from '../tests/support/engine.ts';
import { random } from '../tests/support/random.ts';
import { dayOfSample, sampleOf, type Dice, type Sample, type SampleEvent } from '../tests/support/segment-sample.ts';

const CASES = 10_000;
const RULES_OF_ONE_LOG = 20;
const HOUR_MS = 3_600_000;

const engine = startEngine();

/** Asks each of 10,000 rules, and lists who should be in it: people are called by their number. */
async function check(
  seed: number,
  ruleOf: (sample: Sample, dice: Dice) => [Segment, (events: SampleEvent[]) => boolean],
) {
  const dice = random(seed);
  for (let n = 0; n < CASES;) {
    const sample = sampleOf(dice);
    const events = sample.people.flatMap((own, p) =>
      own.map(({ name, time }) => ({ user: String(p), event: name, time: new Date(time).toISOString() })),
    );
    value(await engine.openEvents(events, 1));
    for (const end = n + RULES_OF_ONE_LOG; n < end; n++) {
      const [segment, is] = ruleOf(sample, dice);
      const expected = [...sample.people.keys()].filter((p) => sample.people[p]!.length > 0 && is(sample.people[p]!));
      const found = value(await engine.segmentIds({ sojourn: 1, segment }, 1));
      expect(found, JSON.stringify({ segment, sample })).toEqual(expected.map(String));
    }
  }
}

const question = (analysis: object, more: object = {}) => asDocument({ sojourn: 1, ...more, analysis }) as Question;
const namesOf = ({ pick }: Dice): string[] => pick([['a'], ['b'], ['a', 'c'], ['a', 'b', 'c']]);
const withinHours = (n: number | null, from: SampleEvent, to: SampleEvent): boolean =>
  n === null || to.time - from.time <= n * HOUR_MS;
const someHours = ({ int, pick }: Dice): number | null => pick([null, 1 + int(30), 24 * (1 + int(8))]);
const duration = (n: number | null) => (n === null ? null : { n, unit: 'hour' as const });

/** Whether so many steps can be filled one after the other; events of one instant may stand in either order. */
function fills(steps: string[][], hours: number | null, events: SampleEvent[]): boolean {
  const further = (chosen: SampleEvent[]): boolean =>
    chosen.length === steps.length ||
    events.some(
      (event) =>
        !chosen.includes(event) &&
        steps[chosen.length]!.includes(event.name) &&
        chosen.every(({ time }) => time <= event.time) &&
        withinHours(hours, chosen[0] ?? event, event) &&
        further([...chosen, event]),
    );
  return further([]);
}

describe.skipIf(!kinds.has('funnel'))('steps of a funnel', () => {
  const asked = (dice: Dice) => {
    const steps = Array.from({ length: 1 + dice.int(3) }, () => namesOf(dice));
    const hours = someHours(dice);
    const funnel = question({ kind: 'funnel', steps: steps.map((event) => ({ event })), window: duration(hours) });
    const step = dice.int(steps.length);
    const reached = (events: SampleEvent[]) => fills(steps.slice(0, step + 1), hours, events);
    const dropped = (events: SampleEvent[]) =>
      step > 0 && fills(steps.slice(0, step), hours, events) && !reached(events);
    return { funnel, step, reached, dropped };
  };

  test(
    'that were reached',
    () =>
      check(51, (_, dice) => {
        const { funnel, step, reached } = asked(dice);
        const rule = dice.pick([
          { funnel, reached: step },
          { behind: funnel, pointer: { step } },
        ]);
        return [rule, reached];
      }),
    40_000,
  );

  test(
    'before which somebody left',
    () =>
      check(52, (_, dice) => {
        const { funnel, step, dropped } = asked(dice);
        const rule = dice.pick([
          { funnel, dropped: step },
          { behind: funnel, pointer: { step, dropped: true } },
        ]);
        return [rule, dropped];
      }),
    40_000,
  );
});

test.skipIf(!kinds.has('retention'))(
  'cells of a retention',
  () =>
    check(53, ({ people, zone }, dice) => {
      const [start, back] = [namesOf(dice), namesOf(dice)];
      const period = dice.int(4);
      const dayOf = ({ time }: SampleEvent) => dayOfSample(zone, time);
      const cohort = dayOf(dice.pick(people.flat()));
      const later = new Date(Date.parse(cohort) + period * 24 * HOUR_MS).toISOString().slice(0, 10);
      const behind = question(
        { kind: 'retention', start: { event: start }, return: { event: back }, period: 'day', periods: 4 },
        { timezone: zone },
      );
      const is = (events: SampleEvent[]) => {
        const first = events.find(({ name }) => start.includes(name));
        if (!first || dayOf(first) !== cohort) return false;
        return period === 0 || events.some((event) => back.includes(event.name) && dayOf(event) === later);
      };
      return [{ behind, pointer: { cohort, period } }, is];
    }),
  40_000,
);

test.skipIf(!kinds.has('sequence'))(
  'matches of a sequence',
  () =>
    check(54, (_, dice) => {
      const [one, other] = [namesOf(dice), namesOf(dice)];
      const hours = someHours(dice);
      const between = dice.int(2) === 0;
      const then = [{ event: one }, ...(between ? [{ any: '*' }] : []), { event: other }];
      const behind = question({
        kind: 'sequence',
        pattern: { then },
        ...(hours !== null && { within: duration(hours) }),
      });
      const matched = dice.int(2) === 0;
      const is = (events: SampleEvent[]) =>
        matched ===
        events.some(
          (from, i) =>
            one.includes(from.name) &&
            events.some(
              (to, j) => other.includes(to.name) && (between ? j > i : j === i + 1) && withinHours(hours, from, to),
            ),
        );
      return [{ behind, pointer: { matched } }, is];
    }),
  40_000,
);
