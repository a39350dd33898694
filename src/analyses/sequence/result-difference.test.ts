import { expect, test } from 'vitest';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { IN_RANGE, MATCHED, type SequencePartial } from './kernel.ts';
import { finish } from './result.ts';
import type { SequenceSpec } from './spec.ts';
import { planOf } from './switches.ts';

const span = { fromMs: 0, toMs: 9 };
const context = { timezone: 'UTC', weekStart: 0, span };
const spec: SequenceSpec = { kind: 'sequence', pattern: { then: [{ event: 'a' }] } };
const facts = { people: 0, events: 0, firstMs: 0, lastMs: 0 };

/** `[how many, whether in range, whether matched]` of people in their order. */
function partialOf(...people: [n: number, inRange: boolean, matched: boolean][]): SequencePartial {
  const flags = Uint8Array.from(
    people.flatMap(([n, inRange, matched]) =>
      Array.from({ length: n }, () => (inRange ? IN_RANGE : 0) | (matched ? MATCHED : 0)),
    ),
  );
  return {
    of: planOf(spec, context).options,
    firstPerson: 0,
    flags,
    matches: Uint32Array.from(flags, (flag) => (flag & MATCHED ? 1 : 0)),
    tookSeconds: new Float64Array(),
    group: new Uint32Array(),
    keys: [],
    previous: null,
  };
}

const of = (compare: NonNullable<SequenceSpec['compare']>, partial: SequencePartial, segments: SequencePartial[]) =>
  runSteps(finish(partial, { ...spec, compare }, context, facts, segments)).compare!.map(
    ({ difference }) => difference,
  );

test('the same people before and now are tested by those who changed', () => {
  // 20 matched in both, 30 only now, 15 only before, 35 never: McNemar’s z = 15 / √45
  const now = partialOf([20, true, true], [30, true, true], [15, true, false], [35, true, false]);
  const previous = partialOf([20, true, true], [30, true, false], [15, true, true], [35, true, false]);
  const [difference] = of({ previous: true }, { ...now, previous }, []);
  expect(difference).toMatchObject({
    of: { units: 100, matched: 50 },
    against: { units: 100, matched: 35 },
    shared: 100,
    rate: expect.closeTo(0.15, 12),
    p: expect.closeTo(0.025347, 6),
    q: expect.closeTo(0.025347, 6),
  });
  const [low, high] = difference!.interval;
  expect(low).toBeGreaterThan(0);
  expect(high).toBeLessThan(0.3);
});

test('one segment stands against everybody else, of several each against the first', () => {
  // 30 of 100 against 20 of 100: z = 0.1 / √(0.25 · 0.75 · 0.02)
  const all = partialOf([30, true, true], [70, true, false], [20, true, true], [80, true, false]);
  const one = partialOf([30, true, true], [70, true, false], [100, false, false]);
  const rest = partialOf([100, false, false], [20, true, true], [80, true, false]);
  const p = expect.closeTo(0.10247, 5);
  expect(of({ segments: [{ did: {} }] }, all, [one])).toMatchObject([{ rate: expect.closeTo(0.1, 12), shared: 0, p }]);
  const told = of({ segments: [{ did: {} }, { did: {} }, { did: {} }] }, all, [one, rest, all]);
  // two tests of the same p: adjusted they are what they were
  expect(told).toMatchObject([null, { rate: expect.closeTo(-0.1, 12), p, q: p }, { shared: 100, p }]);
  expect(of({ segments: [{ did: {} }, { did: {} }] }, all, [one, one])).toEqual([null, null]);
});

test('too few are told with an interval and without a test', () => {
  const all = partialOf([10, true, true], [19, true, false], [50, true, true], [50, true, false]);
  const few = partialOf([10, true, true], [19, true, false], [100, false, false]);
  expect(of({ segments: [{ did: {} }] }, all, [few])).toMatchObject([
    { of: { units: 29, matched: 10 }, interval: [expect.any(Number), expect.any(Number)], p: null, q: null },
  ]);
  // of 60 people 4 are expected to match on either side
  const rare = partialOf([4, true, true], [26, true, false], [4, true, true], [26, true, false]);
  const half = partialOf([4, true, true], [26, true, false], [30, false, false]);
  expect(of({ segments: [{ did: {} }] }, rare, [half])).toMatchObject([{ rate: 0, p: null }]);
});
