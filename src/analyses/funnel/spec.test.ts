import type { Segment } from '#segments/spec.ts';
import { describe, expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { rulesInForce } from './rules.ts';
import { parseFunnel, type FunnelSpec } from './spec.ts';
import { optionsOf, resolve } from './switches.ts';

const steps = [{ event: 'a' }, { event: 'b' }, { event: 'c' }];

function read(document: object): { spec: FunnelSpec | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const fields = Fields.of({ steps, ...document }, 'analysis', problems)!;
  const spec = parseFunnel(fields, (value) => value as Segment);
  fields.done();
  return { spec, problems };
}

const refused = (document: object): string[] => read(document).problems.map(({ code, at }) => `${code} ${at}`);

const context = { timezone: 'UTC', weekStart: 0, span: { fromMs: -Infinity, toMs: Infinity } };

const inForce = (document: object) => optionsOf(read(document).spec!, context);

const DAY = 86_400_000;

describe('presets', () => {
  test('none', () => {
    expect(inForce({})).toEqual({
      steps: 3,
      optional: [],
      order: 'ordered',
      windowMs: 14 * DAY,
      windowFrom: 'entry',
      windowEvents: Infinity,
      attempt: 'furthest',
      ties: 'together',
      graceMs: 0,
      reuse: false,
      lateSteps: true,
      exclusions: [],
      excluded: 'unit',
      hold: 0,
      count: 'units',
      trend: null,
      windowCurve: null,
      why: null,
      whyColumns: 0,
      breakdown: null,
      previous: null,
    });
  });

  test.each([
    ['posthog', { lateSteps: false }],
    ['mixpanel', { windowMs: 7 * DAY, graceMs: 2000, attempt: 'first', excluded: 'attempt' }],
    ['amplitude', { windowMs: DAY, graceMs: 1000, excluded: 'attempt' }],
    ['ga4', { windowMs: Infinity, lateSteps: false, excluded: 'attempt' }],
    ['clickhouse', { reuse: true }],
  ])('%s', (preset, differs) => {
    expect(inForce({ preset })).toEqual({ ...inForce({}), ...differs });
  });

  test('a switch beside it wins and says so', () => {
    const { spec } = read({ preset: 'ga4', window: { n: 1, unit: 'hour' }, lateSteps: true });
    expect(optionsOf(spec!, context)).toEqual({ ...inForce({}), windowMs: 3_600_000, excluded: 'attempt' });
    const { window, lateSteps, ties, windowEvents } = resolve(spec!);
    expect([window.from, lateSteps.from, ties.from, windowEvents.from]).toEqual([
      'document',
      'document',
      'preset',
      'default',
    ]);
  });

  test('no limit beside a preset', () => {
    expect(inForce({ preset: 'mixpanel', window: null }).windowMs).toBe(Infinity);
  });

  test('other ties drop its grace, ties apart also its reuse', () => {
    expect(inForce({ preset: 'mixpanel', ties: 'fileOrder' }).graceMs).toBe(0);
    expect(inForce({ preset: 'clickhouse', ties: 'fileOrder' }).reuse).toBe(true);
    expect(inForce({ preset: 'clickhouse', ties: 'apart' }).reuse).toBe(false);
  });
});

test('every switch is in the rules, in plain words', () => {
  expect(rulesInForce(read({}).spec!).map(({ text }) => text)).toEqual([
    'In order',
    '14 days from the first step',
    'time counts from the first step',
    'any number of events between steps',
    'best attempt',
    'ties together',
    'only the same instant is a tie',
    'one event fills one step',
    'later steps may pass the range’s end',
  ]);
  const rules = rulesInForce(
    read({ preset: 'mixpanel', order: 'strict', window: null, windowFrom: 'previous', windowEvents: 1 }).spec!,
  );
  expect(rules.map(({ text, from }) => `${text} (${from})`)).toEqual([
    'In order with nothing between (document)',
    'no time limit (document)',
    'time counts from the step before (document)',
    'at most 1 other event between steps (document)',
    'first attempt (preset)',
    'ties together (preset)',
    'events within 2 seconds are tied (preset)',
    'one event fills one step (preset)',
    'later steps may pass the range’s end (preset)',
  ]);
});

test('what is excluded is in the rules', () => {
  const { spec } = read({ exclude: [{ event: 'x', from: 0, to: 2 }], preset: 'ga4' });
  expect(
    rulesInForce(spec!)
      .slice(-2)
      .map(({ text, from }) => `${text} (${from})`),
  ).toEqual(['excluded: “x” between step 1 and step 3 (document)', 'only the excluded attempt is dropped (preset)']);
});

test('what may be skipped and what is counted are in the rules', () => {
  const { spec } = read({ steps: [steps[0], { event: 'b', optional: true }, steps[2]], count: 'attempts' });
  expect(rulesInForce(spec!).map(({ name, text }) => `${name}: ${text}`)).toEqual(
    expect.arrayContaining(['optional: may be skipped: “b”', 'count: every attempt, one after another']),
  );
  expect(rulesInForce(spec!).some(({ name }) => name === 'attempt')).toBe(false);
});

describe('refusals', () => {
  test('from 1 to 50 steps', () => {
    expect(refused({ steps: [] })).toEqual(['funnel/steps analysis.steps']);
    expect(refused({ steps: undefined })).toEqual(['funnel/steps analysis.steps']);
    expect(refused({ steps: Array.from({ length: 51 }, () => ({ event: 'a' })) })).toEqual([
      'funnel/steps analysis.steps',
    ]);
    expect(read({ steps: Array.from({ length: 50 }, () => ({ event: 'a' })) }).problems).toEqual([]);
  });

  test('any order has no previous step and nothing between two', () => {
    expect(refused({ order: 'any', windowFrom: 'previous', windowEvents: 2 })).toEqual([
      'funnel/anyOrder analysis.windowFrom',
      'funnel/anyOrder analysis.windowEvents',
    ]);
    expect(refused({ order: 'any', windowFrom: 'entry' })).toEqual([]);
  });

  test('exclusions lie between two steps, in any order over the whole funnel', () => {
    const exclude = (from: number, to: number) => [{ event: 'x', from, to }];
    expect(refused({ exclude: exclude(0, 2) })).toEqual([]);
    expect(refused({ exclude: exclude(1, 1) })).toEqual(['funnel/between analysis.exclude[0]']);
    expect(refused({ exclude: exclude(0, 3) })).toEqual(['funnel/between analysis.exclude[0]']);
    expect(refused({ exclude: [{ event: 'x', from: 0 }] })).toEqual(['funnel/between analysis.exclude[0].to']);
    expect(refused({ exclude: exclude(0, 1), order: 'any' })).toEqual(['funnel/anyOrder analysis.exclude[0]']);
    expect(refused({ exclude: exclude(0, 2), order: 'any', excluded: 'unit' })).toEqual([]);
    expect(inForce({ order: 'any', preset: 'posthog' }).excluded).toBe('attempt');
  });

  test('a breakdown names its property and, in order, a step of the funnel', () => {
    expect(refused({ breakdown: { property: ['a', 'b'], at: 'last', top: 3, other: false } })).toEqual([]);
    expect(refused({ breakdown: { property: 'a', at: { step: 2 } } })).toEqual([]);
    expect(refused({ breakdown: {} })).toEqual(['funnel/breakdown analysis.breakdown.property']);
    expect(refused({ breakdown: { property: 'a', at: { step: 3 } } })).toEqual([
      'funnel/breakdown analysis.breakdown.at.step',
    ]);
    expect(refused({ breakdown: { property: 'a', at: { step: 0 } }, order: 'any' })).toEqual([
      'funnel/anyOrder analysis.breakdown.at',
    ]);
    expect(refused({ breakdown: { property: 'a', at: 'middle' } })).toEqual(['document/choice analysis.breakdown.at']);
  });

  test('compare is with the range before, or with segments', () => {
    expect(refused({ compare: { previous: true } })).toEqual([]);
    expect(refused({ compare: { segments: [{ ids: [] }] } })).toEqual([]);
    expect(refused({ compare: { segments: [] } })).toEqual(['funnel/segments analysis.compare.segments']);
    expect(refused({ compare: { segments: [{ ids: [] }], previous: true } })).toEqual([
      'document/unknownField analysis.compare.previous',
    ]);
    expect(refused({ compare: {} })).toEqual(['document/missing analysis.compare.previous']);
  });

  test('times and trends run from a step to a later one', () => {
    expect(refused({ timeToConvert: { from: 0, to: 2 }, trend: { interval: 'week' } })).toEqual([]);
    expect(refused({ timeToConvert: { from: 0, to: 2, survival: true } })).toEqual([]);
    expect(refused({ timeToConvert: { from: 0, to: 2, survival: 1 } })).toEqual([
      'document/type analysis.timeToConvert.survival',
    ]);
    expect(refused({ timeToConvert: { from: 1, to: 1 } })).toEqual(['funnel/between analysis.timeToConvert']);
    expect(refused({ timeToConvert: { from: 1 } })).toEqual(['funnel/between analysis.timeToConvert.to']);
    expect(refused({ timeToConvert: { from: 0, to: 1, bins: 0 } })).toEqual([
      'document/range analysis.timeToConvert.bins',
    ]);
    expect(refused({ timeToConvert: { from: 0, to: 1, scale: 'log' } })).toEqual([]);
    expect(refused({ timeToConvert: { from: 0, to: 1, scale: 'log', bins: 5 } })).toEqual([
      'funnel/bins analysis.timeToConvert.bins',
    ]);
    expect(refused({ trend: { interval: 'day', from: 2 } })).toEqual(['funnel/between analysis.trend']);
    expect(refused({ trend: {} })).toEqual(['document/missing analysis.trend.interval']);
    expect(refused({ trend: { interval: 'year' } })).toEqual(['document/choice analysis.trend.interval']);
  });

  test('why, and between which steps differences are tested', () => {
    const why = { from: 0, to: 1 };
    const at = 'analysis.why';
    const asked = {
      ...why,
      properties: ['device'],
      after: { n: 1, unit: 'hour' },
      minimum: 5,
      last: 'page',
      open: true,
    };
    expect(read({ why: asked }).spec!.why).toEqual(asked);
    expect(inForce({ why: asked }).why).toEqual({ from: 0, to: 1, properties: 1, last: true });
    expect(refused({ why: { from: 0 } })).toEqual([`funnel/between ${at}.to`]);
    expect(refused({ why: { from: 1, to: 1 } })).toEqual([`funnel/between ${at}`]);
    // none at all is not 1 to 8 of them, and no other way to leave them out
    expect(refused({ why: { ...why, properties: [] } })).toEqual([`funnel/why ${at}.properties`]);
    expect(refused({ why: { ...why, properties: ['a', 'a'] } })).toEqual([`funnel/why ${at}.properties`]);
    expect(refused({ why: { ...why, properties: [...'abcdefghi'] } })).toEqual([`funnel/why ${at}.properties`]);
    expect(refused({ why: { ...why, minimum: 0 } })).toEqual([`document/range ${at}.minimum`]);
    expect(refused({ why, order: 'any' })).toEqual([`funnel/anyOrder ${at}`]);
    expect(refused({ why, count: 'attempts' })).toEqual([`funnel/why ${at}`]);
    expect(read({ significance: { to: 1, minimum: 50 } }).spec!.significance).toEqual({ to: 1, minimum: 50 });
    expect(refused({ significance: { from: 2 } })).toEqual(['funnel/between analysis.significance']);
  });

  test('a window curve where everybody has a shortest window', () => {
    const windowCurve = {};
    const at = 'analysis.windowCurve';
    expect(refused({ windowCurve: { from: 0, to: 2, points: 20 }, windowFrom: 'previous', attempt: 'first' })).toEqual(
      [],
    );
    expect(inForce({ windowCurve }).windowCurve).toEqual({ from: 0, to: 2 });
    expect(refused({ windowCurve: { from: 2 } })).toEqual([`funnel/between ${at}`]);
    expect(refused({ windowCurve: { points: 0 } })).toEqual([`document/range ${at}.points`]);
    expect(refused({ windowCurve, count: 'attempts' })).toEqual([`funnel/windowCurve ${at}`]);
    expect(refused({ windowCurve, exclude: [{ event: 'x', from: 0, to: 1 }] })).toEqual([`funnel/windowCurve ${at}`]);
    const skipped = steps.map((step, k) => ({ ...step, optional: k === 1 }));
    expect(refused({ windowCurve: { to: 1 }, steps: skipped })).toEqual([`funnel/windowCurve ${at}`]);
    expect(refused({ windowCurve, steps: skipped })).toEqual([]);
  });

  test('grace and reuse where ties do not allow them', () => {
    const grace = { n: 1, unit: 'second' };
    expect(refused({ grace, ties: 'apart' })).toEqual(['funnel/grace analysis.grace']);
    expect(refused({ grace, ties: 'fileOrder' })).toEqual(['funnel/grace analysis.grace']);
    expect(refused({ reuse: true, ties: 'apart' })).toEqual(['funnel/reuse analysis.reuse']);
    expect(refused({ grace, reuse: true })).toEqual([]);
    expect(refused({ reuse: false, ties: 'apart', preset: 'clickhouse' })).toEqual([]);
  });

  test('the first and the last step are required, in any order all are', () => {
    const optional = (k: number) => steps.map((step, i) => ({ ...step, ...(i === k && { optional: true }) }));
    expect(refused({ steps: optional(1) })).toEqual([]);
    expect(refused({ steps: optional(0) })).toEqual(['funnel/optional analysis.steps[0].optional']);
    expect(refused({ steps: optional(2) })).toEqual(['funnel/optional analysis.steps[2].optional']);
    expect(refused({ steps: [{ event: 'a', optional: true }] })).toEqual([
      'funnel/optional analysis.steps[0].optional',
    ]);
    expect(refused({ steps: optional(1), order: 'any' })).toEqual(['funnel/anyOrder analysis.steps[1].optional']);
    expect(refused({ steps: [{ event: 'a', optional: false }], order: 'any' })).toEqual([]);
    expect(refused({ steps: [{ event: 'a' }, { event: 'b', optional: 'yes' }] })).toEqual([
      'document/type analysis.steps[1].optional',
    ]);
    expect(inForce({ steps: optional(1) }).optional).toEqual([1]);
  });

  test('units or attempts are counted', () => {
    expect(refused({ count: 'units' })).toEqual([]);
    expect(refused({ count: 'people' })).toEqual(['document/choice analysis.count']);
    expect(inForce({ count: 'attempts', excluded: 'unit' })).toEqual({
      ...inForce({}),
      count: 'attempts',
      excluded: 'attempt',
    });
  });

  test('names of held properties', () => {
    expect(refused({ hold: ['order'] })).toEqual([]);
    expect(refused({ hold: [] })).toEqual([]);
    expect(refused({ hold: ['order', ''] })).toEqual(['funnel/hold analysis.hold[1]']);
    expect(refused({ hold: ['a', 'b', 'c', 'd', 'e', 'f'] })).toEqual(['funnel/hold analysis.hold']);
    expect(refused({ hold: 'order' })).toEqual(['document/type analysis.hold']);
  });

  test('misspelt and ill-typed fields', () => {
    expect(refused({ widnow: null })).toEqual(['document/unknownField analysis.widnow']);
    expect(refused({ steps: [{ evnt: 'a' }] })).toEqual(['document/unknownField analysis.steps[0].evnt']);
    expect(refused({ order: 'sideways', windowEvents: -1, window: { n: 0, unit: 'day' } }).sort()).toEqual([
      'document/choice analysis.order',
      'document/range analysis.window.n',
      'document/range analysis.windowEvents',
    ]);
  });
});
