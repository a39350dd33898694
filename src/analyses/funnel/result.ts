import type { EventLogFacts } from '#log/overview.ts';
import { logRank } from '#statistics/log-rank.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase, RuleInForce } from '#vocabulary/result.ts';
import type { PlanContext } from '../kind.ts';
import { requiredBefore } from './kernel-required.ts';
import { secondsBetween, type Ways } from './kernel-rows.ts';
import { BY_TIES, OPEN, type FunnelPartial } from './kernel-tally.ts';
import { breakdownOf, groupAsked, type FunnelGroup } from './result-breakdown.ts';
import { finishLab, type FunnelLab } from './result-lab.ts';
import { peopleByPreset } from './result-lab-people.ts';
import { chosen } from './result-chosen.ts';
import { asksTimed, peopleTimed, peopleWithinWindow } from './result-people-timed.ts';
import { reachedByAll } from './result-counted.ts';
import { reachedOf, stepsOf, type FunnelStep, type Reached } from './result-steps.ts';
import { peopleByTies, withTies } from './result-ties.ts';
import { timeToConvert, type TimeToConvert } from './result-times.ts';
import { peopleReached } from './result-people-reached.ts';
import { peopleOfTrend, trendPoints, type FunnelTrendPoint } from './result-trend.ts';
import {
  followedFrom,
  overlap,
  riskTimes,
  survivalOf,
  type Follow,
  type PaceTests,
  type Survival,
} from './result-survival.ts';
import { sharesOfRows, significanceOf, type GroupShares, type Significance } from './result-significance.ts';
import { whyResult, type WhyResult } from './result-why.ts';
import { peopleOfWhy } from './result-why-people.ts';
import { windowCurve, type WindowCurve } from './result-window.ts';
import { rulesInForce } from './rules.ts';
import { labAsked, type LabPreset } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { optionsOf } from './switches.ts';

export type { FunnelStep };

export interface FunnelCompared {
  /** Where presets are compared: which one, and its rules in force. */
  preset?: LabPreset;
  rules?: RuleInForce[];
  steps: FunnelStep[];
  survival?: Survival;
  windowCurve?: WindowCurve;
  trend?: FunnelTrendPoint[];
}

export interface FunnelResult extends ResultBase {
  kind: 'funnel';
  steps: FunnelStep[];
  timeToConvert?: TimeToConvert;
  windowCurve?: WindowCurve;
  why?: WhyResult;
  /** Whether what is compared converts differently; where people are counted. */
  significance?: Significance;
  trend?: FunnelTrendPoint[];
  /** Largest first step first. */
  breakdown?: FunnelGroup[];
  /** Of the range before, of each segment, or by each preset. */
  compare?: FunnelCompared[];
  /** How what each preset counts differs, and why. */
  lab?: FunnelLab;
  /** Units whose depth, or whose number of attempts of some depth, differs between ties together and apart. */
  decidedByTies: number;
  /** Units, or attempts, that have not converted and still have time. */
  open: number;
}

const ATTEMPTS = { one: 'attempt', many: 'attempts' };

