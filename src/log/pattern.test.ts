import { describe, expect, test } from 'vitest';
import { parsePattern, type PatternPart } from '#vocabulary/pattern.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { random } from '../../tests/support/random.ts';
import { hasBit } from './bitmap.ts';
import { codesOf } from './masks.ts';
import { planPattern, type PatternPlan } from './pattern.ts';
import { PatternMatcher } from './pattern-matcher.ts';

interface Sample {
  names: number[];
  times: number[];
}

const NAMES = ['a', 'b', 'c'];
const GAP_HOLDS = {
  lt: (gap: number, bound: number) => gap < bound,
  lte: (gap: number, bound: number) => gap <= bound,
  gt: (gap: number, bound: number) => gap > bound,
  gte: (gap: number, bound: number) => gap >= bound,
  is: (gap: number, bound: number) => gap === bound,
};

/** The naive way: from each event on, every way through the steps is tried, and the shortest is taken. */
function oracle(
  { names, times }: Sample,
  plan: PatternPlan,
  wanted: (match: number, i: number) => boolean,
  leads = false,
) {
  const { steps, links, endsWithout, withinMs } = plan;
  const is = (match: number, i: number) => match < 0 || wanted(match, i);
  const one = (matches: number[], from: number, to: number) =>
    names.some((_, i) => i > from && i < to && matches.some((match) => is(match, i)));
  const ends = (step: number, i: number, start: number): number[] => {
    if (!is(steps[step]!, i)) return [];
    if (step === steps.length - 1) {
      const after = names.findLastIndex((_, k) => times[k]! <= times[start]! + withinMs) + 1;
      return times[i]! <= times[start]! + withinMs && !one(endsWithout, i, after) ? [i] : [];
    }
    const { loose, without, gaps } = links[step]!;
    return names.flatMap((_, q) => {
      if (q <= i || (!loose && q > i + 1) || one(without, i, q)) return [];
      const gap = (times[q]! - times[i]!) * 1000;
      return gaps.every(({ op, micros }) => GAP_HOLDS[op](gap, micros)) ? ends(step + 1, q, start) : [];
    });
  };
  const found: [number, number][] = [];
  for (let i = 0; i < names.length; i++) {
    const begins = leads ? [...names.keys()].slice(i) : [i];
    const end = steps.length === 0 ? i : Math.min(...begins.flatMap((begin) => ends(0, begin, begin)));
    if (end === Infinity) continue;
    found.push([i, end]);
    i = end;
  }
  return found;
}

function sampleOf({ int, pick, next }: ReturnType<typeof random>) {
  const n = int(9);
  const times = Array.from({ length: n }, () => int(8) * 1000).sort((a, b) => a - b);
  const names = times.map(() => int(NAMES.length));
  const match = () => ({ event: next() < 0.2 ? NAMES.slice(int(2)) : pick(NAMES) });
  const gap = () => ({ gap: { op: pick(['lt', 'lte', 'gt', 'gte', 'is'] as const), seconds: int(4) } });
  const between = (): PatternPart =>
    pick([() => ({ not: match() }), gap, () => ({ any: '*' as const }), () => ({ any: '.' as const })])();
  const then: PatternPart[] = next() < 0.15 ? [{ any: '*' }] : [];
  const steps = int(4);
  for (let step = 0; step < steps; step++) {
    then.push(match());
    if (step < steps - 1) for (let k = int(3); k > 0; k--) then.push(between());
  }
  if (steps > 0 && next() < 0.4) then.push({ not: match() });
  return {
    sample: { names, times },
    pattern: { then },
    within: next() < 0.5 ? ({ n: 1 + int(5), unit: 'second' } as const) : undefined,
  };
}

