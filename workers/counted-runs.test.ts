import { afterEach, expect, test, vi } from 'vitest';
import { kinds } from '#analyses/registry.ts';
import { asDocument, fileOf, startEngine, value } from '../tests/support/engine.ts';

const VISITS = `visitor,event,time
a,visit,2024-03-04 09:00:00
b,visit,2024-03-04 10:00:00
c,visit,2024-03-05 09:00:00
a,visit,2024-03-05 11:00:00
a,order,2024-03-06 09:00:00
b,visit,2024-03-06 12:00:00
`;

const question = (more: object = {}) =>
  asDocument({ sojourn: 1, analysis: { kind: 'retention', start: {}, return: {}, periods: 3, ...more } });

/** How often the kernel went over the log to count alone, and to tell people. */
function watchPasses() {
  const { kernel } = kinds.get('retention')!;
  const [count, run] = [vi.spyOn(kernel, 'count'), vi.spyOn(kernel, 'run')];
  return () => ({ count: count.mock.calls.length, run: run.mock.calls.length });
}

const numbersOf = (result: object) => ({ ...result, elapsedMs: 0 });

afterEach(() => {
  vi.restoreAllMocks();
});

const withRetention = test.skipIf(!kinds.has('retention'));

withRetention('a figure is counted alone, and the log gone over once more when somebody asks who it is', async () => {
  const passes = watchPasses();
  const engine = startEngine();
  value(await engine.open([fileOf(VISITS)], null, 1));
  const shown = value(await engine.run(question(), 1));
  expect(shown).toMatchObject({
    cohorts: [
      { start: '2024-03-04', size: 2, cells: [{ count: 2 }, { count: 1 }, { count: 2 }] },
      { start: '2024-03-05', size: 1, cells: [{ count: 1 }, { count: 0 }, { count: 0 }] },
      { start: '2024-03-06', size: 0 },
    ],
  });
  expect(passes()).toEqual({ count: 1, run: 0 });
  expect(numbersOf(value(await engine.run(question(), 1)))).toEqual(numbersOf(shown));
  expect(passes()).toEqual({ count: 1, run: 0 });

  const cell = { cohort: '2024-03-04', period: 1 };
  expect(value(await engine.ids(question(), cell, 1))).toEqual(['a']);
  expect(passes()).toEqual({ count: 1, run: 1 });
  expect(value(await engine.ids(question(), { ...cell, back: false }, 1))).toEqual(['b']);
  expect(value(await engine.ids(question(), { ...cell, period: 2 }, 1))).toEqual(['a', 'b']);
  expect(numbersOf(value(await engine.run(question(), 1)))).toEqual(numbersOf(shown));
  expect(passes()).toEqual({ count: 1, run: 1 });
});

withRetention('where people were asked for first nothing is counted again', async () => {
  const passes = watchPasses();
  const engine = startEngine();
  value(await engine.open([fileOf(VISITS)], null, 1));
  expect(value(await engine.ids(question(), { cohort: '2024-03-05', period: 0 }, 1))).toEqual(['c']);
  expect(value(await engine.run(question(), 1))).toMatchObject({ units: 3 });
  expect(passes()).toEqual({ count: 0, run: 1 });
});

withRetention('a question that takes knowing people has them at once, and so have segments beside it', async () => {
  const passes = watchPasses();
  const engine = startEngine();
  value(await engine.open([fileOf(VISITS)], null, 1));
  const lastSeen = question({ lastSeen: { goneAfter: { n: 1, unit: 'day' } } });
  value(await engine.run(lastSeen, 1));
  expect(value(await engine.ids(lastSeen, { cohort: '2024-03-05', period: 0 }, 1))).toEqual(['c']);
  expect(passes()).toEqual({ count: 1, run: 1 });

  const beside = question({ compare: { segments: [{ did: { event: 'order' } }] } });
  const shown = value(await engine.run(beside, 1));
  expect(shown).toMatchObject({ compare: [{ cohorts: [{ size: 1 }, { size: 0 }, { size: 0 }] }] });
  expect(passes()).toEqual({ count: 3, run: 1 });
  expect(value(await engine.ids(beside, { segment: 0, cohort: '2024-03-04', period: 1 }, 1))).toEqual(['a']);
  expect(numbersOf(value(await engine.run(beside, 1)))).toEqual(numbersOf(shown));
  expect(passes()).toEqual({ count: 3, run: 3 });
});
