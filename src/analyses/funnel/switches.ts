import { durationMs, durationText, type Duration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, isOfPerson } from '../breakdown.ts';
import type { ColumnAsked, PlanContext } from '../kind.ts';
import type { Anchor, Attempt, Counting, Excluded, FunnelSpec, FunnelTrend, Order, Preset, Ties } from './spec.ts';
import { rangeBefore } from '../range-before.ts';
import type { FunnelBreakdown } from './spec-also.ts';
import { refuseBetween } from './spec-exclude.ts';
import { refuseSignificance } from './spec-significance.ts';
import { refuseWhy, whyOptions, whyProperties } from './spec-why.ts';
import type { WhyOptions } from './kernel-why.ts';
import { refuseWindowCurve, windowSteps } from './spec-window.ts';
import type { LabOptions } from './switches-lab.ts';

export interface Switch<T> {
  value: T;
  from: RuleInForce['from'];
}

/** Every switch with the value in force. */
export interface Switches {
  order: Switch<Order>;
  window: Switch<Duration | null>;
  windowFrom: Switch<Anchor>;
  windowEvents: Switch<number | null>;
  attempt: Switch<Attempt>;
  ties: Switch<Ties>;
  grace: Switch<Duration | null>;
  reuse: Switch<boolean>;
  lateSteps: Switch<boolean>;
  excluded: Switch<Excluded>;
  count: Switch<Counting>;
}

type PresetRow = Pick<
  Required<FunnelSpec>,
  'order' | 'window' | 'windowFrom' | 'ties' | 'attempt' | 'lateSteps' | 'excluded'
> & {
  reuse: boolean;
  grace?: Duration;
};

const days = (n: number): Duration => ({ n, unit: 'day' });
const seconds = (n: number): Duration => ({ n, unit: 'second' });

const OURS: PresetRow = {
  order: 'ordered',
  window: days(14),
  windowFrom: 'entry',
  ties: 'together',
  attempt: 'furthest',
  lateSteps: true,
  excluded: 'unit',
  reuse: false,
};

const TABLE: Record<Preset, PresetRow> = {
  posthog: { ...OURS, lateSteps: false },
  mixpanel: { ...OURS, window: days(7), grace: seconds(2), attempt: 'first', excluded: 'attempt' },
  amplitude: { ...OURS, window: days(1), grace: seconds(1), excluded: 'attempt' },
  ga4: { ...OURS, window: null, lateSteps: false, excluded: 'attempt' },
  clickhouse: { ...OURS, reuse: true },
};

/**
 * Document before preset before default. Ties other than `together` drop the preset's grace, `apart` also its reuse;
 * in any order, and where attempts are counted, an excluded event never takes more than the attempt.
 */
export function resolve(spec: FunnelSpec): Switches {
  const row = spec.preset ? TABLE[spec.preset] : OURS;
  const unsaid: RuleInForce['from'] = spec.preset ? 'preset' : 'default';
  const choose = <T>(said: T | undefined, otherwise: T): Switch<T> =>
    said === undefined ? { value: otherwise, from: unsaid } : { value: said, from: 'document' };
  const ties = choose(spec.ties, row.ties);
  const grace = choose<Duration | null>(spec.grace, row.grace ?? null);
  const reuse = choose(spec.reuse, row.reuse);
  const order = choose(spec.order, row.order);
  const excluded = choose(spec.excluded, row.excluded);
  const count: Switch<Counting> =
    spec.count === undefined ? { value: 'units', from: 'default' } : { value: spec.count, from: 'document' };
  const ofAttempt = order.value === 'any' || count.value === 'attempts';
  return {
    order,
    window: choose<Duration | null>(spec.window, row.window),
    windowFrom: choose(spec.windowFrom, row.windowFrom),
    windowEvents:
      spec.windowEvents === undefined
        ? { value: null, from: 'default' }
        : { value: spec.windowEvents, from: 'document' },
    attempt: choose(spec.attempt, row.attempt),
    ties,
    grace:
      ties.value !== 'together' && grace.value
        ? { value: null, from: 'document' }
        : grace.value === null
          ? { value: null, from: 'default' }
          : grace,
    reuse: ties.value === 'apart' && reuse.value ? { value: false, from: 'document' } : reuse,
    lateSteps: choose(spec.lateSteps, row.lateSteps),
    excluded: ofAttempt && excluded.value === 'unit' ? { value: 'attempt', from: 'document' } : excluded,
    count,
  };
}