describe('a pattern', () => {
  test('matches as every way tried in turn does', () => {
    const dice = random(20240601);
    for (let n = 0; n < 30_000; n++) {
      const { sample, pattern, within } = sampleOf(dice);
      const { plan, matches } = planPattern(pattern, within);
      const codes = matches.map((match) => codesOf(match, NAMES)!);
      // the person's events lie amid others, and one in some of them does not exist
      const pad = dice.int(3);
      const gone = dice.int(4) === 0 ? dice.int(sample.names.length + 1) : -1;
      const left = (list: number[]) => list.filter((_, i) => i !== gone);
      const words = new Uint32Array(2).fill(0xffffffff);
      if (gone >= 0) words[0]! &= ~(1 << (pad + gone));
      const length = sample.names.length;
      const masks = codes.map(() =>
        dice.int(3) === 0 ? { length: 32, words: Uint32Array.of(dice.int(2 ** 31)) } : null,
      );
      const matcher = new PatternMatcher(plan, {
        event: Uint8Array.from([...Array<number>(pad).fill(0), ...sample.names, 0, 0]),
        time: Float64Array.from([...Array<number>(pad).fill(0), ...sample.times, 0, 0]),
        exists: gone >= 0 ? { length: 64, words } : null,
        matches: codes.map((each, match) => ({ codes: each, mask: masks[match]! })),
      });
      const kept = { names: left(sample.names), times: left(sample.times) };
      const place = (i: number) => pad + (gone >= 0 && gone <= i && gone < length ? i + 1 : i);
      const wanted = (match: number, i: number): boolean => {
        const mask = masks[match];
        return codes[match]![kept.names[i]!] === 1 && (!mask || hasBit(mask, place(i)));
      };
      const expected = oracle(kept, plan, wanted);
      matcher.find(pad, pad + length);
      if ('any' in (pattern.then[0] ?? {}) && matches.length > 0) {
        const led = oracle(kept, plan, wanted, true);
        expect(led.map(([, end]) => end)).toEqual(expected.map(([, end]) => end));
      }
      const found = matcher.starts.map((start, k) => [start, matcher.lasts[k]!]);
      expect(found, JSON.stringify({ kept, pattern, within })).toEqual(
        expected.map(([start, end]) => [place(start), place(end)]),
      );
    }
  });

  test('of many ways takes time in proportion to the events', () => {
    const n = 200_000;
    const { plan, matches } = planPattern(
      {
        then: Array.from({ length: 9 }, (_, i) => (i % 2 ? { any: '*' as const } : { event: 'a' })).concat({
          event: 'b',
        }),
      },
      undefined,
    );
    const matcher = new PatternMatcher(plan, {
      event: new Uint8Array(n),
      time: Float64Array.from({ length: n }, (_, i) => i),
      exists: null,
      matches: matches.map((match) => ({ codes: codesOf(match, ['a', 'b']), mask: null })),
    });
    expect(matcher.find(0, n)).toBe(0);
  });

  test('may be undone by what is not known yet only while its time runs', () => {
    const then = [{ event: 'a' }, { not: { event: 'b' } }];
    const matcher = (within: boolean) =>
      new PatternMatcher(planPattern({ then }, within ? { n: 5, unit: 'second' } : undefined).plan, {
        event: Uint8Array.of(0),
        time: Float64Array.of(1000),
        exists: null,
        matches: [],
      });
    expect(matcher(true).isOpen(0, 5999)).toBe(true);
    expect(matcher(true).isOpen(0, 6000)).toBe(false);
    expect(matcher(false).isOpen(0, 1000)).toBe(false);
  });
});

describe('parsing', () => {
  const read = (value: unknown) => {
    const problems: Problem[] = [];
    const pattern = parsePattern(value, 'pattern', problems);
    return { pattern, wrong: problems.map(({ at, code }) => `${at} ${code}`) };
  };

  test('reads every part', () => {
    const then = [
      { any: '*' },
      { event: 'a', where: { property: 'x', op: 'isSet' } },
      { any: '.' },
      { gap: { op: 'lte', seconds: 0.5 } },
      { not: { event: 'b' } },
      { event: ['c', 'd'] },
      { not: {} },
    ];
    expect(read({ then })).toEqual({ pattern: { then }, wrong: [] });
  });

  test('refuses with every problem', () => {
    expect(read({}).wrong).toEqual(['pattern.then pattern/empty']);
    expect(read({ then: [] }).wrong).toEqual(['pattern.then pattern/empty']);
    expect(read({ then: Array(31).fill({}) }).wrong).toEqual(['pattern.then document/range']);
    expect(
      read({ then: [{ not: {} }, { gap: { op: 'is', seconds: 1 } }, {}, { gap: { op: 'is', seconds: 1 } }] }).wrong,
    ).toEqual(['pattern.then[0] pattern/not', 'pattern.then[1] pattern/gap', 'pattern.then[3] pattern/gap']);
    expect(
      read({
        then: [{ any: '+' }, { gap: { op: 'eq', seconds: -1 } }, { evnt: 'a' }, { any: '.', not: {} }, { gap: {} }],
      }).wrong,
    ).toEqual([
      'pattern.then[0].any document/choice',
      'pattern.then[1].gap.op document/choice',
      'pattern.then[1].gap.seconds document/range',
      'pattern.then[2].evnt document/unknownField',
      'pattern.then[3].not document/unknownField',
      'pattern.then[4].gap.op document/missing',
      'pattern.then[4].gap.seconds document/range',
    ]);
  });
});
