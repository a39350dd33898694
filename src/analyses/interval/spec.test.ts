import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseInterval } from './spec.ts';
import { planOf, rulesInForce } from './switches.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseInterval(fields, () => ({ did: {} }));
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    from: { event: 'Visit' },
    to: {},
    each: 'all',
    same: 'item',
    cap: { n: 2, unit: 'day' },
    scale: 'linear',
    interval: 'week',
    breakdown: { segment: { did: {} } },
    compare: { previous: true },
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'interval', ...asked }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  expect(
    read({
      from: 'Visit',
      each: 'second',
      same: '',
      cap: { n: 0, unit: 'day' },
      scale: 'root',
      interval: 'year',
      breakdown: {},
      compare: { segments: [] },
      by: 1,
    }),
  ).toEqual({
    parsed: null,
    wrong: [
      'document/type analysis.from',
      'interval/event analysis.to',
      'document/choice analysis.each',
      'interval/same analysis.same',
      'document/range analysis.cap.n',
      'document/choice analysis.scale',
      'document/choice analysis.interval',
      'interval/breakdown analysis.breakdown.property',
      'interval/compare analysis.compare.segments',
      'document/unknownField analysis.by',
    ],
  });
});

const context = { timezone: 'UTC', weekStart: 0, span: { fromMs: -Infinity, toMs: Infinity } };

test('a property that both groups and is shared is read once', () => {
  const { parsed } = read({ from: {}, to: {}, same: 'item', breakdown: { property: ['plan', 'item'] } });
  const { columns, options } = planOf(parsed!, context);
  expect(columns).toHaveLength(2);
  expect(options).toMatchObject({ same: 1, grouped: 2 });
  // what people have is another value than what their event has
  const ofPerson = read({ from: {}, to: {}, same: 'item', breakdown: { property: 'item', of: 'person' } }).parsed!;
  expect(planOf(ofPerson, context)).toMatchObject({ options: { same: 1, grouped: 1 } });
});

test('every switch is told, whoever set it', () => {
  const { parsed } = read({ from: { event: 'Visit' }, to: { event: 'Order' }, cap: { n: 1, unit: 'day' } });
  expect(rulesInForce(parsed!, 'bins').map(({ name, value, from }) => [name, value, from])).toEqual([
    ['from', 'Visit', 'document'],
    ['to', 'Order', 'document'],
    ['each', 'first', 'default'],
    ['cap', '1 day', 'document'],
    ['scale', 'log', 'default'],
  ]);
});
