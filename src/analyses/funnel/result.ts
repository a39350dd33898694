import type { EventLogFacts } from '#log/overview.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { PlanContext } from '../kind.ts';
import { BY_TIES, OPEN, secondsBetween, secondsOf, type FunnelPartial } from './kernel-tally.ts';
import { quantiles } from './kernel-quantiles.ts';
import { timeToConvert, type TimeToConvert } from './result-times.ts';
import { peopleOfTrend, trendPoints, type FunnelTrendPoint } from './result-trend.ts';
import type { FunnelSpec } from './spec.ts';
import { optionsOf, rulesInForce } from './switches.ts';

export interface FunnelStep {
  name: string;
  count: number;
  /** 0..1; 0 over nothing. The first step's rates are 1. */
  rateFromFirst: number;
  rateFromPrevious: number;
  /** Reached the step before and not this one; 0 for the first. */
  dropped: number;
  /** From the step before, of those who reached this one. 0 for the first step and where nobody did. */
  averageSeconds: number;
  medianSeconds: number;
  p90Seconds: number;
}

export interface FunnelResult extends ResultBase {
  kind: 'funnel';
  steps: FunnelStep[];
  timeToConvert?: TimeToConvert;
  trend?: FunnelTrendPoint[];
  /** Units whose depth differs between ties together and apart. */
  decidedByTies: number;
  /** Units that have not converted and still have time. */
  open: number;
}

export function finish(
  partial: FunnelPartial,
  spec: FunnelSpec,
  context: PlanContext,
  facts: EventLogFacts,
): Omit<FunnelResult, 'kind' | 'elapsedMs' | 'warnings'> {
  const count = reached(partial.depth, spec.steps.length);
  const first = count[0]!;
  const names = columnNames(spec);
  const seconds = secondsOf(partial);
  const steps = count.map((here, k): FunnelStep => {
    const before = k === 0 ? here : count[k - 1]!;
    const { average, median, p90 } = quantiles(seconds[k]!);
    return {
      name: names[k]!,
      count: here,
      rateFromFirst: k === 0 ? 1 : rate(here, first),
      rateFromPrevious: k === 0 ? 1 : rate(here, before),
      dropped: before - here,
      averageSeconds: average,
      medianSeconds: median,
      p90Seconds: p90,
    };
  });
  const times = spec.timeToConvert;
  return {
    units: partial.units,
    rules: rulesInForce(spec),
    steps,
    ...(times && { timeToConvert: timeToConvert(secondsBetween(partial, times.from, times.to), times.bins) }),
    ...(partial.trend && {
      trend: trendPoints(partial.trend, optionsOf(spec, context), context.span, facts, null),
    }),
    decidedByTies: partial.decidedByTies,
    open: partial.open,
    ...(first === 0 && { empty: whyEmpty(partial.units, spec) }),
  };
}

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** In any order a column is a number of steps, not one of them. */
const columnNames = (spec: FunnelSpec): string[] =>
  spec.order === 'any'
    ? spec.steps.map((_, k) => `${k + 1} step${k === 0 ? '' : 's'}`)
    : spec.steps.map(eventMatchText);

function reached(depth: Uint8Array, steps: number): number[] {
  const exactly = new Array<number>(steps + 1).fill(0);
  for (let p = 0; p < depth.length; p++) exactly[depth[p]!] = exactly[depth[p]!]! + 1;
  let deeper = 0;
  const count: number[] = [];
  for (let d = steps; d > 0; d--) count[d - 1] = deeper += exactly[d]!;
  return count;
}

function whyEmpty(units: number, spec: FunnelSpec): { reason: string; hint: string } {
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  const entry = spec.order === 'any' ? 'any of the steps' : `“${eventMatchText(spec.steps[0]!)}”`;
  return { reason: `Nobody did ${entry} in this range.`, hint: 'Choose another first step or a wider range.' };
}

/**
 * With `start` it is about that bucket of the trend: `step` is its first or last step, `dropped` who entered only.
 * `{ step }`: reached it (0 = the first). `{ step, dropped: true }`: reached the one before and not this one.
 * `{ open: true }`: has not converted and still has time. `{ decidedByTies: true }`: as the name says.
 */
export function people(partial: FunnelPartial, pointer: Fields, spec: FunnelSpec): Uint32Array | null {
  const before = pointer.problems.length;
  const step = pointer.integer('step', 0, spec.steps.length - 1);
  const dropped = pointer.boolean('dropped') ?? false;
  const open = pointer.boolean('open') ?? false;
  const byTies = pointer.boolean('decidedByTies') ?? false;
  const start = pointer.string('start');
  const { depth, flags, firstPerson } = partial;
  if (pointer.problems.length > before) return null;
  if (open || byTies) return chosen(flags.length, firstPerson, (p) => (flags[p]! & (open ? OPEN : BY_TIES)) !== 0);
  if (step === undefined) {
    pointer.refuse('step', 'funnel/pointer', 'Which step?', 'Give its number, 0 for the first.');
    return null;
  }
  if (start !== undefined) return peopleAt(partial, pointer, { step, dropped, start });
  if (dropped) return chosen(depth.length, firstPerson, (p) => step > 0 && depth[p] === step);
  return chosen(depth.length, firstPerson, (p) => depth[p]! > step);
}

function peopleAt(
  { trend: entries }: FunnelPartial,
  pointer: Fields,
  at: { step: number; dropped: boolean; start: string },
): Uint32Array | null {
  if (!entries) {
    pointer.refuse('start', 'funnel/pointer', 'This funnel has no trend.', 'Leave it out, or ask for a trend.');
    return null;
  }
  const { from, to } = entries.of;
  if (at.step !== from && at.step !== to) {
    pointer.refuse('step', 'funnel/pointer', `The trend is about step ${from} and step ${to}.`, 'Give one of these.');
    return null;
  }
  return peopleOfTrend(entries, at.start, null, (converted) =>
    at.dropped ? at.step === to && !converted : at.step === from || converted,
  );
}

function chosen(people: number, firstPerson: number, is: (p: number) => boolean): Uint32Array {
  let n = 0;
  for (let p = 0; p < people; p++) if (is(p)) n++;
  const out = new Uint32Array(n);
  for (let p = 0, at = 0; p < people; p++) if (is(p)) out[at++] = firstPerson + p;
  return out;
}
