import { hasBit } from '#log/bitmap.ts';
import { earliestIn, matchesAt, peopleIn, type KernelInput, type ResolvedMatch } from '#log/shard.ts';
import { endOfBucket, startOfBucket } from '#vocabulary/calendar-buckets.ts';
import type { Duration } from '#vocabulary/duration.ts';
import { blockEnd } from '../blocks.ts';
import { BLOCK, type Kernel } from '../kind.ts';
import { EntryList, joinEntries, type Entries } from './kernel-entries.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { GroupNumbers } from '../group-numbers.ts';
import { joinTallies, Tally, type TallyRow } from './kernel-tally.ts';
import { Person } from './kernel-person.ts';
import { addedUp, joinCounted, type CohortUnits } from './kernel-question.ts';
import { CountedCells, isCounted } from './kernel-count.ts';
import { QuickRetention } from './kernel-quick.ts';
import type { RetentionOptions } from './switches.ts';

/** Periods between two breaths: zones are slow to ask. */
const PERIODS = 1 << 9;

/** What one shard says. */
export interface RetentionPartial {
  of: RetentionOptions;
  /** Units with an event in the range's whole periods. */
  units: number;
  /** Null where they were only counted. */
  entries: Entries | null;
  /** How many units the cells hold, where that was counted on the way. */
  counted: CohortUnits[] | null;
  /** With a breakdown: each unit and group; a unit may be in several. */
  grouped: Entries | null;
  /** The same, only counted. */
  groupedCounted: CohortUnits[] | null;
  keys: GroupKey[];
  /** What returns add up to, where the measure is not units. */
  tally: TallyRow[] | null;
  groupedTally: TallyRow[] | null;
  /** Time of the whole log's last event. */
  lastMs: number;
  /** How long a unit must have been away to count as gone, where it is asked for. */
  goneAfter: Duration | null;
  /** Of the range before. */
  previous: RetentionPartial | null;
}

export const strideOf = ({ widths }: RetentionOptions): number => Math.ceil(widths.length / 8);

/** Who is in which cells; of an answer of `run`. */
export function entriesOf({ entries }: Pick<RetentionPartial, 'entries'>): Entries {
  if (!entries) throw new Error('Who is in a cell was not asked for.');
  return entries;
}

/** First instants of the periods of the range that the log has reached, and the end of the last. */
function* periodsOf(
  { buckets, fromMs }: RetentionOptions,
  { shard, facts, lastMs }: KernelInput,
): Generator<void, Float64Array> {
  const starts: number[] = [];
  const firstMs = Math.max(fromMs, facts?.firstMs ?? earliestIn(shard));
  if (firstMs > lastMs) return new Float64Array([Infinity]);
  let startMs = startOfBucket(buckets, firstMs);
  while (startMs <= lastMs) {
    if (starts.push(startMs) % PERIODS === 0) yield;
    startMs = endOfBucket(buckets, startMs);
  }
  return Float64Array.from([...starts, startMs]);
}

function* run(input: KernelInput, options: RetentionOptions): Generator<void, RetentionPartial> {
  const own = yield* runRange(input, options);
  const { previous } = options;
  return previous ? { ...own, previous: yield* runRange(input, { ...options, ...previous, breakdown: null }) } : own;
}

