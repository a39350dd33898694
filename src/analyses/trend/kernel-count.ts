import { hasBit } from '#log/bitmap.ts';
import { begins, sessionRule, type SessionRule } from '#log/sessions.ts';
import type { KernelInput, ResolvedMatch } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { BucketFinder } from './kernel-edges.ts';
import type { GroupNumbers } from './kernel-groups.ts';
import { TallyRows } from './kernel-tally.ts';
import type { Tallied, TrendOptions } from './switches.ts';

/** What all tallies of one pass share. */
export interface Pass {
  input: KernelInput;
  options: TrendOptions;
  /** Finite where there are events; both ends included. */
  span: Span;
  finder: BucketFinder;
  groups: GroupNumbers | null;
}

/** The last row of each group, or −1. */
class LastRows {
  rows = new Int32Array(64).fill(-1);

  of(group: number): number {
    return group < this.rows.length ? this.rows[group]! : -1;
  }

  set(group: number, row: number): void {
    if (group >= this.rows.length) {
      const larger = new Int32Array(Math.max(group + 1, this.rows.length * 2)).fill(-1);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[group] = row;
  }
}

/** Writes down one series' rows for people [from, to) of the shard. */
export interface Counting {
  people(from: number, to: number): void;
  rows: TallyRows;
}

export function countingOf(pass: Pass, { match, what }: Tallied): Counting {
  const resolved = pass.input.matches[match]!;
  if (what === 'events') return new EventCounting(pass, resolved);
  if (what === 'sessions')
    return new SessionCounting(pass, resolved, sessionRule(pass.input.matches, pass.options.sessions!));
  return new NumberCounting(pass, resolved, pass.input.amounts![what.amount]!);
}

class EventCounting implements Counting {
  readonly rows: TallyRows;
  readonly #last = new LastRows();

  constructor(
    readonly pass: Pass,
    readonly match: ResolvedMatch,
  ) {
    this.rows = new TallyRows(pass.groups !== null, false);
  }

  people(from: number, to: number): void {
    const { rows, match } = this;
    const { input, finder, groups, span } = this.pass;
    const { firstPerson, personStart, event, time } = input.shard;
    const { codes, mask } = match;
    const { exists } = input;
    const { fromMs, toMs } = span;
    const last = this.#last;
    for (let p = from; p < to; p++) {
      const begun = rows.size;
      const end = personStart[p + 1]!;
      for (let e = personStart[p]!; e < end; e++) {
        if (codes !== null && codes[event[e]!] !== 1) continue;
        const timeMs = time[e]!;
        if (timeMs < fromMs || timeMs > toMs) continue;
        if (mask !== null && !hasBit(mask, e)) continue;
        if (exists !== null && !hasBit(exists, e)) continue;
        const bucket = finder.at(timeMs);
        const group = groups === null ? 0 : groups.at(e);
        // a person's events are by time: only the group's last row can be of the same bucket
        const row = last.of(group);
        if (row >= begun && rows.bucket[row] === bucket) {
          rows.amount[row]!++;
          continue;
        }
        last.set(group, rows.size);
        rows.push(firstPerson + p, bucket, group, 1);
      }
    }
  }
}

class NumberCounting implements Counting {
  readonly rows: TallyRows;

  constructor(
    readonly pass: Pass,
    readonly match: ResolvedMatch,
    readonly amounts: Float64Array,
  ) {
    this.rows = new TallyRows(pass.groups !== null, true);
  }

  people(from: number, to: number): void {
    const { rows, match, amounts } = this;
    const { input, finder, groups, span } = this.pass;
    const { firstPerson, personStart, event, time } = input.shard;
    for (let p = from; p < to; p++)
      for (let e = personStart[p]!; e < personStart[p + 1]!; e++) {
        const number = amounts[e]!;
        if (Number.isNaN(number) || time[e]! < span.fromMs || time[e]! > span.toMs) continue;
        if (!isMatch(match, event[e]!, e) || (input.exists && !hasBit(input.exists, e))) continue;
        rows.push(firstPerson + p, finder.at(time[e]!), groups ? groups.at(e) : 0, number);
      }
  }
}

/** A session is cut from all events and lies whole in the bucket of its first, whatever it is asked for. */
class SessionCounting implements Counting {
  readonly rows: TallyRows;
  readonly #last = new LastRows();

  constructor(
    readonly pass: Pass,
    readonly match: ResolvedMatch,
    readonly rule: SessionRule,
  ) {
    this.rows = new TallyRows(pass.groups !== null, false);
  }

  people(from: number, to: number): void {
    const { rows, match, rule } = this;
    const { input, finder, groups, span } = this.pass;
    const { shard, exists } = input;
    const { firstPerson, personStart, event, time } = shard;
    const last = this.#last;
    for (let p = from; p < to; p++) {
      const begun = rows.size;
      const first = personStart[p]!;
      let session = first;
      for (let e = first; e < personStart[p + 1]!; e++) {
        if (begins(shard, rule, first, e)) session = e;
        if (time[session]! < span.fromMs || time[session]! > span.toMs) continue;
        if (!isMatch(match, event[e]!, e) || (exists && !hasBit(exists, e))) continue;
        const group = groups ? groups.at(e) : 0;
        const row = last.of(group);
        if (row >= begun && rows.amount[row] === session) continue;
        last.set(group, rows.size);
        rows.push(firstPerson + p, finder.at(time[session]!), group, session);
      }
    }
  }
}

const isMatch = ({ codes, mask }: ResolvedMatch, code: number, event: number): boolean =>
  (codes === null || codes[code] === 1) && (mask === null || hasBit(mask, event));
