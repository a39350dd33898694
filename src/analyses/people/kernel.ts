import { hasBit } from '#log/bitmap.ts';
import { begins, sessionRule } from '#log/sessions.ts';
import { peopleIn, type KernelInput, type UnitColumn } from '#log/shard.ts';
import { dayReader } from '#segments/kernel-days.ts';
import { lifecyclePeople } from '#segments/kernel-lifecycle.ts';
import { durationMs, type Duration } from '#vocabulary/duration.ts';
import type { Kernel } from '../kind.ts';
import { noneKept, type Kept } from './kept.ts';
import { STAGES } from './spec-columns.ts';
import type { PeopleOptions } from './switches.ts';

/** Events between two breaths. */
const BLOCK = 1 << 18;

/** What every row of the table holds beside attributes; the rows are in the order of the log. */
export interface Rows {
  /** Number in the whole log. */
  people: Uint32Array;
  firstMs: Float64Array;
  lastMs: Float64Array;
  /** Local days since 1970. */
  firstDay: Int32Array;
  lastDay: Int32Array;
  events: Uint32Array;
  days: Uint32Array;
  sessions: Uint32Array;
  /** Place in STAGES. */
  stage: Uint8Array;
  /** Of nothing it is 0; empty where no amount is asked for. */
  amount: Float64Array;
}

export interface PeoplePartial {
  rows: Rows;
  /** By number of the unit in the whole log. */
  attributes: UnitColumn[];
  zone: string;
  lifecycle: { silentAfter: Duration; churnedAfter: Duration };
  kept: Kept;
}

const emptyRows = (n: number, amount: boolean): Rows => ({
  people: new Uint32Array(n),
  firstMs: new Float64Array(n),
  lastMs: new Float64Array(n),
  firstDay: new Int32Array(n),
  lastDay: new Int32Array(n),
  events: new Uint32Array(n),
  days: new Uint32Array(n),
  sessions: new Uint32Array(n),
  stage: new Uint8Array(n),
  amount: new Float64Array(amount ? n : 0),
});

function* run(input: KernelInput, options: PeopleOptions): Generator<void, PeoplePartial> {
  const { shard, exists, span, attributes } = input;
  const { personStart, time } = shard;
  const lifecycle = input.lifecycle!;
  const amounts = input.amounts?.[0] ?? null;
  const states = yield* lifecyclePeople(shard, {
    asOfMs: input.lastMs,
    silentMs: durationMs(lifecycle.silentAfter),
    churnedMs: durationMs(lifecycle.churnedAfter),
  });
  const stages = STAGES.map((stage) => states[stage]);
  const rule = sessionRule(input.matches, options);
  const dayOf = dayReader(options.zone);
  const rows = emptyRows(peopleIn(shard), amounts !== null);
  let size = 0;
  let nextBreath = BLOCK;
  for (let p = 0; p < peopleIn(shard); p++) {
    const from = personStart[p]!;
    const to = personStart[p + 1]!;
    let events = 0;
    let sessions = 0;
    let days = 0;
    let sum = 0;
    let counted = false;
    let day = NaN;
    // a clock set back over midnight shows a day once more
    let dayBefore = NaN;
    for (let i = from; i < to; i++) {
      const timeMs = time[i]!;
      if (begins(shard, rule, from, i)) counted = false;
      if (timeMs < span.fromMs || timeMs > span.toMs || (exists && !hasBit(exists, i))) continue;
      const now = dayOf(timeMs);
      if (events === 0) {
        rows.firstMs[size] = timeMs;
        rows.firstDay[size] = now;
      }
      rows.lastMs[size] = timeMs;
      rows.lastDay[size] = now;
      events++;
      if (!counted) sessions++;
      counted = true;
      if (now !== day) {
        if (now !== dayBefore) days++;
        dayBefore = day;
        day = now;
      }
      if (amounts) sum += amounts[i]! || 0;
    }
    if (events > 0) {
      rows.people[size] = shard.firstPerson + p;
      rows.events[size] = events;
      rows.days[size] = days;
      rows.sessions[size] = sessions;
      rows.stage[size] = stages.findIndex((bits) => hasBit(bits, p));
      if (amounts) rows.amount[size] = sum;
      size++;
    }
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return {
    rows: mapped(rows, (list) => list.slice(0, size)),
    attributes,
    zone: options.zone,
    lifecycle,
    kept: noneKept(),
  };
}

const NAMES = Object.keys(emptyRows(0, true)) as (keyof Rows)[];

const mapped = (rows: Rows, change: (list: Rows[keyof Rows], name: keyof Rows) => Rows[keyof Rows]): Rows =>
  Object.fromEntries(NAMES.map((name) => [name, change(rows[name], name)])) as unknown as Rows;

export const kernel: Kernel<PeopleOptions, PeoplePartial> = {
  run,
  merge(left, right) {
    const joined = (list: Rows[keyof Rows], name: keyof Rows): Rows[keyof Rows] => {
      const both = new (list.constructor as new (n: number) => Rows[keyof Rows])(list.length + right.rows[name].length);
      both.set(list);
      both.set(right.rows[name], list.length);
      return both;
    };
    return { ...left, rows: mapped(left.rows, joined), kept: noneKept() };
  },
};
