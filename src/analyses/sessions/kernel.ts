import { hasBit } from '#log/bitmap.ts';
import { begins, sessionRule } from '#log/sessions.ts';
import { matchesAt, peopleIn, type KernelInput } from '#log/shard.ts';
import { joinKeys, type GroupKey } from '../breakdown-groups.ts';
import { firstFrom, hasEvent } from '../in-range.ts';
import { BLOCK, type Kernel } from '../kind.ts';
import { joinRows, regrouped } from '../rows.ts';
import { UnitGroups } from '../unit-groups.ts';
import { SessionList, type SessionRows } from './kernel-rows.ts';
import { localHours } from './local-hours.ts';
import type { SessionsOptions } from './switches.ts';

/** What one shard says. */
export interface SessionsPartial {
  of: SessionsOptions;
  /** Units with an event in the range. */
  units: number;
  /** Time of the log's last event. */
  lastMs: number;
  /** Name of each event code. */
  names: string[];
  /** Those whose first event lies in the range and of which an event exists. */
  rows: SessionRows;
  keys: GroupKey[];
  /** The same of the range before. */
  previous: SessionsPartial | null;
}

function* ofSpan(input: KernelInput, options: SessionsOptions): Generator<void, SessionsPartial> {
  const { shard, exists, lastMs, matches } = input;
  const { personStart, event, time } = shard;
  const { span, buckets } = options;
  const rule = sessionRule(matches, options.sessions);
  const list = new SessionList();
  const groups = options.grouped ? new UnitGroups(input) : null;
  let units = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < peopleIn(shard); p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    let begin = firstFrom(time, from, to, span.fromMs);
    // one that has begun before the range is of the range before
    while (begin < to && !begins(shard, rule, from, begin)) begin++;
    while (begin < to && time[begin]! <= span.toMs) {
      let first = -1;
      let last = -1;
      let events = 0;
      let e = begin;
      do {
        if (!exists || hasBit(exists, e)) {
          if (first < 0) first = e;
          last = e;
          events++;
        }
        e++;
      } while (e < to && !begins(shard, rule, from, e));
      if (first >= 0) {
        const isClosed = rule.end !== null && matchesAt(rule.end, event[e - 1]!, e - 1);
        const isOpen = e === to && !isClosed && time[e - 1]! + rule.gapMs > lastMs;
        list.add({ person: shard.firstPerson + p, begin, first, last, events, isOpen }, groups && groups.of(first, e));
      }
      begin = e;
    }
    if (hasEvent(input, p, span.fromMs, span.toMs + 0.001)) units++;
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return {
    of: options,
    units,
    lastMs,
    names: shard.names,
    rows: list.done(shard, localHours(buckets.zone)),
    keys: groups?.keys ?? [],
    previous: null,
  };
}

export const kernel: Kernel<SessionsOptions, SessionsPartial> = {
  *run(input, options) {
    const partial = yield* ofSpan(input, options);
    const { previous: span } = options;
    if (!span) return partial;
    // the breakdown is of the range asked for
    return { ...partial, previous: yield* ofSpan(input, { ...options, span, grouped: false, previous: null }) };
  },

  merge(left, right) {
    const { keys, renumbered } = joinKeys(left.keys, right.keys);
    return {
      ...left,
      units: left.units + right.units,
      rows: joinRows(left.rows, regrouped(right.rows, renumbered)),
      keys,
      previous: left.previous && kernel.merge(left.previous, right.previous!),
    };
  },
};