/** Switches that cannot be in force together. */
export function refuseContradictions(spec: FunnelSpec, fields: Fields): void {
  const { order, ties, count } = resolve(spec);
  if (order.value === 'any') {
    if (spec.windowFrom === 'previous')
      fields.refuse(
        'windowFrom',
        'funnel/anyOrder',
        'Steps in any order have no previous step.',
        'Let the window run from the entry.',
      );
    if (spec.windowEvents !== undefined)
      fields.refuse(
        'windowEvents',
        'funnel/anyOrder',
        'Steps in any order have nothing between two steps.',
        'Leave it out, or ask for the steps in order.',
      );
  }
  spec.steps.forEach(({ optional }, k) => {
    if (!optional) return;
    const name = `steps[${k}].optional`;
    if (order.value === 'any')
      fields.refuse(
        name,
        'funnel/anyOrder',
        'Of steps in any order every one counts for itself, so none can be skipped.',
        'Leave it out, or ask for the steps in order.',
      );
    else if (k === 0 || k === spec.steps.length - 1)
      fields.refuse(
        name,
        'funnel/optional',
        `The ${k === 0 ? 'first' : 'last'} step cannot be optional.`,
        'Leave it out, or take the step out of the funnel.',
      );
  });
  spec.exclude?.forEach((exclusion, x) => {
    refuseBetween(fields, `exclude[${x}]`, exclusion, spec.steps.length);
    if (order.value === 'any' && (exclusion.from !== 0 || exclusion.to !== spec.steps.length - 1))
      fields.refuse(
        `exclude[${x}]`,
        'funnel/anyOrder',
        'Steps in any order have no two between which an event could lie.',
        'Exclude over the whole funnel, from 0 to its last step.',
      );
  });
  const at = spec.breakdown && 'property' in spec.breakdown ? spec.breakdown.at : undefined;
  if (typeof at === 'object') {
    if (at.step >= spec.steps.length)
      fields.refuse(
        'breakdown.at.step',
        'funnel/breakdown',
        `There is no step ${at.step}: the last one is ${spec.steps.length - 1}.`,
        'Steps count from 0.',
      );
    if (order.value === 'any')
      fields.refuse(
        'breakdown.at',
        'funnel/anyOrder',
        'Steps in any order have no event that is the one of a step.',
        'Take the first or last value, or any.',
      );
  }
  if (spec.timeToConvert) refuseBetween(fields, 'timeToConvert', spec.timeToConvert, spec.steps.length);
  refuseWindowCurve(spec, fields, count.value === 'attempts');
  refuseSignificance(spec, fields);
  refuseWhy(spec, fields, { any: order.value === 'any', attempts: count.value === 'attempts' });
  if (spec.trend) refuseBetween(fields, 'trend', trendSteps(spec, spec.trend), spec.steps.length);
  if (spec.grace && ties.value !== 'together')
    fields.refuse('grace', 'funnel/grace', 'Grace needs ties together.', 'Leave it out, or put ties together.');
  if (spec.reuse && ties.value === 'apart')
    fields.refuse(
      'reuse',
      'funnel/reuse',
      'With ties apart every step needs its own instant, so no event can fill two.',
      'Leave it out, or put ties together.',
    );
}

/** The two steps a trend is about, as far as the document leaves them unsaid the first and the last. */
export const trendSteps = ({ steps }: FunnelSpec, { from, to }: FunnelTrend): { from: number; to: number } => ({
  from: from ?? 0,
  to: to ?? steps.length - 1,
});

/** The window as a question says it: `14 days`, or null where there is no limit. */
export const windowText = (spec: FunnelSpec): string | null => {
  const { value } = resolve(spec).window;
  return value && durationText(value);
};

