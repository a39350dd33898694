import { describe, expect, test } from 'vitest';
import { drawLab } from './draw-lab.ts';
import { labFigure } from './draw-lab-figure.ts';
import { causeClause, causeName } from './draw-lab-words.ts';
import { labRows } from './draw-lab-rows.ts';
import type { Stretch } from './draw-series.ts';
import type { LabCauseCount, LabOfPreset } from './result-lab.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import { underPreset, type ComparePresets } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

const NAMES = ['View', 'Pay'];
const steps = (...counts: number[]): FunnelStep[] =>
  counts.map((count, i) => ({
    name: NAMES[i]!,
    count,
    rateFromFirst: count / counts[0]!,
    rateFromPrevious: count / (counts[i - 1] ?? count),
    dropped: (counts[i - 1] ?? count) - count,
    averageSeconds: 0,
    medianSeconds: 0,
    p90Seconds: 0,
  }));

const ask = (compare: ComparePresets): FunnelSpec => ({
  kind: 'funnel',
  steps: NAMES.map((event) => ({ event })),
  window: { n: 3, unit: 'day' },
  exclude: [{ event: 'Quit', from: 0, to: 1 }],
  compare,
});

const lost = (count: number, ...rules: LabCauseCount['rules']): LabCauseCount => ({
  differs: 'lost',
  cause: rules.length > 1 ? 'several' : rules[0]!,
  rules,
  count,
});
const gained = (count: number, ...rules: LabCauseCount['rules']): LabCauseCount => ({
  ...lost(count, ...rules),
  differs: 'gained',
});

const NONE = { difference: 0, gained: 0, lost: 0, causes: [] };

function answer(presets: [LabOfPreset, number[]][], more: Partial<FunnelResult> = {}): FunnelResult {
  return {
    kind: 'funnel',
    units: 10,
    warnings: [],
    rules: [],
    elapsedMs: 1,
    decidedByTies: 0,
    open: 0,
    steps: steps(100, 40),
    compare: presets.map(([{ preset }, counts]) => ({ preset, rules: [], steps: steps(...counts) })),
    lab: { window: 'same', presets: presets.map(([of]) => of) },
    ...more,
  };
}

const text = (stretches: Stretch[]) =>
  stretches.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

const mixpanel: [LabOfPreset, number[]] = [
  {
    preset: 'mixpanel',
    differs: ['ties', 'reentry', 'exclusion'],
    steps: [
      { difference: 3, gained: 3, lost: 0, causes: [gained(3, 'exclusion')] },
      {
        difference: -7,
        gained: 2,
        lost: 9,
        causes: [lost(6, 'reentry'), gained(2, 'exclusion'), lost(3, 'reentry', 'exclusion')],
      },
    ],
  },
  [103, 33],
];
const sojourn: [LabOfPreset, number[]] = [{ preset: 'sojourn', differs: [], steps: [NONE, NONE] }, [100, 40]];
const reuse: [LabOfPreset, number[]] = [
  {
    preset: 'clickhouse',
    differs: ['reuse'],
    steps: [NONE, { difference: 1, gained: 1, lost: 0, causes: [gained(1, 'reuse')] }],
  },
  [100, 41],
];

const three: ComparePresets = { presets: ['sojourn', 'mixpanel', 'clickhouse'] };
const drawn = drawLab(ask(three), answer([sojourn, mixpanel, reuse]))!;

