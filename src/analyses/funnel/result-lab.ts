import type { RuleInForce } from '#vocabulary/result.ts';
import type { Differences, LabPartial } from './kernel-lab.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import type { FunnelStep } from './result-steps.ts';
import { rulesInForce } from './rules.ts';
import { presetsAsked, underPreset, type ComparePresets, type LabPreset, type LabWindow } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { LAB_RULES, type LabRule } from './switches-lab.ts';

/**
 * Why somebody differs: one rule that alone makes the difference; `either`: each of several alone does; `several`: none
 * alone does, but these together. Every difference has one cause.
 */
export type LabCause = LabRule | 'either' | 'several';
export const LAB_CAUSES: readonly LabCause[] = [...LAB_RULES, 'either', 'several'];

export const LAB_DIFFERS = ['gained', 'lost'] as const;
export type LabDiffers = (typeof LAB_DIFFERS)[number];

/** How the same funnel counts by each preset, and why that differs from the question. */
export interface FunnelLab {
  window: LabWindow;
  /** In the order asked for, as in `compare`. */
  presets: LabOfPreset[];
}

export interface LabOfPreset {
  preset: LabPreset;
  /** The rules in which it differs from the question, of those that have a say in it. */
  differs: LabRule[];
  steps: LabStep[];
}

export interface LabStep {
  /** What is counted, less what the question counts. */
  difference: number;
  /** People who get here by the preset alone, or more often; where people are counted the difference is gained − lost. */
  gained: number;
  /** People who get here by the question alone, or more often. */
  lost: number;
  /** Largest first; those that are gained add up to `gained`, those that are lost to `lost`. */
  causes: LabCauseCount[];
}

export interface LabCauseCount {
  differs: LabDiffers;
  cause: LabCause;
  /** The one rule, those that each are enough, or those that are needed together. */
  rules: LabRule[];
  /** People. */
  count: number;
}

/** The funnel by one preset. */
export interface FunnelByPreset {
  preset: LabPreset;
  rules: RuleInForce[];
  steps: FunnelStep[];
}

/** Both parts of the answer. `ours` are the question's own steps, `table` gives those of a partial. */
export function finishLab(
  { of, funnels }: LabPartial,
  asked: ComparePresets,
  spec: FunnelSpec,
  ours: FunnelStep[],
  table: (of: FunnelPartial) => FunnelStep[],
): { compare: FunnelByPreset[]; lab: FunnelLab } {
  const presets = presetsAsked(asked);
  const tables = funnels.map(({ partial }) => table(partial));
  return {
    compare: presets.map((preset, i) => ({
      preset,
      rules: rulesInForce(underPreset(spec, preset, asked.window)),
      steps: tables[of[i]!] ?? ours,
    })),
    lab: {
      window: asked.window ?? 'same',
      presets: presets.map((preset, i): LabOfPreset => {
        const steps = tables[of[i]!];
        const causes = causesByStep(funnels[of[i]!]?.differences, ours.length);
        return {
          preset,
          differs: funnels[of[i]!]?.rules ?? [],
          steps: ours.map(({ count }, step) => ({
            difference: steps ? steps[step]!.count - count : 0,
            gained: sum(causes[step]!, 'gained'),
            lost: sum(causes[step]!, 'lost'),
            causes: causes[step]!,
          })),
        };
      }),
    },
  };
}

const sum = (causes: readonly LabCauseCount[], which: LabDiffers): number =>
  causes.reduce((all, { differs, count }) => (differs === which ? all + count : all), 0);

function causesByStep(differences: Differences | undefined, steps: number): LabCauseCount[][] {
  const byStep = Array.from({ length: steps }, () => new Map<string, LabCauseCount>());
  differences?.step.forEach((step, row) => {
    const one = causeOf(differences, row);
    const key = `${one.differs} ${one.cause} ${one.rules.join()}`;
    const known = byStep[step]!.get(key);
    if (known) known.count++;
    else byStep[step]!.set(key, { ...one, count: 1 });
  });
  return byStep.map((found) =>
    [...found.entries()]
      .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
      .map(([, one]) => one),
  );
}

export function causeOf({ gained, rules, together }: Differences, row: number): Omit<LabCauseCount, 'count'> {
  const some = LAB_RULES.filter((_, n) => (rules[row]! >> n) % 2 === 1);
  return {
    differs: gained[row] === 1 ? 'gained' : 'lost',
    cause: together[row] === 1 ? 'several' : some.length > 1 ? 'either' : some[0]!,
    rules: some,
  };
}
