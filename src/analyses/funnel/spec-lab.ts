import type { Fields } from '#vocabulary/fields.ts';
import { problem } from '#vocabulary/problem.ts';
import { resolve } from './switches.ts';
import type { FunnelSpec, Preset } from './spec.ts';

/** The rules of a product, or this one's own where nothing is said. */
export type LabPreset = 'sojourn' | Preset;

export const LAB_WINDOWS = ['same', 'own'] as const;
/** Whether every preset has the window of the question, its length and where it runs from, or its own. */
export type LabWindow = (typeof LAB_WINDOWS)[number];

/** The same funnel by the rules of each preset. */
export interface ComparePresets {
  /** True = all of them. */
  presets: true | LabPreset[];
  /** Absent = the same. */
  window?: LabWindow;
}

const NAMES: Record<LabPreset, string> = {
  sojourn: 'Sojourn',
  posthog: 'PostHog',
  mixpanel: 'Mixpanel',
  amplitude: 'Amplitude',
  ga4: 'GA4',
  clickhouse: 'ClickHouse',
};

export const LAB_PRESETS = Object.keys(NAMES) as LabPreset[];

export const presetName = (preset: LabPreset): string => NAMES[preset];

const HINT = `Say true for all, or list some of ${LAB_PRESETS.join(', ')}, each once.`;

/** `asked` is the comparison, which has `presets`. */
export function readPresets(asked: Fields): ComparePresets | undefined {
  const all = asked.raw('presets') === true;
  const listed = all
    ? undefined
    : asked.list('presets', (value, path) =>
        LAB_PRESETS.includes(value as LabPreset) ? (value as LabPreset) : refuse(asked, path),
      );
  const window = asked.oneOf('window', LAB_WINDOWS);
  asked.done();
  if (listed && (listed.length === 0 || new Set(listed).size < listed.length))
    return refuse(asked, asked.at('presets'));
  return all || listed ? { presets: listed ?? true, ...(window && { window }) } : undefined;
}

function refuse({ problems }: Fields, path: string): undefined {
  problems.push(problem('funnel/presets', path, 'Compared are the rules of one preset or several.', HINT));
}

/** The comparison of presets that a question asks for, or null. */
export const labAsked = ({ compare }: FunnelSpec): ComparePresets | null =>
  compare && 'presets' in compare ? compare : null;

export const presetsAsked = ({ presets }: ComparePresets): readonly LabPreset[] =>
  presets === true ? LAB_PRESETS : presets;

export const presetsText = (asked: ComparePresets): string =>
  `beside the rules of ${presetsAsked(asked).map(presetName).join(', ')}, ${
    asked.window === 'own' ? 'each within its own window' : 'all within the window of this question'
  }`;

/**
 * The question as a preset would count it: what is asked stays, steps, order, exclusions, what is held, events between
 * and what is counted; the rules are the preset's, and with the same window all but the window.
 */
export function underPreset(spec: FunnelSpec, preset: LabPreset, window: LabWindow = 'same'): FunnelSpec {
  const { steps, order, windowEvents, exclude, hold, count } = spec;
  const now = resolve(spec);
  return {
    kind: 'funnel',
    steps,
    ...(order && { order }),
    ...(window === 'same' && { window: now.window.value, windowFrom: now.windowFrom.value }),
    ...(windowEvents !== undefined && { windowEvents }),
    ...(exclude && { exclude }),
    ...(hold && { hold }),
    ...(count && { count }),
    ...(preset !== 'sojourn' && { preset }),
  };
}
