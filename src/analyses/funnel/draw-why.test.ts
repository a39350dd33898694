import { expect, test } from 'vitest';
import { drawSignificance } from './draw-significance.ts';
import { drawWhy } from './draw-why.ts';
import { whyFigure } from './draw-why-figure.ts';
import { whyRows } from './draw-why-rows.ts';
import type { FunnelResult } from './result.ts';
import type { SharesTest, Significance } from './result-significance.ts';
import type { GoesWith, WhyResult } from './result-why.ts';
import type { FunnelSpec } from './spec.ts';

const spec: FunnelSpec = { kind: 'funnel', steps: [{ event: 'Pay' }, { event: 'Order' }], why: { from: 0, to: 1 } };
const step = (name: string) => ({ name }) as FunnelResult['steps'][number];
const resultOf = (fields: Partial<FunnelResult>): FunnelResult => ({
  kind: 'funnel',
  units: 0,
  rules: [],
  warnings: [],
  elapsedMs: 0,
  steps: [step('Pay'), step('Order')],
  decidedByTies: 0,
  open: 0,
  ...fields,
});

const told = (fields: Partial<GoesWith> & { oddsRatio: number; q: number }): GoesWith =>
  ({
    property: 'device',
    value: 'Phone',
    with: { units: 100, converted: 40 },
    without: { units: 200, converted: 120 },
    rateWith: 0.4,
    rateWithout: 0.6,
    difference: -0.2,
    differenceInterval: [-0.31, -0.08],
    oddsInterval: [fields.oddsRatio / 1.5, fields.oddsRatio * 1.5],
    corrected: false,
    p: fields.q,
    ...fields,
  }) as GoesWith;

const why: WhyResult = {
  from: 0,
  to: 1,
  minimum: 30,
  units: 300,
  converted: 160,
  open: 12,
  afterSeconds: 90,
  still: { units: 220, converted: 80 },
  tested: 4,
  tooFew: 3,
  goesWith: [
    told({ property: 'device', value: 'Desktop', oddsRatio: 3, q: 0.001 }),
    told({ oddsRatio: 0.44, q: 0.004 }),
    told({ event: 'Ask', when: 'after', oddsRatio: 0.004, q: 0.02 }),
    told({ property: 'plan', value: null, oddsRatio: 1.1, q: 0.4 }),
  ],
  instead: {
    units: 140,
    next: [
      { event: null, units: 100 },
      { event: 'Ask', units: 40 },
    ],
    last: [{ event: 'Pay', units: 140 }],
  },
};

test('two lists, each what is clear first, and the strongest of either in a sentence', () => {
  const drawn = drawWhy(spec, resultOf({ why }))!;
  expect(
    drawn.lists.map(({ title, clear, rows }) => [title, clear, rows.map(({ name, place }) => `${name}, ${place}`)]),
  ).toEqual([
    ['Goes with getting to “Order”', 1, ['device Desktop, at “Pay”', 'no plan, at “Pay”']],
    ['Goes with leaving before “Order”', 2, ['device Phone, at “Pay”', 'Ask, in the 1 min 30 s after “Pay”']],
  ]);
  expect(drawn.sentence.map((part) => (typeof part === 'string' ? part : part.strong)).join('')).toBe(
    'Of 300 people who got to “Pay”, 160 got to “Order” (53.3%). Getting there goes most with device Desktop (40.0%, without it 60.0%); leaving with device Phone (40.0%, without it 60.0%).',
  );
  const [phone, ask] = drawn.lists[1]!.rows;
  expect(phone).toMatchObject({
    with: '40.0% of 100',
    ratio: '0.44',
    interval: '0.29 to 0.66',
    q: '0.004',
    clear: true,
  });
  expect(ask).toMatchObject({ ratio: 'under 0.01', at: 0 });
  expect(phone!.dropped).toMatchObject({
    n: 60,
    pointer: { why: { property: 'device', value: 'Phone', converted: false } },
    who: { heading: '60 people had device Phone and left before “Order”', note: 'at “Pay” within 14 days' },
  });
  for (const { at, low, high } of drawn.lists.flatMap(({ rows }) => rows)) {
    expect(low).toBeLessThanOrEqual(at);
    expect(high).toBeGreaterThanOrEqual(at);
    expect([low >= 0, high <= 1]).toEqual([true, true]);
  }
  expect(drawn.ticks.map(({ at }) => at)).toEqual([...drawn.ticks.map(({ at }) => at)].sort());
});

test('what the dropped did instead, with its share of them', () => {
  const { instead } = drawWhy(spec, resultOf({ why }))!;
  expect(instead.map(({ title, rows }) => [title, rows.map(({ name, percent }) => `${name} ${percent}`)])).toEqual([
    ['Did next', ['nothing more within 14 days 71.4%', 'Ask 28.6%']],
    ['Did last', ['Pay 100%']],
  ]);
  expect(instead[0]!.rows[1]!.left).toMatchObject({ n: 40, pointer: { why: { next: 'Ask' } } });
});

