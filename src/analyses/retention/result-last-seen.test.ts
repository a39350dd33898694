import { describe, expect, test } from 'vitest';
import { PEOPLE } from '#charts/formats.ts';
import { codesOf } from '#log/masks.ts';
import { plainLog, type PlainEvent } from '../../../tests/support/plain-log.ts';
import { runSteps } from '../../../tests/support/run-steps.ts';
import { drawLastSeen } from './draw-last-seen.ts';
import { seriesOf } from './draw-series.ts';
import { kernel } from './kernel.ts';
import { finish } from './result.ts';
import type { RetentionSpec } from './spec.ts';
import { planOf } from './switches.ts';

const DAY_MS = 86_400_000;
const BEGIN_MS = Date.UTC(2024, 0, 1);
/** Everybody is followed up to here. */
const END = 40;

const spec: RetentionSpec = {
  kind: 'retention',
  start: { event: 'visit' },
  return: { event: 'visit' },
  lastSeen: { goneAfter: { n: 1, unit: 'day' } },
  breakdown: { property: 'arm' },
};
const context = { timezone: 'UTC', weekStart: 1, span: { fromMs: -Infinity, toMs: Infinity } };

/**
 * People who stayed for so many days, by arm: `6` was last seen 6 days after the first visit, `6+` is still seen after being
 * followed for 6 days.
 */
function answer(arms: Record<string, string>) {
  const names = Object.keys(arms);
  const lives = names.flatMap((arm) => arms[arm]!.split(' ').map((text) => ({ arm, text })));
  const visits = lives.flatMap(({ text }, i): PlainEvent[] => {
    const days = parseInt(text);
    const [from, to] = text.endsWith('+') ? [END - days, END + 1] : [0, days];
    return [from!, to!].map((day) => [`person ${i}`, 'visit', BEGIN_MS + day * DAY_MS]);
  });
  const log = plainLog(visits);
  const partial = runSteps(
    kernel.run(
      {
        shard: log,
        exists: null,
        matches: [spec.start, spec.return].map((match) => ({ codes: codesOf(match, log.names), mask: null })),
        columns: [
          {
            codes: Uint32Array.from(
              lives.flatMap(({ arm }) => [arm, arm]),
              (arm) => names.indexOf(arm) + 1,
            ),
            values: names,
          },
        ],
        attributes: [],
        span: context.span,
        lastMs: log.facts.lastMs,
      },
      planOf(spec, context).options,
    ),
  );
  return { ...finish(partial, spec, context, log.facts), kind: 'retention' as const, elapsedMs: 0, warnings: [] };
}

// Weeks in remission of 42 children with leukaemia: E. J. Freireich et al., Blood 21 (1963) 699–716, here as days.
const FREIREICH = {
  treated: '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+',
  placebo: '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23',
};

describe('whether groups leave at the same pace', () => {
  test('the leukaemia data of Freireich: 9 of 19.25 and 21 of 10.75 expected, χ² 16.79', () => {
    const { breakdown, lastSeen } = answer(FREIREICH);
    const arm = (name: string) => breakdown!.find(({ value }) => value === name)!.lastSeen!;
    expect([arm('treated').medianSeconds, arm('placebo').medianSeconds]).toEqual([23 * 86_400, 8 * 86_400]);
    const { breakdown: found, ...others } = lastSeen!.logRank;
    expect(others).toEqual({});
    expect(found!.chiSquare).toBeCloseTo(16.79, 2);
    expect(found!.degrees).toBe(1);
    const groups = breakdown!.map(({ value }, i) => [value, found!.groups[i]!.observed, found!.groups[i]!.expected]);
    expect(groups).toEqual(
      expect.arrayContaining([
        ['treated', 9, expect.closeTo(19.25, 2)],
        ['placebo', 21, expect.closeTo(10.75, 2)],
      ]),
    );
  });

  test('is said under the curves, of how many', () => {
    const result = answer(FREIREICH);
    const { of, notes } = drawLastSeen(seriesOf(spec, result, []), result.lastSeen!.logRank, PEOPLE)!;
    expect(of.curves.map(({ name, until }) => [name, until / 86_400]).sort()).toEqual([
      ['All', 35],
      ['placebo', 23],
      ['treated', 35],
    ]);
    expect(notes.slice(1)).toEqual([
      'The groups (n = 21, 21 people) do not leave at the same pace: log-rank p under 0.001, χ² 16.8 with 1 degree of freedom. Some of them are of fewer than 30, so take it with care.',
    ]);
  });

  test('is not tested where nobody leaves while others are followed, nor of one group', () => {
    const none = answer({ a: '3+ 4+', b: '5+' });
    expect(none.lastSeen!.logRank).toEqual({});
    expect(drawLastSeen(seriesOf(spec, none, []), none.lastSeen!.logRank, PEOPLE)!.notes[1]).toContain('is not tested');

    const alone = answer({ a: '3 4 5+' });
    expect(alone.lastSeen!.logRank).toEqual({});
    expect(drawLastSeen(seriesOf(spec, alone, []), alone.lastSeen!.logRank, PEOPLE)!.notes).toHaveLength(1);
  });

  test('draws the first curves and lists all', () => {
    const many = answer(Object.fromEntries([...'abcdefgh'].map((arm, i) => [arm, `${i + 1} ${i + 2} 9+`])));
    const { of, lines, notes } = drawLastSeen(seriesOf(spec, many, []), many.lastSeen!.logRank, PEOPLE)!;
    expect([of.curves.length, lines.length]).toEqual([7, 9]);
    expect(notes).toContain('2 more curves in the table only.');
    expect(notes.at(-1)).toContain('(n = 3 to 3 people)');
  });
});
