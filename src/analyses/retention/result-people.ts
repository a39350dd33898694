import { bucketText } from '#vocabulary/calendar-buckets.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { Breakdown } from '../breakdown.ts';
import { OTHER, rankGroups } from '../breakdown-groups.ts';
import type { FollowedUnits } from '../pace-tests.ts';
import type { Entries } from './kernel-entries.ts';
import { entriesOf, strideOf, type RetentionPartial } from './kernel.ts';
import { livesOf } from './result-last-seen.ts';
import { rowsOf } from './result-rows.ts';
import type { RetentionSpec } from './spec.ts';

const LAST_SEEN = ['gone', 'seen', 'followed'] as const;

/**
 * `{ cohort: '2020-06-10', period: 2 }`: who of the cohort is in that cell, 0 = all; without `cohort` who is in that
 * column of all cohorts that have closed it. `back: false`: who is not. `value`: of that group; `previous`: of the range
 * before. `{ lastSeen: 'gone', bySeconds }`: who was last seen by then; `seen`: who was seen later;
 * `followed`: who was followed so long.
 */
export function people(partial: RetentionPartial, pointer: Fields, spec: RetentionSpec): Uint32Array | null {
  const before = pointer.problems.length;
  const cohort = pointer.string('cohort');
  const period = pointer.integer('period', 0, partial.of.widths.length - 1);
  const back = pointer.boolean('back') ?? true;
  const value = pointer.raw('value');
  const previous = pointer.boolean('previous') ?? false;
  const lastSeen = pointer.oneOf('lastSeen', LAST_SEEN);
  const bySeconds = pointer.raw('bySeconds');
  if (pointer.problems.length > before) return null;
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'retention/pointer', message, hint);
    return null;
  };
  const of = previous ? partial.previous : partial;
  if (!of) return refuse('previous', 'There is no range before.', 'Leave it out, or compare with it.');
  if (bySeconds !== undefined && typeof bySeconds !== 'number')
    return refuse('bySeconds', 'Seconds are a number.', 'Give it with `lastSeen`.');
  const { grouped } = of;
  if (value !== undefined && !(grouped && spec.breakdown))
    return refuse('value', 'This retention has no breakdown.', 'Leave it out, or ask for one.');
  const asked = value === undefined || !grouped ? null : groupsAsked(grouped, of.keys, spec, value);
  if (lastSeen)
    return of.goneAfter
      ? peopleSeen(livesOf(of, asked && ((group) => asked.has(group))), lastSeen, bySeconds)
      : refuse('lastSeen', 'This retention does not say when people were last seen.', 'Ask for `lastSeen`.');
  if (period === undefined)
    return refuse('period', 'Which cell?', 'Give `period`, its column, and `cohort`, its first day.');
  const entries = value === undefined || !grouped ? entriesOf(of) : grouped;
  if (entries.person.length === 0) return new Uint32Array();
  const inRow = cohort === undefined ? closedAt(of, entries, period) : isCohort(of, cohort);
  const byPeriod = new Map<number, boolean>();
  const stride = strideOf(of.of);
  const found = new Set<number>();
  for (let i = 0; i < entries.person.length; i++) {
    const startMs = entries.periodMs[i]!;
    if (!byPeriod.has(startMs)) byPeriod.set(startMs, inRow(startMs));
    if (!byPeriod.get(startMs) || (asked && !asked.has(entries.group[i]!))) continue;
    if (((entries.bits[i * stride + (period >> 3)]! & (1 << (period & 7))) !== 0) === back)
      found.add(entries.person[i]!);
  }
  return Uint32Array.from(found).sort();
}

const isCohort =
  ({ of: { buckets } }: RetentionPartial, cohort: string) =>
  (startMs: number): boolean =>
    bucketText(buckets, startMs) === cohort || (buckets.interval === 'hour' && Date.parse(cohort) === startMs);

/** Of a table that begins with the first cohort that has anybody: so far whether a cell is closed needs no more. */
function closedAt({ of, lastMs }: RetentionPartial, entries: Entries, period: number): (startMs: number) => boolean {
  const firstMs = entries.periodMs.reduce((least, each) => Math.min(least, each), Infinity);
  const rows = rowsOf(of, entries, { firstMs, lastMs });
  return (startMs) => rows !== null && !rows.isOpen(rows.rowOf.get(startMs)!, period);
}

function peopleSeen(
  { person, times, happened }: FollowedUnits,
  asked: (typeof LAST_SEEN)[number],
  bySeconds: number | undefined,
): Uint32Array {
  const is = {
    gone: (i: number): boolean => happened[i] === 1 && times[i]! <= (bySeconds ?? Infinity),
    seen: (i: number): boolean => (bySeconds === undefined ? happened[i] === 0 : times[i]! > bySeconds),
    followed: (i: number): boolean => times[i]! >= (bySeconds ?? 0),
  }[asked];
  return person.filter((_, i) => is(i));
}

function groupsAsked(
  grouped: Entries,
  keys: RetentionPartial['keys'],
  spec: RetentionSpec,
  value: unknown,
): Set<number> {
  const { values, place } = ranked({ entries: grouped, counted: null }, keys, spec.breakdown!);
  const wanted = JSON.stringify(value === '' ? null : value);
  const listed = values.findIndex((each) => JSON.stringify(each) === wanted);
  const list = JSON.stringify([value === '' ? null : value].flat());
  const is = (group: number): boolean =>
    listed >= 0 && (values[listed] !== OTHER || value === OTHER)
      ? place[group] === listed
      : JSON.stringify(keys[group]) === list;
  return new Set(keys.map((_, group) => group).filter(is));
}

/** What is known of groups, in the way it is known of all. */
export function groupsOf({ grouped, groupedCounted, groupedTally }: RetentionPartial) {
  return grouped || groupedCounted ? { entries: grouped, counted: groupedCounted, tally: groupedTally } : null;
}

export function ranked(
  { entries, counted }: Pick<RetentionPartial, 'entries' | 'counted'>,
  keys: RetentionPartial['keys'],
  breakdown: Breakdown,
) {
  const size = new Uint32Array(keys.length);
  if (counted) for (const { group, units } of counted) size[group]! += units[0]!;
  else for (const group of entriesOf({ entries }).group) size[group]!++;
  return rankGroups(keys, size, breakdown);
}