test('nobody, nothing to compare and nothing clear are said', () => {
  const said = (fields: Partial<WhyResult>): string =>
    drawWhy(spec, resultOf({ why: { ...why, goesWith: [], ...fields } }))!
      .sentence.map((part) => (typeof part === 'string' ? part : part.strong))
      .join('');
  expect(said({ units: 0, converted: 0 })).toBe('Nobody who got to “Pay” can be compared yet.');
  expect(said({ tested: 0 })).toContain('Nothing can be compared: it takes 30 with and 30 without');
  expect(said({ tested: 4 })).toContain('Nothing goes clearly with it in 4 comparisons.');
  expect(drawWhy(spec, resultOf({}))).toBeNull();
});

test('the note says what ended before a window did', () => {
  const said = (asked: FunnelSpec): string => drawWhy(asked, resultOf({ why }))!.notes.join(' ');
  expect(said(spec)).toContain('12 people still had time when the log ended (within 14 days); they are left out');
  for (const cut of [{ lateSteps: false }, { preset: 'posthog' as const }])
    expect(said({ ...spec, ...cut })).toContain('12 people still had time when the log or the range ended (');
});

test('a row for each comparison and each thing done instead in the file, none for what is not asked', () => {
  const rows = whyRows(resultOf({ why }));
  expect(rows).toHaveLength(1 + 4 + 2 + 2 + 1);
  expect(rows[1]).toHaveLength(rows[0]!.length);
  expect(whyRows(resultOf({}))).toEqual([]);
});

const shares = (fields: Partial<SharesTest>): SharesTest => ({
  units: 800,
  converted: 400,
  against: { units: 1000, converted: 469 },
  shared: 0,
  difference: 0.031,
  interval: [0.012, 0.05],
  tooFew: false,
  p: 0.002,
  q: 0.004,
  ...fields,
});

test('a test in words and an interval', () => {
  const texts = (tests: (SharesTest | null)[]) => {
    const significance: Significance = { from: 0, to: 1, minimum: 30, tested: 1, segments: tests };
    return drawSignificance(spec, resultOf({ significance }))!.cells.map((cell) => cell && cell.text);
  };
  expect(
    texts([
      null,
      shares({}),
      shares({ units: 12, tooFew: true, p: null, q: null }),
      shares({ converted: 800, against: { units: 1000, converted: 1000 }, tooFew: true, p: null, q: null }),
      shares({ converted: 0, against: { units: 1000, converted: 0 }, tooFew: true, p: null, q: null }),
      shares({ difference: null, interval: null, p: null, q: null }),
      shares({ units: 0, difference: null, interval: null, p: null, q: null }),
      shares({ difference: -0.02, interval: [-0.05, 0.01], q: 0.4 }),
    ]),
  ).toEqual([
    null,
    '+3.1 points, 1.2 to 5.0; q 0.004',
    '+3.1 points, 1.2 to 5.0; too few (n = 12)',
    '+3.1 points, 1.2 to 5.0; all got there',
    '+3.1 points, 1.2 to 5.0; nobody got there',
    'the same people',
    'nobody (n = 0)',
    '−2.0 points, −5.0 to 1.0; q 0.40',
  ]);
  expect(drawSignificance(spec, resultOf({}))).toBeNull();
});

test('in any order how many steps were done is no event to quote', () => {
  const significance: Significance = { from: 0, to: 1, minimum: 30, tested: 1, segments: [null, shares({})] };
  const answer = resultOf({ significance, steps: [step('1 step'), step('2 steps')] });
  const { why: _why, ...question } = spec;
  const drawn = drawSignificance({ ...question, order: 'any' }, answer)!;
  expect(drawn.notes[0]).toContain('the share of those who did 1 step or more that did 2 steps or more, with its 95%');
  expect(drawSignificance(spec, answer)!.title).toContain('of those at “1 step” who got to “2 steps”');
});

test('groups that share people stand in the table untested, and that is said', () => {
  const group = { value: 'Phone', steps: [] };
  const significance: Significance = { from: 0, to: 1, minimum: 30, tested: 1, previous: shares({ shared: 7 }) };
  const drawn = drawSignificance(spec, resultOf({ significance, breakdown: [group, group] }))!;
  expect(drawn.cells).toEqual([null, null]);
  expect(drawn.previous).toMatchObject({ clear: true, says: expect.stringContaining('7 in both') as string });
  expect(drawn.notes.join(' ')).toContain('Groups are not tested');
});

test('what is saved holds what is clear, of either list, inside its width', () => {
  const drawn = drawWhy(spec, resultOf({ why }))!;
  for (const width of [560, 900]) {
    const { body, height } = whyFigure(drawn, width, (text, size) => (text.length * size) / 2);
    expect(body).toContain('device Desktop');
    expect(body).toContain('Ask');
    expect(body).not.toContain('no plan');
    expect(body).not.toContain('NaN');
    const places = [...body.matchAll(/ (?:x|y|x1|x2)="([^"]+)"/g)].map(([, place]) => Number(place));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(Math.max(width, height));
  }
});
