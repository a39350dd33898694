import { hasBit } from '#log/bitmap.ts';
import { begins, sessionRule, type SessionRule } from '#log/sessions.ts';
import { matchesAt, type KernelInput, type ResolvedMatch } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { BucketFinder } from './kernel-edges.ts';
import type { GroupNumbers } from './kernel-groups.ts';
import { MOST_IN_ROW, TallyRows } from './kernel-tally.ts';
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

  /** Room for a group that has none. */
  grow(group: number): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(Math.max(group + 1, this.rows.length * 2)).fill(-1);
    larger.set(this.rows);
    return (this.rows = larger);
  }
}

const rowsOf = (of: 'events' | 'sessions' | 'numbers', { input: { shard }, groups }: Pass): TallyRows =>
  new TallyRows(of, shard, groups && groups.most);

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
    this.rows = rowsOf('events', pass);
  }

  people(from: number, to: number): void {
    const { input, finder, groups, span } = this.pass;
    const { personStart, event, time } = input.shard;
    const { codes, mask } = this.match;
    const { exists } = input;
    const { fromMs, toMs } = span;
    this.rows.reserve(from, to);
    const { starts, bucket, group, amount } = this.rows;
    let { size } = this.rows;
    let last = this.#last.rows;
    const { codes: values, number } = groups?.single ?? { codes: null, number: null };
    for (let p = from; p < to; p++) {
      const begun = size;
      const end = personStart[p + 1]!;
      for (let e = personStart[p]!; e < end; e++) {
        if (codes !== null && codes[event[e]!] !== 1) continue;
        const timeMs = time[e]!;
        if (timeMs < fromMs || timeMs > toMs) continue;
        if (mask !== null && !hasBit(mask, e)) continue;
        if (exists !== null && !hasBit(exists, e)) continue;
        const b = finder.at(timeMs);
        // known groups of one list of codes without a call
        let g = values === null ? -1 : number[values[e]!]! - 1;
        if (g < 0) g = groups === null ? 0 : groups.at(e);
        if (g >= last.length) last = this.#last.grow(g);
        // a person's events are by time: only the group's last row can be of the same bucket
        const row = last[g]!;
        if (row >= begun && bucket[row] === b && amount[row]! < MOST_IN_ROW) {
          amount[row]!++;
          continue;
        }
        last[g] = size;
        bucket[size] = b;
        if (group !== null) group[size] = g;
        amount[size++] = 1;
      }
      starts[p + 1] = size;
    }
    this.rows.size = size;
  }
}

class NumberCounting implements Counting {
  readonly rows: TallyRows;

  constructor(
    readonly pass: Pass,
    readonly match: ResolvedMatch,
    readonly amounts: Float64Array,
  ) {
    this.rows = rowsOf('numbers', pass);
  }

  people(from: number, to: number): void {
    const { rows, match, amounts } = this;
    const { input, finder, groups, span } = this.pass;
    const { personStart, event, time } = input.shard;
    rows.reserve(from, to);
    for (let p = from; p < to; p++) {
      for (let e = personStart[p]!; e < personStart[p + 1]!; e++) {
        const number = amounts[e]!;
        if (Number.isNaN(number) || time[e]! < span.fromMs || time[e]! > span.toMs) continue;
        if (!matchesAt(match, event[e]!, e) || (input.exists && !hasBit(input.exists, e))) continue;
        rows.push(finder.at(time[e]!), groups ? groups.at(e) : 0, number);
      }
      rows.starts[p + 1] = rows.size;
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
    this.rows = rowsOf('sessions', pass);
  }

  people(from: number, to: number): void {
    const { rows, match, rule } = this;
    const { input, finder, groups, span } = this.pass;
    const { shard, exists } = input;
    const { personStart, event, time } = shard;
    rows.reserve(from, to);
    let last = this.#last.rows;
    for (let p = from; p < to; p++) {
      const begun = rows.size;
      const first = personStart[p]!;
      let session = first;
      for (let e = first; e < personStart[p + 1]!; e++) {
        if (begins(shard, rule, first, e)) session = e;
        if (time[session]! < span.fromMs || time[session]! > span.toMs) continue;
        if (!matchesAt(match, event[e]!, e) || (exists && !hasBit(exists, e))) continue;
        const group = groups ? groups.at(e) : 0;
        if (group >= last.length) last = this.#last.grow(group);
        const row = last[group]!;
        if (row >= begun && rows.amount[row] === session) continue;
        last[group] = rows.size;
        rows.push(finder.at(time[session]!), group, session);
      }
      rows.starts[p + 1] = rows.size;
    }
  }
}
