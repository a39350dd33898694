import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import { readEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { Fields } from '#vocabulary/fields.ts';
import type { ReadSegment } from '../kind.ts';
import type { FunnelResult } from './result.ts';
import {
  readCompare,
  readFunnelBreakdown,
  readHold,
  readTimes,
  readTrend,
  type FunnelBreakdown,
  type FunnelCompare,
  type FunnelTimes,
  type FunnelTrend,
} from './spec-also.ts';
import { readExclusions, type Exclusion } from './spec-exclude.ts';
import { readSignificance, type FunnelSignificance } from './spec-significance.ts';
import { readWhy, type FunnelWhy } from './spec-why.ts';
import { readWindowCurve, type FunnelWindowCurve } from './spec-window.ts';
import { refuseContradictions } from './switches.ts';

declare module '../kinds.ts' {
  interface Kinds {
    funnel: { spec: FunnelSpec; result: FunnelResult };
  }
}

export const ORDERS = ['ordered', 'strict', 'any'] as const;
export const ANCHORS = ['entry', 'previous'] as const;
export const ATTEMPTS = ['furthest', 'first', 'latest'] as const;
export const TIES = ['together', 'fileOrder', 'apart'] as const;
export const EXCLUDED = ['unit', 'attempt'] as const;
export type { FunnelTrend };
export const COUNTS = ['units', 'attempts'] as const;
export const PRESETS = ['posthog', 'mixpanel', 'amplitude', 'ga4', 'clickhouse'] as const;

export type Order = (typeof ORDERS)[number];
export type Anchor = (typeof ANCHORS)[number];
export type Attempt = (typeof ATTEMPTS)[number];
export type Ties = (typeof TIES)[number];
export type Excluded = (typeof EXCLUDED)[number];
export type Counting = (typeof COUNTS)[number];
export type Preset = (typeof PRESETS)[number];

export const MOST_STEPS = 50;

/** An optional step may be skipped; neither the first nor the last can be. */
export type StepMatch = EventMatch & { optional?: boolean };

/** The question as the document asks it: what is absent comes from the preset, then from the default. */
export interface FunnelSpec {
  kind: 'funnel';
  steps: StepMatch[];
  order?: Order;
  /** Null = no limit. */
  window?: Duration | null;
  windowFrom?: Anchor;
  /** At most so many other events between two steps. */
  windowEvents?: number;
  attempt?: Attempt;
  ties?: Ties;
  /** Events this close count as tied. */
  grace?: Duration;
  /** May one event fill several steps. */
  reuse?: boolean;
  /** May later steps lie past the range's end. */
  lateSteps?: boolean;
  /** Events that spoil an attempt between reaching two of its steps. */
  exclude?: Exclusion[];
  /** What a spoilt attempt takes with it. */
  excluded?: Excluded;
  /** Properties whose values must be at every step what they are at the entry. */
  hold?: string[];
  /** What the numbers count: who got to a step, or how often it was got to. */
  count?: Counting;
  /** One funnel for each value of a property. */
  breakdown?: FunnelBreakdown;
  /** How long it took from one step to a later one. */
  timeToConvert?: FunnelTimes;
  /** Who would convert within windows of other lengths. */
  windowCurve?: FunnelWindowCurve;
  /** What goes with getting from one of two steps to the other. */
  why?: FunnelWhy;
  /** Between which two steps groups, segments and ranges are compared. */
  significance?: FunnelSignificance;
  /** Who converted, by the time of the attempt's start. */
  trend?: FunnelTrend;
  /** The same question of the range before, of the people of each segment, or by the rules of each preset. */
  compare?: FunnelCompare;
  preset?: Preset;
}

/** Everything of a funnel but `kind`; unknown fields are the caller's to report. */
export function parseFunnel(fields: Fields, readSegment: ReadSegment): FunnelSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const steps = readSteps(fields);
  const order = fields.oneOf('order', ORDERS);
  const window = fields.raw('window');
  const windowFrom = fields.oneOf('windowFrom', ANCHORS);
  const windowEvents = fields.integer('windowEvents', 0, Number.MAX_SAFE_INTEGER);
  const attempt = fields.oneOf('attempt', ATTEMPTS);
  const ties = fields.oneOf('ties', TIES);
  const grace = fields.raw('grace');
  const reuse = fields.boolean('reuse');
  const lateSteps = fields.boolean('lateSteps');
  const exclude = readExclusions(fields);
  const excluded = fields.oneOf('excluded', EXCLUDED);
  const hold = readHold(fields);
  const breakdown = readFunnelBreakdown(fields, readSegment);
  const timeToConvert = readTimes(fields);
  const windowCurve = readWindowCurve(fields);
  const why = readWhy(fields);
  const significance = readSignificance(fields);
  const trend = readTrend(fields);
  const compare = readCompare(fields, readSegment);
  const preset = fields.oneOf('preset', PRESETS);
  const duration = (value: unknown, name: string) =>
    value === undefined ? undefined : parseDuration(value, fields.at(name), problems);
  const windowLength = window === null ? null : duration(window, 'window');
  const graceLength = duration(grace, 'grace');
  const count = fields.oneOf('count', COUNTS);
  if (!steps || problems.length > before) return null;
  const spec: FunnelSpec = {
    kind: 'funnel',
    steps,
    ...(order && { order }),
    ...(windowLength !== undefined && { window: windowLength }),
    ...(windowFrom && { windowFrom }),
    ...(windowEvents !== undefined && { windowEvents }),
    ...(attempt && { attempt }),
    ...(ties && { ties }),
    ...(graceLength && { grace: graceLength }),
    ...(reuse !== undefined && { reuse }),
    ...(lateSteps !== undefined && { lateSteps }),
    ...(exclude && { exclude }),
    ...(excluded && { excluded }),
    ...(hold && { hold }),
    ...(count && { count }),
    ...(breakdown && { breakdown }),
    ...(timeToConvert && { timeToConvert }),
    ...(windowCurve && { windowCurve }),
    ...(why && { why }),
    ...(significance && { significance }),
    ...(trend && { trend }),
    ...(compare && { compare }),
    ...(preset && { preset }),
  };
  refuseContradictions(spec, fields);
  return problems.length > before ? null : spec;
}

function readSteps(fields: Fields): StepMatch[] | undefined {
  const steps = fields.list('steps', (value, path) => {
    const step = Fields.of(value, path, fields.problems);
    if (!step) return undefined;
    const optional = step.boolean('optional');
    const match = readEventMatch(step);
    step.done();
    return match && { ...match, ...(optional !== undefined && { optional }) };
  });
  if (!fields.has('steps'))
    return fields.refuse('steps', 'funnel/steps', 'A funnel needs its steps.', 'List the events people go through.');
  if (steps && (steps.length < 1 || steps.length > MOST_STEPS))
    return fields.refuse(
      'steps',
      'funnel/steps',
      `A funnel has 1 to ${MOST_STEPS} steps, not ${steps.length}.`,
      steps.length < 1 ? 'Add the event it begins with.' : 'Leave some of them out.',
    );
  return steps;
}