const NO_RANGE_BEFORE = warning(
  'funnel/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

const SHARED = warning(
  'funnel/shared',
  'analysis.compare',
  'The segments share people, so whether they convert at the same pace is not tested.',
  'Compare segments of which nobody is in two.',
);

export function finish(
  partial: FunnelPartial,
  spec: FunnelSpec,
  context: PlanContext,
  facts: EventLogFacts,
  ofSegments: FunnelPartial[] = [],
): Omit<FunnelResult, 'kind' | 'elapsedMs' | 'warnings'> & { warnings?: Problem[] } {
  const names = columnNames(spec);
  const options = optionsOf(spec, context);
  const before = requiredBefore(options.steps, options.optional);
  const table = (reached: Reached): FunnelStep[] => stepsOf(reached, names, before);
  const reached = (ways: Ways): Reached => reachedOf(ways, before);
  const whole = (of: FunnelPartial): FunnelStep[] =>
    withTies(table(of.counted ? reachedByAll(of.counted) : reached(of)), of.ties);
  const steps = whole(partial);
  const presets = labAsked(spec);
  const times = spec.timeToConvert;
  const { groups, previous } = partial;
  const curve = ({ windows }: FunnelPartial, [first]: FunnelStep[]) =>
    windows && {
      windowCurve: windowCurve(windows, first!.count, spec.windowCurve?.points, options.windowMs, facts),
    };
  const following: Follow['of'] | null = times?.survival
    ? (ways, endMs, keep) => followedFrom(ways, times, options, endMs, keep)
    : null;
  const followed = following && following(partial, partial.endMs, null);
  const follow: Follow | null = followed && { of: following, times: riskTimes(followed, times?.scale === 'log') };
  const compared = (of: FunnelPartial, span: Span): FunnelCompared => {
    const theirs = whole(of);
    return {
      steps: theirs,
      ...curve(of, theirs),
      ...(follow && { survival: survivalOf(follow.of(of, of.endMs, null), follow.times) }),
      ...(of.trend && { trend: trendPoints(of.trend, options, span, facts, null) }),
    };
  };
  const breakdown =
    groups &&
    spec.breakdown &&
    breakdownOf({ ...partial, groups }, reached, table, spec.breakdown, options, context.span, facts, follow);
  const shared = follow !== null && overlap(ofSegments);
  const paceTests = (of: Follow): PaceTests => {
    // attempts of one person are alike
    if (options.count === 'attempts') return {};
    const segments = shared ? null : logRank(ofSegments.map((each) => of.of(each, each.endMs, null)));
    const byGroup = breakdown && !groups.rows ? logRank(breakdown.followed) : null;
    return { ...(segments && { segments }), ...(byGroup && { breakdown: byGroup }) };
  };
  const significance =
    options.count === 'units'
      ? significanceOf(spec, {
          partial,
          previous,
          segments: ofSegments,
          groups: breakdown && !groups.rows ? (of) => groupShares(partial, steps, breakdown, of) : null,
        })
      : null;
  const warnings = [
    ...(spec.compare && 'previous' in spec.compare && !previous ? [NO_RANGE_BEFORE] : []),
    ...(shared ? [SHARED] : []),
  ];
  return {
    units: partial.units,
    ...(options.count === 'attempts' && { counts: ATTEMPTS }),
    rules: rulesInForce(spec),
    steps,
    ...(times && {
      timeToConvert: {
        ...timeToConvert(secondsBetween(partial, times.from, times.to), times),
        ...(follow && { survival: survivalOf(followed!, follow.times), logRank: paceTests(follow) }),
      },
    }),
    ...curve(partial, steps),
    ...(partial.why && spec.why && { why: whyResult(partial.why, spec.why, spec) }),
    ...(significance && { significance }),
    ...(partial.trend && {
      trend: trendPoints(partial.trend, options, context.span, facts, null),
    }),
    ...(breakdown && { breakdown: breakdown.listed }),
    ...(previous && options.previous && { compare: [compared(previous, options.previous)] }),
    ...(partial.lab && presets && finishLab(partial.lab, presets, spec, steps, (of) => table(reached(of)))),
    ...(ofSegments.length > 0 && { compare: ofSegments.map((of) => compared(of, context.span)) }),
    ...(warnings.length > 0 && { warnings }),
    decidedByTies: partial.decidedByTies,
    open: partial.open,
    ...(steps[0]!.count === 0 && { empty: whyEmpty(partial.units, spec) }),
  };
}

function groupShares(
  partial: FunnelPartial,
  all: FunnelStep[],
  { listed, slots }: { listed: FunnelGroup[]; slots: Int32Array },
  { from, to }: { from: number; to: number },
): GroupShares {
  if (!partial.counted) return sharesOfRows(partial, { from, to }, slots, listed.length);
  const share = (of: FunnelStep[]) => ({ people: of[from]!.count, having: of[to]!.count });
  return { all: share(all), each: listed.map(({ steps }) => share(steps)) };
}

/** In any order a column is a number of steps, not one of them. */
const columnNames = (spec: FunnelSpec): string[] =>
  spec.order === 'any'
    ? spec.steps.map((_, k) => `${k + 1} step${k === 0 ? '' : 's'}`)
    : spec.steps.map(eventMatchText);

function whyEmpty(units: number, spec: FunnelSpec): { reason: string; hint: string } {
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  const entry = spec.order === 'any' ? 'any of the steps' : `“${eventMatchText(spec.steps[0]!)}”`;
  return { reason: `Nobody did ${entry} in this range.`, hint: 'Choose another first step or a wider range.' };
}

/**
 * With `start` it is about that bucket of the trend: `step` is its first or last step, `dropped` who entered only.
 * `{ step }`: reached it (0 = the first). `{ step, dropped: true }`: reached the last required one before and not this
 * one. Where attempts are counted: who made such an attempt.
 * With `previous: true` it is about the same number of the range before.
 * With `preset` it is about that preset's numbers, with `differs` about who is gained or lost by it.
 * With `why` it is about a trait that goes with getting on, or what was done instead.
 * `{ open: true }`: has not converted and still has time. `{ decidedByTies: true }`: as the name says; with `step`:
 * reaches it with ties together and not apart, or the other way round. Of times see `peopleTimed`, of windows
 * `peopleWithinWindow`.
 */
export function people(partial: FunnelPartial, pointer: Fields, spec: FunnelSpec): Uint32Array | null {
  if (pointer.has('preset')) return peopleByPreset(partial, pointer, spec);
  if (pointer.has('why')) return peopleOfWhy(partial.why, pointer, spec);
  if (!pointer.boolean('previous')) return peopleOfRange(partial, pointer, spec);
  if (partial.previous) return peopleOfRange(partial.previous, pointer, spec);
  pointer.refuse('previous', 'funnel/pointer', 'There is no range before.', 'Leave it out, or compare with it.');
  return null;
}

function peopleOfRange(partial: FunnelPartial, pointer: Fields, spec: FunnelSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const step = pointer.integer('step', 0, spec.steps.length - 1);
  const dropped = pointer.boolean('dropped') ?? false;
  const open = pointer.boolean('open') ?? false;
  const byTies = pointer.boolean('decidedByTies') ?? false;
  const start = pointer.string('start');
  const value = pointer.raw('value');
  const { flags, firstPerson } = partial;
  if (pointer.problems.length > troubles) return null;
  if (value !== undefined && (open || byTies || pointer.raw('windowWithin') !== undefined)) {
    pointer.refuse('value', 'funnel/pointer', 'This number is about all groups together.', 'Leave it out.');
    return null;
  }
  if (byTies && step !== undefined) return peopleByTies(partial.ties, step);
  if (open || byTies) return chosen(flags.length, firstPerson, (p) => (flags[p]! & (open ? OPEN : BY_TIES)) !== 0);
  if (pointer.has('windowWithin')) return peopleWithinWindow(partial, pointer, spec, step);
  const timed = asksTimed(pointer);
  if (step === undefined && !timed) {
    pointer.refuse('step', 'funnel/pointer', 'Which step?', 'Give its number, 0 for the first.');
    return null;
  }
  let group: ((group: number) => boolean) | null = null;
  if (value !== undefined) {
    if (!partial.groups || !spec.breakdown) {
      pointer.refuse('value', 'funnel/pointer', 'This funnel has no breakdown.', 'Leave it out, or ask for one.');
      return null;
    }
    group = groupAsked({ ...partial, groups: partial.groups }, spec.breakdown, value);
    if (!group) return new Uint32Array();
  }
  const rows = group && partial.groups ? (partial.groups.rows ?? partial) : partial;
  const groups = group && partial.groups ? partial.groups.group : null;
  const keep = groups && ((row: number): boolean => group!(groups[row]!));
  if (step === undefined || timed) return peopleTimed(partial, pointer, spec, rows, keep);
  if (start !== undefined) return peopleAt(partial, pointer, { step, dropped, start, group });
  return peopleReached(rows, firstPerson, spec, { step, dropped }, keep);
}

function peopleAt(
  partial: FunnelPartial,
  pointer: Fields,
  at: { step: number; dropped: boolean; start: string; group: ((group: number) => boolean) | null },
): Uint32Array | null {
  const entries = at.group && partial.groups?.rows ? partial.groups.trend : partial.trend;
  if (!entries) {
    pointer.refuse('start', 'funnel/pointer', 'This funnel has no trend.', 'Leave it out, or ask for a trend.');
    return null;
  }
  const { from, to } = entries.of;
  if (at.step !== from && at.step !== to) {
    pointer.refuse('step', 'funnel/pointer', `The trend is about step ${from} and step ${to}.`, 'Give one of these.');
    return null;
  }
  return peopleOfTrend(entries, at.start, at.group, (converted) =>
    at.dropped ? at.step === to && !converted : at.step === from || converted,
  );
}
