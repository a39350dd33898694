import { told, type Moment, type Told } from './oracle.ts';
import { momentsOf, type Sample } from './sample.ts';
import type { FunnelOptions } from './switches.ts';

/** What a person did around reaching the first of two steps, as the help tells it. */
export interface ToldWhy {
  person: number;
  converted: boolean;
  tookMs: number;
  leftMs: number;
  open: boolean;
  before: Set<number>;
  /** Code, and after how long first. */
  after: Map<number, number>;
  /** Codes of the values of each column. */
  values: number[];
  next: number | null;
  last: number;
  lastValue: number;
}

type Lived = Moment & { code: number; tells: number[] };

const reachedAt = ({ steps, times }: Told, step: number): number => times[steps.indexOf(step)] ?? NaN;

/** Null where the person never reached `from`. Columns: those that may tell why, the last one for the last value. */
export function toldWhy(sample: Sample, person: number, options: FunnelOptions, lastMs: number): ToldWhy | null {
  const { from, to } = options.why!;
  const lived = sample.people[person]!.filter(({ exists }) => exists);
  const log = momentsOf(sample, person).map((moment, n): Lived => ({
    ...moment,
    code: lived[n]!.code,
    tells: lived[n]!.tells!,
  }));
  const counted = told(log, options, sample.span);
  if (Number.isNaN(reachedAt(counted, from))) return null;
  const early = told(
    log.map(({ t, holds, steps }) => ({ t, ...(holds && { holds }), steps: steps.filter((k) => k <= from) })),
    {
      ...options,
      steps: from + 1,
      optional: options.optional.filter((k) => k < from),
      attempt: options.hold > 0 ? 'soonest' : 'furthest',
      exclusions: [],
    },
    sample.span,
  );
  const way = reachedAt(early, from) <= reachedAt(counted, from) ? early : counted;
  const reachedMs = reachedAt(way, from);
  const filledMs = log[way.places[way.steps.indexOf(from)]!]!.t;
  const convertedMs = reachedAt(counted, to);
  const windows = options.windowFrom === 'entry' ? 1 : to - from;
  const begunMs = options.windowFrom === 'entry' ? way.times[0]! : reachedMs;
  const closesMs = begunMs + windows * options.windowMs;
  const edge = options.lateSteps ? closesMs : Math.min(closesMs, sample.span.toMs);
  const at = log.findIndex(({ t, steps }) => t === filledMs && steps.includes(from));
  const named = ({ steps, spoils }: Lived): boolean => steps.length > 0 || (spoils ?? []).length > 0;
  const behind = log.slice(at + 1).filter(({ t }) => t <= edge);
  const lookedAt = options.order === 'strict' || options.windowEvents !== Infinity ? [] : log;
  const after = new Map<number, number>();
  for (const event of lookedAt)
    if (event.t > reachedMs && event.t <= edge && !(event.t >= convertedMs) && !named(event) && !after.has(event.code))
      after.set(event.code, event.t - reachedMs);
  return {
    person,
    converted: !Number.isNaN(convertedMs),
    tookMs: convertedMs - reachedMs,
    leftMs: edge - reachedMs,
    open: options.windowMs !== Infinity && (closesMs > lastMs || closesMs > edge),
    before: new Set(
      log
        .filter((event) => event.t >= sample.span.fromMs && event.t < reachedMs && !named(event))
        .map(({ code }) => code),
    ),
    after,
    values: log[at]!.tells.slice(0, -1),
    next: behind[0]?.code ?? null,
    last: (behind.at(-1) ?? log[at]!).code,
    lastValue: [log[at]!, ...behind].map(({ tells }) => tells.at(-1)!).findLast((code) => code > 0) ?? 0,
  };
}
