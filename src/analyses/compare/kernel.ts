import { emptyBitmap, hasBit, setBit, type Bitmap } from '#log/bitmap.ts';
import { begins, sessionRule } from '#log/sessions.ts';
import { peopleIn, type KernelInput, type UnitColumn } from '#log/shard.ts';
import { dayReader } from '#segments/kernel-days.ts';
import { BLOCK, type Kernel } from '../kind.ts';
import type { CompareOptions } from './plan.ts';

/** What units did, each by its number in the shard; of a unit without an event nothing. */
export interface Did {
  events: Uint32Array;
  /** Local days with an event. */
  days: Uint32Array;
  /** With an event. */
  sessions: Uint32Array;
  /** units + 1 entries: unit u did the names of codes[start[u]] to codes[start[u + 1] − 1], each once. */
  start: Uint32Array;
  codes: Uint16Array;
  names: string[];
}

/** What one shard says; shards follow each other by their first unit. */
export interface ComparePartial {
  /** Units with an event, from the shard's first on. */
  active: Bitmap;
  /** Null where nobody asked for it. */
  did: Did | null;
  /** Of all units of the log. */
  attributes: UnitColumn[];
}

function* run(input: KernelInput, options: CompareOptions): Generator<void, ComparePartial> {
  const { shard, exists, span, matches, attributes } = input;
  const { personStart, event, time, names } = shard;
  const { reads } = options;
  const units = peopleIn(shard);
  const active = emptyBitmap(units);
  const rule = sessionRule(matches, options);
  const dayOf = dayReader(options.zone);
  const kept = reads ? units : 0;
  const did: Did = {
    events: new Uint32Array(kept),
    days: new Uint32Array(kept),
    sessions: new Uint32Array(kept),
    start: new Uint32Array(kept + 1),
    codes: new Uint16Array(reads ? event.length : 0),
    names,
  };
  const seenBy = new Int32Array(names.length).fill(-1);
  let filled = 0;
  let nextBreath = BLOCK;
  for (let u = 0; u < units; u++) {
    const from = personStart[u]!;
    const to = personStart[u + 1]!;
    let inSession = false;
    let day = NaN;
    // a clock set back over midnight shows a day once more
    let dayBefore = NaN;
    for (let e = from; e < to; e++) {
      const timeMs = time[e]!;
      if (reads && begins(shard, rule, from, e)) inSession = false;
      if (timeMs < span.fromMs || timeMs > span.toMs || (exists && !hasBit(exists, e))) continue;
      if (!reads) {
        setBit(active, u);
        break;
      }
      const code = event[e]!;
      did.events[u]!++;
      if (!inSession) did.sessions[u]!++;
      inSession = true;
      const on = dayOf(timeMs);
      if (on !== day) {
        if (on !== dayBefore) did.days[u]!++;
        dayBefore = day;
        day = on;
      }
      if (seenBy[code] !== u) did.codes[filled++] = code;
      seenBy[code] = u;
    }
    if (reads) {
      if (did.events[u]! > 0) setBit(active, u);
      did.start[u + 1] = filled;
    }
    if (to >= nextBreath) {
      nextBreath = to + BLOCK;
      yield;
    }
  }
  return { active, did: reads ? { ...did, codes: did.codes.slice(0, filled) } : null, attributes };
}

export const kernel: Kernel<CompareOptions, ComparePartial> = {
  run,
  merge: (left, right) => ({
    active: behindEachOther(left.active, right.active),
    did: left.did && right.did && joinDid(left.did, right.did),
    attributes: left.attributes,
  }),
};

/** The bits of the left, then those of the right. */
function behindEachOther(left: Bitmap, right: Bitmap): Bitmap {
  const out = emptyBitmap(left.length + right.length);
  out.words.set(left.words);
  const at = left.length >>> 5;
  const shift = left.length & 31;
  right.words.forEach((word, w) => {
    out.words[at + w]! |= word << shift;
    if (shift > 0 && at + w + 1 < out.words.length) out.words[at + w + 1]! |= word >>> (32 - shift);
  });
  return out;
}

function joinDid(left: Did, right: Did): Did {
  const numbers = (a: Uint32Array, b: Uint32Array): Uint32Array => {
    const out = new Uint32Array(a.length + b.length);
    out.set(a);
    out.set(b, a.length);
    return out;
  };
  const codes = new Uint16Array(left.codes.length + right.codes.length);
  codes.set(left.codes);
  codes.set(right.codes, left.codes.length);
  return {
    events: numbers(left.events, right.events),
    days: numbers(left.days, right.days),
    sessions: numbers(left.sessions, right.sessions),
    start: numbers(
      left.start,
      right.start.subarray(1).map((n) => n + left.codes.length),
    ),
    codes,
    names: left.names,
  };
}