function* runRange(input: KernelInput, options: RetentionOptions): Generator<void, RetentionPartial> {
  const { shard, exists, columns } = input;
  const { personStart, event, time } = shard;
  const [start, back] = input.matches as [ResolvedMatch, ResolvedMatch];
  const { fromMs, toMs } = options;
  const people = peopleIn(shard);
  const periods = yield* periodsOf(options, input);
  const groups = options.breakdown && new GroupNumbers(options.breakdown.map((c) => columns[c]!));
  const entries = new EntryList(strideOf(options), options.cohort === 'everyPeriod' ? 0 : people);
  const grouped = new EntryList(strideOf(options));
  const tally = (): Tally | null => (options.tally ? new Tally(options.widths.length) : null);
  const [ofAll, ofGroups] = [tally(), groups && tally()];
  const same = options.sameValue === null ? null : columns[options.sameValue]!;
  const amounts = options.tally === 'amounts' ? input.amounts![0]! : null;
  const person = new Person(
    options,
    periods,
    { same, amounts },
    { list: entries, tally: ofAll },
    groups && { numbers: groups, list: grouped, tally: ofGroups },
  );
  const quick = QuickRetention.of(input, options, periods, entries, groups && { numbers: groups, list: grouped });
  const returnsToMs = options.lateReturns ? Infinity : toMs;
  const opensMs = periods[0]!;
  let units = 0;
  let nextBreath = BLOCK;
  for (let first = 0; quick && first < people;) {
    const last = blockEnd(personStart, first);
    units += quick.block(first, last);
    first = last;
    yield;
  }
  for (let p = 0; !quick && p < people; p++) {
    const to = personStart[p + 1]!;
    let inRange = false;
    person.begin(shard.firstPerson + p);
    for (let e = personStart[p]!; e < to; e++) {
      if (exists && !hasBit(exists, e)) continue;
      const timeMs = time[e]!;
      const counted = timeMs >= fromMs && timeMs < toMs;
      inRange ||= counted;
      if (matchesAt(start, event[e]!, e)) person.start(e, timeMs, counted);
      if (timeMs >= opensMs && timeMs < returnsToMs && matchesAt(back, event[e]!, e)) person.back(e, timeMs);
    }
    if (inRange) units++;
    person.end();
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return {
    of: options,
    units,
    entries: entries.done(),
    counted: quick && quick.counted(),
    grouped: groups && grouped.done(),
    groupedCounted: null,
    keys: groups?.keys ?? [],
    tally: ofAll && ofAll.done(),
    groupedTally: ofGroups && ofGroups.done(),
    lastMs: input.lastMs,
    goneAfter: options.lastSeen && (options.lastSeen.goneAfter ?? input.lifecycle!.churnedAfter),
    previous: null,
  };
}

/** Null where the answer takes knowing who is in which cells. */
function* count(input: KernelInput, options: RetentionOptions): Generator<void, RetentionPartial | null> {
  if (!isCounted(options)) return null;
  const cells = CountedCells.of(input, options, yield* periodsOf(options, input));
  if (!cells) return null;
  const byCode = yield* cells.run();
  const groups = options.breakdown && new GroupNumbers([input.columns[options.breakdown[0]!]!]);
  const ofGroups =
    groups && byCode.flatMap((parts, code) => parts.map((part) => ({ ...part, group: groups.of(code) })));
  return {
    of: options,
    units: cells.units,
    entries: null,
    counted: ofGroups ? addedUp(ofGroups.map((part) => ({ ...part, group: 0 }))) : byCode[0]!,
    grouped: null,
    groupedCounted: ofGroups,
    keys: groups?.keys ?? [],
    tally: null,
    groupedTally: null,
    lastMs: input.lastMs,
    goneAfter: null,
    previous: null,
  };
}

export const kernel: Kernel<RetentionOptions, RetentionPartial> = {
  run,
  count,
  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    const columns = left.of.widths.length;
    return {
      ...left,
      units: left.units + right.units,
      entries: left.entries && right.entries && joinEntries(left.entries, right.entries, [0]),
      counted: left.counted && right.counted && joinCounted(left.counted, right.counted, [0]),
      grouped: left.grouped && right.grouped && joinEntries(left.grouped, right.grouped, renumbered),
      groupedCounted:
        left.groupedCounted &&
        right.groupedCounted &&
        joinCounted(left.groupedCounted, right.groupedCounted, renumbered),
      keys,
      tally: left.tally && right.tally && joinTallies(left.tally, right.tally, [0], columns),
      groupedTally:
        left.groupedTally &&
        right.groupedTally &&
        joinTallies(left.groupedTally, right.groupedTally, renumbered, columns),
      previous: left.previous && right.previous && kernel.merge(left.previous, right.previous),
    };
  },
};
