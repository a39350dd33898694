import { expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { parseTrend } from './spec.ts';
import { sharedTallies } from './switches.ts';

const read = (spec: Record<string, unknown>) => {
  const problems: Problem[] = [];
  const fields = Fields.of(spec, 'analysis', problems)!;
  const parsed = parseTrend(fields, () => undefined);
  fields.done();
  return { parsed, wrong: problems.map(({ code, at }) => `${code} ${at}`) };
};

test('a question comes back as it was asked', () => {
  const asked = {
    series: [
      {
        of: { event: 'Visit', where: { property: 'plan', op: 'is', value: 'pro' } },
        measure: 'units',
        name: 'Visitors',
      },
      { of: {}, measure: { p90: 'amount' } },
    ],
    interval: 'minute',
    formula: '(A − B) / 2',
    breakdown: { property: ['plan', 'country'], top: 3, other: false },
    compare: { previous: true },
    rolling: 7,
    annotations: [
      { at: '2024-03-05', text: 'New prices' },
      { at: '2024-03-05T10:00:00+01:00', text: 'Down for an hour' },
    ],
    anomalies: false,
  };
  expect(read(asked)).toEqual({ parsed: { kind: 'trend', ...asked }, wrong: [] });
  const byEvent = { series: [{ of: {} }], breakdown: { event: true, top: 5 }, cumulative: true };
  expect(read(byEvent)).toEqual({ parsed: { kind: 'trend', ...byEvent }, wrong: [] });
});

test('every problem is found at once, at its field', () => {
  const series = [
    {},
    { of: 'Visit' },
    { of: {}, measure: 'people' },
    { of: {}, measure: { sum: '' } },
    { of: {}, measure: { sum: 'a', max: 'b' } },
    { of: {}, measures: 'events' },
  ];
  expect(
    read({
      series,
      interval: 'year',
      breakdown: { event: 'yes' },
      compare: { segments: [] },
      rolling: 1,
      annotations: [
        { at: 'soon', text: 'x' },
        { at: '2024-03-05', text: ' ' },
      ],
    }),
  ).toEqual({
    parsed: null,
    wrong: [
      'trend/series analysis.series[0].of',
      'document/type analysis.series[1].of',
      'trend/measure analysis.series[2].measure',
      'trend/measure analysis.series[3].measure.sum',
      'trend/measure analysis.series[4].measure',
      'document/unknownField analysis.series[5].measures',
      'document/choice analysis.interval',
      'trend/breakdown analysis.breakdown.event',
      'trend/compare analysis.compare.segments',
      'document/range analysis.rolling',
      'trend/annotation analysis.annotations[0].at',
      'trend/annotation analysis.annotations[1].text',
    ],
  });
  expect(read({}).wrong).toEqual(['trend/series analysis.series']);
  expect(read({ series: [] }).wrong).toEqual(['trend/series analysis.series']);
  expect(read({ series: [{ of: {} }], formula: 'A + B' }).wrong).toEqual(['trend/formula analysis.formula']);
  expect(read({ series: [{ of: {} }], formula: '2 + 2' }).wrong).toEqual(['trend/formula analysis.formula']);
  expect(read({ series: [{ of: {}, measure: { p95: 'a' } }], cumulative: true, rolling: 2 }).wrong).toEqual([
    'trend/rolling analysis.rolling',
    'trend/cumulative analysis.series[0].measure',
  ]);
});

test('series of the same events share what is written down of them', () => {
  const visit = { event: 'Visit' };
  expect(
    sharedTallies([
      { of: visit },
      { of: { ...visit, name: 'Visitors' }, measure: 'units' },
      { of: visit, measure: { sum: 'amount' } },
      { of: visit, measure: 'sessions' },
      { of: visit, measure: { max: 'amount' } },
      { of: {}, measure: 'perUnit' },
    ]).tallyOf,
  ).toEqual([0, 0, 1, 2, 1, 3]);
});
