import type { Span } from '#vocabulary/calendar.ts';
import type { PlanContext } from '../kind.ts';
import { labAsked, presetsAsked, underPreset } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { optionsOf, type FunnelOptions } from './switches.ts';

/** A rule in which presets differ, by what it decides. */
export const LAB_RULES = ['window', 'ties', 'reentry', 'exclusion', 'rangeEnd', 'reuse'] as const;
export type LabRule = (typeof LAB_RULES)[number];

/** The switches that a rule sets. */
const SWITCHES = {
  window: ['windowMs', 'windowFrom'],
  ties: ['ties', 'graceMs'],
  reentry: ['attempt'],
  exclusion: ['excluded'],
  rangeEnd: ['lateSteps'],
  reuse: ['reuse'],
} as const satisfies Record<LabRule, readonly (keyof FunnelOptions)[]>;

export type RuleSwitches = Pick<FunnelOptions, (typeof SWITCHES)[LabRule][number]>;

/** Rules unlike the question's. */
export interface LabVariant {
  /** Which of them differ. */
  rules: LabRule[];
  /** All of them. */
  switches: RuleSwitches;
}

/** What the kernel runs besides the question itself. */
export interface LabOptions {
  /** No two are the same. */
  variants: LabVariant[];
  /** Of each preset asked for the variant that it counts by, -1 = as the question does. */
  of: number[];
}

/** `from` with some rules as they are in `to`. */
export function withRules(from: RuleSwitches, to: RuleSwitches, rules: readonly LabRule[]): RuleSwitches {
  const names = rules.flatMap((rule): readonly (keyof RuleSwitches)[] => SWITCHES[rule]);
  return { ...switchesOf(from), ...Object.fromEntries(names.map((name) => [name, to[name]])) };
}

const switchesOf = (of: RuleSwitches): RuleSwitches => ({
  windowMs: of.windowMs,
  windowFrom: of.windowFrom,
  ties: of.ties,
  graceMs: of.graceMs,
  attempt: of.attempt,
  excluded: of.excluded,
  lateSteps: of.lateSteps,
  reuse: of.reuse,
});

export const switchesKey = (of: RuleSwitches): string => Object.values(switchesOf(of)).join();

/** The question's own rules; steps in any order have no ties, and none may keep an event from filling two. */
export const labBase = (options: FunnelOptions): FunnelOptions =>
  options.order === 'any' ? { ...options, ties: 'together' } : options;

/** Null where the question compares no presets. */
export function labOf(spec: FunnelSpec, context: PlanContext): LabOptions | null {
  const asked = labAsked(spec);
  if (!asked) return null;
  const base = labBase(optionsOf(spec, context));
  const variants: LabVariant[] = [];
  const of = presetsAsked(asked).map((preset) => {
    const theirs = optionsOf(underPreset(spec, preset, asked.window), context);
    const rules = LAB_RULES.filter((rule) => differs(rule, base, theirs) && hasSay(rule, base, context.span));
    if (rules.length === 0) return -1;
    const switches = withRules(base, theirs, rules);
    const known = variants.findIndex((variant) => switchesKey(variant.switches) === switchesKey(switches));
    return known < 0 ? variants.push({ rules, switches }) - 1 : known;
  });
  return { variants, of };
}

const differs = (rule: LabRule, one: RuleSwitches, other: RuleSwitches): boolean =>
  SWITCHES[rule].some((name) => one[name] !== other[name]);

/** Whether a rule can matter to this question at all. */
function hasSay(rule: LabRule, { order, count, exclusions }: FunnelOptions, { fromMs, toMs }: Span): boolean {
  if (rule === 'ties') return order !== 'any';
  if (rule === 'reentry') return count === 'units';
  if (rule === 'exclusion') return exclusions.length > 0;
  // with grace a step may also lie a little before the range
  return rule !== 'rangeEnd' || toMs !== Infinity || fromMs !== -Infinity;
}
