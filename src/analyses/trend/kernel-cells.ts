import { bothBits, type Bitmap } from '#log/bitmap.ts';
import { begins, type SessionRule } from '#log/sessions.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { blockEnd } from '../blocks.ts';
import type { Slots } from './kernel-edges.ts';

/**
 * What was counted of all people of a shard together: of each group and bucket, group by group, three numbers: events,
 * units that have one, and those of them that have none in a bucket before. Of sessions their number alone, and two zeros.
 */
export type Cells = Uint32Array;

/** How many numbers a cell has. */
export const PER_CELL = 3;

/** What tells the groups apart: one code by event, and the group of each, −1 = of none that counts. */
export interface CodeGroups {
  codes: Uint8Array | Uint16Array | Uint32Array;
  groupOf: Int32Array;
  groups: number;
}

/** Which events count, in which buckets. */
export interface CellPass {
  input: KernelInput;
  /** One byte for each event's name, 1 = counts; null = all. */
  names: Uint8Array | null;
  mask: Bitmap | null;
  /** Inside of the buckets; both ends included. */
  span: Span;
  buckets: number;
  slots: Slots;
  /** How sessions are cut, where they are counted instead of events. */
  sessions: SessionRule | null;
}

/** The events that exist and meet the match's rule. */
export const maskOf = ({ exists, matches }: KernelInput, match: number): Bitmap | null => {
  const { mask } = matches[match]!;
  return mask && exists ? bothBits(mask, exists) : (mask ?? exists);
};

export function* cellsOf(pass: CellPass, by: CodeGroups): Generator<void, Cells> {
  const { personStart } = pass.input.shard;
  const cells: Cells = new Uint32Array(PER_CELL * by.groups * pass.buckets);
  const last = new Int32Array(by.groups);
  for (let from = 0; from < peopleIn(pass.input.shard);) {
    const to = blockEnd(personStart, from);
    if (pass.sessions) countSessions(pass, pass.sessions, by, from, to, cells, last.fill(-1));
    else countEvents(pass, by, from, to, cells, last.fill(-1));
    from = to;
    yield;
  }
  return cells;
}

/**
 * Of people [from, to). A person's events are by time, so that the group's last bucket tells whether an event is the
 * person's first in its bucket, and its first in all: `last` is that bucket, numbered on from person to person.
 */
function countEvents(
  { input, names, mask, span, buckets, slots }: CellPass,
  { codes, groupOf }: CodeGroups,
  from: number,
  to: number,
  cells: Cells,
  last: Int32Array,
): void {
  const { personStart, event, time } = input.shard;
  const words = mask && mask.words;
  const { fromMs, toMs } = span;
  const { originMs, perMs, bucket } = slots;
  let e = personStart[from]!;
  for (let p = from; p < to; p++) {
    const first = (p - from) * buckets;
    const end = personStart[p + 1]!;
    for (; e < end; e++) {
      const timeMs = time[e]!;
      if (timeMs < fromMs || timeMs > toMs) continue;
      if (names !== null && names[event[e]!] !== 1) continue;
      if (words !== null && ((words[e >>> 5]! >>> (e & 31)) & 1) === 0) continue;
      const group = groupOf[codes[e]!]!;
      if (group < 0) continue;
      const at = bucket[((timeMs - originMs) * perMs) | 0]!;
      const cell = PER_CELL * (group * buckets + at);
      const now = first + at;
      const before = last[group]!;
      last[group] = now;
      cells[cell]!++;
      // without a branch: the sign is 1 where the one comes before the other
      cells[cell + 1]! += (before - now) >>> 31;
      cells[cell + 2]! += (before - first) >>> 31;
    }
  }
}

/** Sessions of people [from, to): each in the bucket of its first event, which is the last session of its groups. */
function countSessions(
  { input, names, mask, span, buckets, slots }: CellPass,
  rule: SessionRule,
  { codes, groupOf }: CodeGroups,
  from: number,
  to: number,
  cells: Cells,
  last: Int32Array,
): void {
  const { shard } = input;
  const { personStart, event, time } = shard;
  const words = mask && mask.words;
  const { fromMs, toMs } = span;
  const { originMs, perMs, bucket } = slots;
  const { gapMs } = rule;
  const byGapAlone = rule.start === null && rule.end === null;
  for (let p = from; p < to; p++) {
    const first = personStart[p]!;
    const end = personStart[p + 1]!;
    let session = first;
    let sinceMs = 0;
    for (let e = first; e < end; e++) {
      const timeMs = time[e]!;
      if (byGapAlone ? e === first || timeMs - time[e - 1]! > gapMs : begins(shard, rule, first, e)) {
        session = e;
        sinceMs = timeMs;
      }
      if (sinceMs < fromMs || sinceMs > toMs) continue;
      if (names !== null && names[event[e]!] !== 1) continue;
      if (words !== null && ((words[e >>> 5]! >>> (e & 31)) & 1) === 0) continue;
      const group = groupOf[codes[e]!]!;
      if (group < 0) continue;
      const at = bucket[((sinceMs - originMs) * perMs) | 0]!;
      cells[PER_CELL * (group * buckets + at)]! += (last[group]! - session) >>> 31;
      last[group] = session;
    }
  }
}

/** Buckets move by the given steps to `buckets` of both, groups of the right are renumbered to `groups`; without any there is one. */
export function joinCells(
  left: Cells,
  right: Cells,
  moved: { left: number; right: number },
  renumbered: readonly number[],
  groups: number,
  buckets: number,
): Cells {
  const both = new Uint32Array(PER_CELL * Math.max(1, groups) * buckets);
  const add = (cells: Cells, shift: number, groupOf: (group: number) => number): void => {
    const row = PER_CELL * (buckets - shift);
    for (let at = 0; at < cells.length; at++)
      both[PER_CELL * (groupOf(Math.floor(at / row)) * buckets + shift) + (at % row)]! += cells[at]!;
  };
  add(left, moved.left, (group) => group);
  add(right, moved.right, (group) => renumbered[group] ?? 0);
  return both;
}
