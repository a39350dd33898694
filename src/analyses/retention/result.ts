import type { EventLogFacts } from '#log/overview.ts';
import { bucketText } from '#vocabulary/calendar-buckets.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import type { PlanContext } from '../kind.ts';
import type { Breakdown } from '../breakdown.ts';
import { OTHER, rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Entries } from './kernel-entries.ts';
import { strideOf, type RetentionPartial } from './kernel.ts';
import { MOST_ROWS, rowsOf, type Rows } from './result-rows.ts';
import type { RetentionSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

export interface RetentionCell {
  /** Units of the cohort that came back. */
  count: number;
  rate: number;
  /** Its time has not fully passed. */
  open: boolean;
}

export interface RetentionCohort {
  /** The period's first local day; of an hour the time with its offset. */
  start: string;
  size: number;
  /** Cell 0 is the cohort itself. */
  cells: RetentionCell[];
}

/** Of one column, over the closed cells of cohorts with anybody in them. */
export interface RetentionMean {
  rate: number;
  cohorts: number;
}

export interface RetentionTable {
  cohorts: RetentionCohort[];
  mean: RetentionMean[];
}

export interface RetentionResult extends ResultBase, RetentionTable {
  kind: 'retention';
  breakdown?: (RetentionTable & { value: GroupValue })[];
}

export function finish(
  partial: RetentionPartial,
  spec: RetentionSpec,
  _context: PlanContext,
  facts: EventLogFacts,
): Omit<RetentionResult, 'kind' | 'elapsedMs' | 'warnings'> {
  const { of, entries, grouped, keys, units } = partial;
  const rows = rowsOf(of, entries, facts);
  const base = { units, rules: rulesInForce(spec) };
  if (!rows)
    return {
      ...base,
      cohorts: [],
      mean: [],
      empty: {
        reason: `The range has more than ${MOST_ROWS} periods.`,
        hint: 'Choose a longer period or a shorter range.',
      },
    };
  const table = (of: Entries, counts: (i: number) => boolean): RetentionTable =>
    tableOf(of, rows, strideOf(partial.of), spec.mean ?? 'pooled', counts);
  const groups = grouped && spec.breakdown && ranked(grouped, keys, spec.breakdown);
  return {
    ...base,
    ...table(entries, () => true),
    ...(groups && {
      breakdown: groups.values.map((value, place) => ({
        value,
        ...table(grouped, (i) => groups.place[grouped.group[i]!] === place),
      })),
    }),
    ...(entries.person.length === 0 && { empty: whyEmpty(units) }),
  };
}

const whyEmpty = (units: number): { reason: string; hint: string } =>
  units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : { reason: 'Nobody began in this range.', hint: 'Choose another first event or a wider range.' };

function tableOf(
  entries: Entries,
  rows: Rows,
  stride: number,
  kind: 'pooled' | 'simple',
  counts: (i: number) => boolean,
): RetentionTable {
  const columns = rows.columns;
  const tally = new Uint32Array(rows.starts.length * columns);
  for (let i = 0; i < entries.person.length; i++) {
    if (!counts(i)) continue;
    const row = rows.rowOf.get(entries.periodMs[i]!)!;
    for (let byte = 0; byte < stride; byte++) {
      for (let left = entries.bits[i * stride + byte]!; left !== 0; left &= left - 1)
        tally[row * columns + byte * 8 + (31 - Math.clz32(left & -left))]!++;
    }
  }
  const cohorts = rows.starts.map((start, row): RetentionCohort => {
    const size = tally[row * columns]!;
    const cells = Array.from({ length: columns }, (_, k): RetentionCell => {
      const count = tally[row * columns + k]!;
      return { count, rate: size === 0 ? 0 : count / size, open: rows.isOpen(row, k) };
    });
    return { start, size, cells };
  });
  return { cohorts, mean: Array.from({ length: columns }, (_, k) => meanOf(cohorts, k, kind)) };
}

function meanOf(cohorts: RetentionCohort[], column: number, kind: 'pooled' | 'simple'): RetentionMean {
  const closed = cohorts.filter(({ size, cells }) => size > 0 && !cells[column]!.open);
  const sum = (of: (cohort: RetentionCohort) => number): number => closed.reduce((n, cohort) => n + of(cohort), 0);
  const rate =
    closed.length === 0
      ? 0
      : kind === 'pooled'
        ? sum(({ cells }) => cells[column]!.count) / sum(({ size }) => size)
        : sum(({ cells }) => cells[column]!.rate) / closed.length;
  return { rate, cohorts: closed.length };
}

/** `{ cohort: '2020-06-10', period: 2 }`: who of the cohort is in that cell, 0 = all; `value`: of that group. */
export function people(partial: RetentionPartial, pointer: Fields, spec: RetentionSpec): Uint32Array | null {
  const { of, grouped, keys } = partial;
  const before = pointer.problems.length;
  const cohort = pointer.string('cohort');
  const period = pointer.integer('period', 0, of.widths.length - 1);
  const value = pointer.raw('value');
  if (pointer.problems.length > before) return null;
  if (cohort === undefined || period === undefined) {
    const missing = cohort === undefined ? 'cohort' : 'period';
    pointer.refuse(
      missing,
      'retention/pointer',
      'Which cell?',
      'Give `cohort`, its first day, and `period`, its column.',
    );
    return null;
  }
  if (value !== undefined && !(grouped && spec.breakdown)) {
    pointer.refuse('value', 'retention/pointer', 'This retention has no breakdown.', 'Leave it out, or ask for one.');
    return null;
  }
  const entries = value === undefined || !grouped ? partial.entries : grouped;
  const asked = value === undefined || !grouped ? null : groupsAsked(grouped, keys, spec, value);
  const stride = strideOf(of);
  const named = new Map<number, boolean>();
  const found = new Set<number>();
  const isCohort = (startMs: number): boolean => {
    const text = bucketText(of.buckets, startMs);
    return text === cohort || (of.buckets.interval === 'hour' && Date.parse(cohort) === startMs);
  };
  for (let i = 0; i < entries.person.length; i++) {
    const startMs = entries.periodMs[i]!;
    if (!named.has(startMs)) named.set(startMs, isCohort(startMs));
    if (!named.get(startMs) || (asked && !asked.has(entries.group[i]!))) continue;
    if ((entries.bits[i * stride + (period >> 3)]! & (1 << (period & 7))) !== 0) found.add(entries.person[i]!);
  }
  return Uint32Array.from(found).sort();
}

function groupsAsked(
  grouped: Entries,
  keys: RetentionPartial['keys'],
  spec: RetentionSpec,
  value: unknown,
): Set<number> {
  const { values, place } = ranked(grouped, keys, spec.breakdown!);
  const wanted = JSON.stringify(value === '' ? null : value);
  const listed = values.findIndex((each) => JSON.stringify(each) === wanted);
  const list = JSON.stringify([value === '' ? null : value].flat());
  const is = (group: number): boolean =>
    listed >= 0 && (values[listed] !== OTHER || value === OTHER)
      ? place[group] === listed
      : JSON.stringify(keys[group]) === list;
  return new Set(keys.map((_, group) => group).filter(is));
}

function ranked(entries: Entries, keys: RetentionPartial['keys'], breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (const group of entries.group) size[group]!++;
  return rankGroups(keys, size, breakdown);
}
