import { describe, expect, test } from 'vitest';
import { Fields } from '#vocabulary/fields.ts';
import { rulesInForce } from './rules.ts';
import { underPreset, type ComparePresets, type LabPreset } from './spec-lab.ts';
import { parseFunnel, type FunnelSpec } from './spec.ts';
import { labOf } from './switches-lab.ts';
import { optionsOf } from './switches.ts';

const DAY = 86_400_000;
const context = { timezone: 'UTC', weekStart: 0, span: { fromMs: 0, toMs: DAY } };

function read(document: object): { spec: FunnelSpec | null; codes: string[] } {
  const fields = Fields.of({ steps: [{ event: 'a' }, { event: 'b' }], ...document }, 'analysis', [])!;
  const spec = parseFunnel(fields, () => undefined);
  fields.done();
  return { spec, codes: fields.problems.map(({ code, at }) => `${code} ${at}`) };
}

const rulesOf = (document: object): Record<string, string[]> => {
  const { spec } = read(document);
  const { presets } = spec!.compare as { presets: LabPreset[] };
  const { variants, of } = labOf(spec!, context)!;
  return Object.fromEntries(presets.map((preset, i) => [preset, variants[of[i]!]?.rules ?? []]));
};

describe('asking for presets', () => {
  test.each<ComparePresets>([
    { presets: true },
    { presets: ['sojourn', 'ga4'], window: 'own' },
    { presets: ['mixpanel'], window: 'same' },
  ])('%o', (compare) => {
    expect(read({ compare })).toMatchObject({ spec: { compare }, codes: [] });
  });

  test.each([
    [{ presets: [] }, 'funnel/presets analysis.compare.presets'],
    [{ presets: ['ga4', 'ga4'] }, 'funnel/presets analysis.compare.presets'],
    [{ presets: ['ga4', 'heap'] }, 'funnel/presets analysis.compare.presets[1]'],
    [{ presets: false }, 'document/type analysis.compare.presets'],
    [{ presets: true, window: 'longest' }, 'document/choice analysis.compare.window'],
    [{ presets: true, previous: true }, 'document/unknownField analysis.compare.previous'],
  ])('%o is refused', (compare, code) => {
    expect(read({ compare }).codes).toEqual([code]);
  });

  test('is told among the rules', () => {
    const { spec } = read({ compare: { presets: ['posthog', 'ga4'], window: 'own' } });
    expect(rulesInForce(spec!).find(({ name }) => name === 'compare')).toEqual({
      name: 'compare',
      value: 'presets',
      from: 'document',
      text: 'beside the rules of PostHog, GA4, each within its own window',
    });
  });
});

describe('a question under a preset', () => {
  const asked = {
    preset: 'ga4',
    order: 'strict',
    window: { n: 3, unit: 'day' },
    windowFrom: 'previous',
    attempt: 'first',
    ties: 'apart',
    reuse: false,
    exclude: [{ event: 'x', from: 0, to: 1 }],
    excluded: 'unit',
    hold: ['h'],
    trend: { interval: 'day' },
    breakdown: { property: 'p' },
  };

  test('keeps what is asked and the window, and takes every other rule', () => {
    const { spec } = read(asked);
    const theirs = optionsOf(underPreset(spec!, 'mixpanel'), context);
    expect(theirs).toMatchObject({ order: 'strict', hold: 1, exclusions: [{ from: 0, to: 1 }] });
    expect(theirs).toMatchObject({ windowMs: 3 * DAY, windowFrom: 'previous', attempt: 'first', ties: 'together' });
    expect(theirs).toMatchObject({ graceMs: 2000, excluded: 'attempt', lateSteps: true, trend: null, breakdown: null });
  });

  test('has its own window where that is asked', () => {
    const { spec } = read(asked);
    const own = (preset: LabPreset) => optionsOf(underPreset(spec!, preset, 'own'), context);
    expect(own('mixpanel')).toMatchObject({ windowMs: 7 * DAY, windowFrom: 'entry' });
    expect(own('ga4').windowMs).toBe(Infinity);
    expect(own('sojourn').windowMs).toBe(14 * DAY);
  });
});

describe('rules that differ', () => {
  const presets = ['sojourn', 'posthog', 'mixpanel', 'amplitude', 'ga4', 'clickhouse'];

  test('are those that have a say', () => {
    expect(rulesOf({ compare: { presets } })).toEqual({
      sojourn: [],
      posthog: ['rangeEnd'],
      mixpanel: ['ties', 'reentry'],
      amplitude: ['ties'],
      ga4: ['rangeEnd'],
      clickhouse: ['reuse'],
    });
    expect(rulesOf({ compare: { presets, window: 'own' }, exclude: [{ event: 'x', from: 0, to: 1 }] })).toEqual({
      sojourn: [],
      posthog: ['rangeEnd'],
      mixpanel: ['window', 'ties', 'reentry', 'exclusion'],
      amplitude: ['window', 'ties', 'exclusion'],
      ga4: ['window', 'exclusion', 'rangeEnd'],
      clickhouse: ['reuse'],
    });
  });

  test('in any order, and of attempts', () => {
    const any = rulesOf({ compare: { presets }, order: 'any', count: 'attempts', ties: 'fileOrder' });
    expect(any).toMatchObject({ mixpanel: [], amplitude: [], clickhouse: ['reuse'] });
  });

  test('presets that count alike are counted once', () => {
    const { variants, of } = labOf(read({ compare: { presets: ['posthog', 'sojourn', 'ga4'] } }).spec!, context)!;
    expect(variants).toHaveLength(1);
    expect(of).toEqual([0, -1, 0]);
  });
});
