import { describe, expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { quantiles } from '../quantiles.ts';
import { BY_TIES, IN_RANGE, OPEN, type FunnelPartial } from './kernel-tally.ts';
import { TiesTally } from './kernel-ties.ts';
import { finish, people } from './result.ts';
import { timeToConvert } from './result-times.ts';
import { mulberry32 } from './sample.ts';
import type { FunnelSpec } from './spec.ts';
import { suggest } from './suggest.ts';

const spec: FunnelSpec = {
  kind: 'funnel',
  steps: [{ event: 'a' }, { event: 'b', name: 'Buy' }, { event: ['c', 'd'] }],
};

const partial: FunnelPartial = {
  firstPerson: 10,
  units: 5,
  open: 1,
  decidedByTies: 1,
  person: null,
  depth: Uint8Array.of(0, 1, 3, 2, 1),
  flags: Uint8Array.of(IN_RANGE, IN_RANGE | OPEN, IN_RANGE, IN_RANGE | BY_TIES, IN_RANGE),
  times: [Float64Array.of(0, 0, 1000, 0), Float64Array.of(30_000, 11_000), Float64Array.of(35_000)],
  filled: null,
  trend: null,
  groups: null,
  windows: null,
  ties: new TiesTally(0).done(),
  why: null,
  endMs: 100_000,
  previous: null,
};

const context = { timezone: 'UTC', weekStart: 0, span: { fromMs: -Infinity, toMs: Infinity } };
const facts = { people: 5, events: 10, firstMs: 0, lastMs: 100_000 };

test('counts, rates and seconds of each step', () => {
  const { steps, units, open, decidedByTies, empty } = finish(partial, spec, context, facts);
  expect({ units, open, decidedByTies, empty }).toEqual({ units: 5, open: 1, decidedByTies: 1, empty: undefined });
  const none = { averageSeconds: 0, medianSeconds: 0, p90Seconds: 0 };
  expect(steps).toEqual([
    { name: 'a', count: 4, rateFromFirst: 1, rateFromPrevious: 1, dropped: 0, ...none },
    {
      name: 'Buy',
      count: 2,
      rateFromFirst: 0.5,
      rateFromPrevious: 0.5,
      dropped: 2,
      averageSeconds: 20,
      medianSeconds: 20,
      p90Seconds: 28,
    },
    {
      name: 'c or d',
      count: 1,
      rateFromFirst: 0.25,
      rateFromPrevious: 0.5,
      dropped: 1,
      averageSeconds: 5,
      medianSeconds: 5,
      p90Seconds: 5,
    },
  ]);
});

test('nobody: rates over nothing are 0 and the reason is said', () => {
  const nobody = { ...partial, depth: new Uint8Array(5), times: partial.times.map(() => new Float64Array()) };
  const { steps, empty } = finish(nobody, spec, context, facts);
  expect(steps.map(({ rateFromFirst, rateFromPrevious }) => [rateFromFirst, rateFromPrevious])).toEqual([
    [1, 1],
    [0, 0],
    [0, 0],
  ]);
  expect(empty?.reason).toBe('Nobody did “a” in this range.');
  expect(finish({ ...nobody, units: 0 }, spec, context, facts).empty?.reason).toBe('No events in this range.');
});

describe('time to convert', () => {
  const bins = (list: number[], many?: number) =>
    timeToConvert(Float64Array.from(list), { bins: many }).bins.map(({ from, to, count }) => [from, to, count]);

  test('bins of whole seconds from the shortest, the last with its far edge', () => {
    expect(bins([0, 4, 9], 3)).toEqual([
      [0, 3, 1],
      [3, 6, 1],
      [6, 9, 1],
    ]);
    expect(bins([2, 2])).toEqual([
      [2, 3, 2],
      [3, 4, 0],
    ]);
    expect(bins(Array.from({ length: 27 }, (_, i) => i))).toHaveLength(3);
    expect(bins([])).toEqual([]);
  });

  test('of the units that reached both steps', () => {
    const { timeToConvert: times } = finish(partial, { ...spec, timeToConvert: { from: 0, to: 2 } }, context, facts);
    expect(times).toMatchObject({ units: 1, averageSeconds: 35, medianSeconds: 35 });
  });
});

describe('people behind a number', () => {
  const behind = (pointer: object) => {
    const problems: Problem[] = [];
    const fields = Fields.of(pointer, '', problems)!;
    const found = people(partial, fields, spec);
    fields.done();
    return problems.length > 0 ? problems.map(({ code }) => code) : [...found!];
  };

  test('who reached a step, who left before it, who has time, whose ties decide', () => {
    expect(behind({ step: 0 })).toEqual([11, 12, 13, 14]);
    expect(behind({ step: 2 })).toEqual([12]);
    expect(behind({ step: 1, dropped: true })).toEqual([11, 14]);
    expect(behind({ step: 0, dropped: true })).toEqual([]);
    expect(behind({ open: true })).toEqual([11]);
    expect(behind({ decidedByTies: true })).toEqual([13]);
  });

  test('problems', () => {
    expect(behind({})).toEqual(['funnel/pointer']);
    expect(behind({ step: 3 })).toEqual(['document/range']);
    expect(behind({ step: 0, vlaue: 'x' })).toEqual(['document/unknownField']);
    expect(behind({ step: 0, value: 'x' })).toEqual(['funnel/pointer']);
    // it was ignored, so that people of other groups were listed
    expect(behind({ open: true, value: 'x' })).toEqual(['funnel/pointer']);
    expect(behind({ decidedByTies: true, value: 'x' })).toEqual(['funnel/pointer']);
    expect(behind({ windowWithin: 60, value: 'x' })).toEqual(['funnel/pointer']);
    expect(behind({ step: 0, start: '2024-03-01' })).toEqual(['funnel/pointer']);
  });
});

test('median and percentile as of the sorted list', () => {
  const random = mulberry32(1);
  for (let n = 1; n < 300; n++) {
    const list = Float64Array.from({ length: n }, () => Math.floor(random() * 20));
    const sorted = list.slice().sort();
    const at = (share: number): number => {
      const place = share * (n - 1);
      const low = sorted[Math.floor(place)]!;
      return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
    };
    const { median, p90 } = quantiles(list);
    expect(median).toBeCloseTo(at(0.5), 9);
    expect(p90).toBeCloseTo(at(0.9), 9);
  }
});

describe('a first question', () => {
  const facts = { people: 1000, events: 20_000, firstMs: 0, lastMs: 1, daily: [] };
  const event = (name: string, people: number, meanPlace: number, events = people * 2) => ({
    name,
    people,
    meanPlace,
    events,
  });

  test('follows people on their way, past heartbeats and rarities', () => {
    const eventNames = [
      event('Heartbeat', 1000, 0.01, 40_000),
      event('Visit shop', 990, 0.05),
      event('View product', 800, 0.2),
      event('Search', 300, 0.15),
      event('Add to cart', 500, 0.5),
      event('Rename account', 3, 0.7),
      event('Start checkout', 350, 0.7),
      event('Place order', 200, 0.9),
    ];
    expect(suggest({ ...facts, eventNames })?.steps.map(({ event }) => event)).toEqual([
      'Visit shop',
      'View product',
      'Add to cart',
      'Start checkout',
      'Place order',
    ]);
  });

  test('none where nothing follows', () => {
    expect(suggest({ ...facts, eventNames: [] })).toBeNull();
    expect(suggest({ ...facts, eventNames: [event('Ping', 1000, 0.5)] })).toBeNull();
  });
});
