import { Numbers } from '#log/numbers.ts';
import type { EventLogFacts } from '#log/overview.ts';
import { bucketText } from '#vocabulary/calendar-buckets.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { Counted, ResultBase } from '#vocabulary/result.ts';
import { areTooMany, filled, MOST_PERIODS, periodAt, periodEdges } from '../active-periods.ts';
import { rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Finished, PlanContext } from '../kind.ts';
import type { SessionsPartial } from './kernel.ts';
import { namedSessions } from './result-names.ts';
import { medianSeconds, SessionSums, type SessionsTable } from './result-table.ts';
import { NAMES, type SessionsSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

export interface SessionsResult extends Omit<ResultBase, 'counts'>, SessionsTable {
  kind: 'sessions';
  /** What the units are, where they are not people. */
  counted?: Counted;
  /** Sessions of each value, each in one. */
  breakdown?: (SessionsTable & { value: GroupValue })[];
  /** Of the range before, or of each segment. */
  compare?: SessionsTable[];
}

const NO_RANGE_BEFORE = warning(
  'sessions/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);
const TOO_MANY = warning(
  'sessions/interval',
  'analysis.interval',
  `The range has more than ${MOST_PERIODS} periods, so none are told apart.`,
  'Choose a longer period or a shorter range.',
);

export function* finish(
  partial: SessionsPartial,
  spec: SessionsSpec,
  context: PlanContext,
  facts: EventLogFacts,
  ofSegments: SessionsPartial[] = [],
): Generator<void, Finished<SessionsResult>> {
  const { previous, units } = partial;
  const all = yield* tableOf(partial, rowsOf(partial), spec, facts);
  const compared: SessionsTable[] = [];
  for (const of of previous ? [previous] : ofSegments) compared.push(yield* tableOf(of, rowsOf(of), spec, facts));
  const groups = spec.breakdown && partial.of.grouped ? rankedGroups(partial, spec.breakdown) : null;
  const breakdown: SessionsResult['breakdown'] = [];
  if (groups) {
    const rows = groups.values.map(() => new Numbers());
    for (const [row, group] of partial.rows.group.entries()) rows[groups.place[group]!]?.push(row);
    for (const [place, value] of groups.values.entries())
      breakdown.push({ value, ...(yield* tableOf(partial, filled(rows[place]!), spec, facts)) });
  }
  const warnings: Problem[] = [
    ...(spec.compare && 'previous' in spec.compare && !previous ? [NO_RANGE_BEFORE] : []),
    ...(areTooMany(partial.of.buckets, ...endsOf(partial, facts)) ? [TOO_MANY] : []),
  ];
  return {
    units,
    rules: rulesInForce(spec, context),
    ...(context.counted && { counted: context.counted }),
    ...all,
    ...(groups && { breakdown }),
    ...(compared.length > 0 && { compare: compared }),
    ...(warnings.length > 0 && { warnings }),
    ...(all.sessions === 0 && {
      empty:
        units === 0
          ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
          : { reason: 'No session begins in this range.', hint: 'Choose a wider range.' },
    }),
  };
}

/** Every row of a partial. */
export const rowsOf = ({ rows }: SessionsPartial): Uint32Array => Uint32Array.from(rows.person.keys());

/** The groups listed, by sessions. */
export function rankedGroups({ keys, rows }: SessionsPartial, breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (const group of rows.group) size[group]!++;
  return rankGroups(keys, size, breakdown);
}

/** Ends of the range; where it has none, those of the log. */
const endsOf = ({ of }: SessionsPartial, { firstMs, lastMs }: EventLogFacts): [number, number] => [
  of.span.fromMs === -Infinity ? firstMs : of.span.fromMs,
  of.span.toMs === Infinity ? lastMs : of.span.toMs,
];

function* tableOf(
  partial: SessionsPartial,
  of: Uint32Array,
  { top = NAMES }: SessionsSpec,
  facts: EventLogFacts,
): Generator<void, SessionsTable> {
  const { rows, lastMs } = partial;
  const { buckets } = partial.of;
  const ends = endsOf(partial, facts);
  const edges = areTooMany(buckets, ...ends) ? new Float64Array() : yield* periodEdges(buckets, ...ends);
  const periods = Math.max(0, edges.length - 1);
  const byStart = new SessionSums(periods);
  const byHour = new SessionSums(24);
  let active = 0;
  let open = 0;
  let person = -1;
  for (const row of of) {
    if (periods > 0) byStart.add(periodAt(edges, rows.startMs[row]!, 0), rows, row);
    byHour.add(rows.hour[row]!, rows, row);
    open += rows.open[row]!;
    if (rows.person[row] !== person) active++;
    person = rows.person[row]!;
  }
  yield;
  const hours = [...byHour.sessions.keys()];
  const all = byHour.of(hours);
  return {
    ...all,
    medianSeconds: medianSeconds(rows, of),
    active,
    averageSessions: active === 0 ? 0 : all.sessions / active,
    open,
    entries: namedSessions(partial, 'entry', of, top),
    exits: namedSessions(partial, 'exit', of, top),
    byStart: [...edges.subarray(0, periods)].map((startMs, period) => ({
      start: bucketText(buckets, startMs),
      ...byStart.of([period]),
      open: edges[period + 1]! > lastMs,
    })),
    byHour: hours.map((hour) => ({ hour, ...byHour.of([hour]) })),
  };
}