/** What the kernel runs with: numbers and words, no document. */
export interface FunnelOptions {
  steps: number;
  /** Steps that may be skipped, ascending. */
  optional: number[];
  order: Order;
  /** Infinity = no limit. */
  windowMs: number;
  windowFrom: Anchor;
  /** Infinity = no limit. */
  windowEvents: number;
  /** `soonest`: of those that get furthest the one that does so first; why asks for it. */
  attempt: Attempt | 'soonest';
  ties: Ties;
  graceMs: number;
  reuse: boolean;
  lateSteps: boolean;
  /** Their events are the matches after those of the steps, in this order. */
  exclusions: { from: number; to: number }[];
  excluded: Excluded;
  /** How many of the plan's columns, before those of `whyColumns`, hold what every step of an attempt must share. */
  hold: number;
  count: Counting;
  trend: TrendOptions | null;
  /** The shortest windows to these two steps are wanted, too. */
  windowCurve: { from: number; to: number } | null;
  /** What goes with getting from one of two steps to the other is wanted, too. */
  why: WhyOptions | null;
  /** How many of the plan's columns, its last, may tell why, whether or not that is asked of the people at hand. */
  whyColumns: number;
  /** Its properties are the plan's first columns. A number is a step. */
  breakdown: { at: 'first' | 'last' | 'any' | number } | null;
  /** The range before, of which the same is asked. */
  previous: Span | null;
  /** The rules by which the same is asked. */
  lab?: LabOptions;
  /** Whether the result needs everybody's way, not only how many got how far. */
  ways?: true;
}

export interface TrendOptions {
  buckets: BucketRule;
  from: number;
  to: number;
}

/** A person's own value is the same at every event, so it does not matter of which. */
const atOf = (breakdown: FunnelBreakdown): 'first' | 'last' | 'any' | number => {
  if ('segment' in breakdown || isOfPerson(breakdown)) return 'first';
  const { at = 'first' } = breakdown;
  return typeof at === 'object' ? at.step : at;
};

/** Steps that may be skipped, counted from 0. */
export const optionalSteps = ({ steps }: FunnelSpec): number[] =>
  steps.flatMap(({ optional }, k) => (optional ? [k] : []));

export function optionsOf(spec: FunnelSpec, { timezone, weekStart, span }: PlanContext): FunnelOptions {
  const s = resolve(spec);
  return {
    steps: spec.steps.length,
    optional: optionalSteps(spec),
    order: s.order.value,
    windowMs: s.window.value ? durationMs(s.window.value) : Infinity,
    windowFrom: s.windowFrom.value,
    windowEvents: s.windowEvents.value ?? Infinity,
    attempt: s.attempt.value,
    ties: s.ties.value,
    graceMs: s.grace.value ? durationMs(s.grace.value) : 0,
    reuse: s.reuse.value,
    lateSteps: s.lateSteps.value,
    exclusions: (spec.exclude ?? []).map(({ from, to }) => ({ from, to })),
    excluded: s.excluded.value,
    hold: spec.hold?.length ?? 0,
    count: s.count.value,
    trend: spec.trend
      ? { buckets: { zone: timezone, interval: spec.trend.interval, weekStart }, ...trendSteps(spec, spec.trend) }
      : null,
    windowCurve: spec.windowCurve ? windowSteps(spec, spec.windowCurve) : null,
    why: spec.why ? whyOptions(spec.why) : null,
    whyColumns: whyProperties(spec.why).length,
    breakdown: spec.breakdown ? { at: atOf(spec.breakdown) } : null,
    previous: spec.compare && 'previous' in spec.compare ? rangeBefore(span, timezone) : null,
  };
}

/** Whether its result asks for times beside those of the steps, or lays people side by side. */
export const needsWays = ({ timeToConvert, compare, why }: FunnelSpec): boolean =>
  (timeToConvert ?? compare ?? why) !== undefined;

/** Those of the breakdown, then those that are held, then those that may tell why. */
export const columnsOf = ({ breakdown, hold, why }: FunnelSpec): ColumnAsked[] => [
  ...breakdownColumns(breakdown),
  ...[...(hold ?? []), ...whyProperties(why)].map((property) => ({ property, of: 'event' as const })),
];