describe('presets side by side', () => {
  test('the one that differs most is told with its largest causes', () => {
    expect(drawn.largest).toBe('mixpanel');
    expect(text(drawn.says('mixpanel'))).toBe(
      '2 of 3 sets of rules count otherwise. Mixpanel counts 7 people fewer at “Pay”, 33 instead of 40: ' +
        '6 lost because only the first attempt counts; 3 lost because only the first attempt counts and an excluded event ' +
        'takes only its attempt, only together; 2 by 1 other cause.',
    );
    expect(text(drawn.says(null))).toBe(text(drawn.says('mixpanel')));
  });

  test('every other says what it does, too', () => {
    expect(text(drawn.rows[0]!.sentence)).toBe('Sojourn has the rules of this question.');
    expect(text(drawn.rows[2]!.sentence)).toBe(
      'ClickHouse counts 1 person more at “Pay”, 41 instead of 40: 1 gained because one event may fill several steps.',
    );
  });

  test('numbers and causes lead to their people', () => {
    const [, { cells, causes, rules }] = drawn.rows as [unknown, (typeof drawn.rows)[number]];
    expect(rules).toEqual([
      'events within 2 seconds are tied',
      'only the first attempt counts',
      'an excluded event takes only its attempt',
    ]);
    expect(cells[1]!.lost).toEqual({
      n: 9,
      pointer: { preset: 'mixpanel', step: 1, differs: 'lost' },
      who: {
        heading: '9 people lost at “Pay”',
        note: 'got there by the rules of this question, not by those of Mixpanel',
      },
    });
    expect(cells[1]!.reached).toMatchObject({ n: 33, pointer: { preset: 'mixpanel', step: 1 } });
    expect(causes.map(({ name, cells: [view, pay] }) => [name, view!.gained?.n, pay!.gained?.n, pay!.lost?.n])).toEqual(
      [
        ['Only the first attempt counts', undefined, undefined, 6],
        ['An excluded event takes only its attempt', 3, 2, undefined],
        [
          'Only the first attempt counts and an excluded event takes only its attempt, only together',
          undefined,
          undefined,
          3,
        ],
      ],
    );
    expect(causes[2]!.cells[1]!.lost!.pointer).toEqual({
      preset: 'mixpanel',
      step: 1,
      differs: 'lost',
      cause: 'several',
      rules: ['reentry', 'exclusion'],
    });
  });

  test('every cause has a name of its own', () => {
    const now = resolve(underPreset(ask(three), 'mixpanel'));
    const whys: Pick<LabCauseCount, 'cause' | 'rules'>[] = [
      { cause: 'reentry', rules: ['reentry'] },
      { cause: 'either', rules: ['reentry', 'ties'] },
      { cause: 'several', rules: ['reentry', 'ties'] },
      { cause: 'several', rules: ['reentry'] },
      { cause: 'several', rules: [] },
    ];
    expect(whys.map((why) => causeName(why, now))).toEqual([
      'Only the first attempt counts',
      'Only the first attempt counts, or events within 2 seconds are tied: each is enough',
      'Only the first attempt counts and events within 2 seconds are tied, only together',
      'Only the first attempt counts, together with one of the other rules',
      'Several rules, none of which is needed',
    ]);
    expect(causeClause(whys[1]!, now)).toBe(
      'because only the first attempt counts, or because events within 2 seconds are tied: each is enough',
    );
  });

  test('a single rule is the cause of all', () => {
    expect(drawn.rows[2]!.causes).toEqual([]);
  });

  test('what is the same in all', () => {
    expect(drawn.kept).toBe('The same in all: steps, order, exclusions, range and the window of 3 days.');
    const own = answer([mixpanel], { lab: { window: 'own', presets: [mixpanel[0]] } });
    expect(drawLab(ask({ presets: ['mixpanel'], window: 'own' }), own)!.kept).toBe(
      'The same in all: steps, order, exclusions and range.',
    );
  });

  test('none that differs', () => {
    const alike = drawLab(
      ask({ presets: ['sojourn', 'ga4'] }),
      answer([sojourn, [{ ...sojourn[0], preset: 'ga4' }, [100, 40]]]),
    )!;
    expect([alike.largest, alike.most, text(alike.says(null))]).toEqual([
      null,
      1,
      'All 2 sets of rules count as this question does, at every step.',
    ]);
  });

  test('of attempts people differ, who get there more or less often', () => {
    const { rows, called } = drawLab(ask(three), answer([reuse], { counts: { one: 'attempt', many: 'attempts' } }))!;
    expect(called).toBe('people');
    expect(rows[0]!.cells[1]!.gained!.who).toEqual({
      heading: '1 person gained at “Pay”',
      note: 'got there more often by the rules of ClickHouse than by those of this question',
    });
  });

  test('as a figure to be saved, of the last steps where not all have room', () => {
    const measure = (said: string, sizePx: number) => said.length * sizePx * 0.5;
    const texts = (width: number) =>
      [...labFigure(drawn, width, measure).body.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, said]) => said!);
    expect(texts(800)).toEqual(
      expect.arrayContaining(['View', 'Pay', 'Mixpanel', '103', '33', '32.0%', '−9', '+2', '+3']),
    );
    expect(
      texts(800)
        .join(' ')
        .replaceAll(/<[^>]+>/g, ''),
    ).toContain('Mixpanel counts 7 people fewer at “Pay”');
    expect(texts(240)).not.toContain('View');
    expect(texts(240).join(' ')).toContain('The first 1 step is not drawn.');
  });

  test('as rows for export', () => {
    const rows = labRows(drawn);
    expect(rows[0]).toEqual(['Rules of', 'Cause', 'Step', 'Reached', 'people gained', 'people lost']);
    expect(rows.filter(([of, , step]) => of === 'Mixpanel' && step === 'Pay').map((row) => row.slice(3))).toEqual([
      [33, 2, 9],
      [null, 0, 6],
      [null, 2, 0],
      [null, 0, 3],
    ]);
  });
});
