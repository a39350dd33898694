import { eventNames, type EventMatch } from '#vocabulary/event-match.ts';
import { emptyBitmap, hasBit, setBit, type Bitmap } from './bitmap.ts';
import type { EventLog } from './event-log.ts';
import type { MergedRows } from './repeated-rows.ts';

/** One byte per event code, 1 = one of the names; null = any name. */
export function codesOf(match: EventMatch, names: readonly string[]): Uint8Array | null {
  const wanted = eventNames(match);
  if (!wanted) return null;
  const set = new Set(wanted);
  return Uint8Array.from(names, (name) => (set.has(name) ? 1 : 0));
}

/** Lays bits of the table's rows into the order of the log. */
export function intoLogOrder(rows: Bitmap, log: EventLog): Bitmap {
  const out = emptyBitmap(log.row.length);
  const { words } = out;
  const { row } = log;
  const from = rows.words;
  for (let i = 0; i < row.length; i++) {
    const r = row[i]!;
    words[i >>> 5]! |= ((from[r >>> 5]! >>> (r & 31)) & 1) << (i & 31);
  }
  return out;
}

/** Lays bits of the log back onto the table's rows; a row that is nobody's event has none. */
export function intoRowOrder(bits: Bitmap, log: EventLog): Bitmap {
  const out = emptyBitmap(log.rows);
  for (let i = 0; i < log.row.length; i++) if (hasBit(bits, i)) setBit(out, log.row[i]!);
  return out;
}

/** Also sets the row that is the event where a row that is part of it is set. */
export function ontoHeads(rows: Bitmap, { rows: parts, heads }: MergedRows): Bitmap {
  const out = { length: rows.length, words: rows.words.slice() };
  for (let i = 0; i < parts.length; i++) if (hasBit(rows, parts[i]!)) setBit(out, heads[i]!);
  return out;
}

/** Every event of the people whose bit is set. */
export function eventsOfPeople(people: Bitmap, log: EventLog): Bitmap {
  const out = emptyBitmap(log.event.length);
  for (let p = 0; p + 1 < log.personStart.length; p++) {
    if (!hasBit(people, p)) continue;
    for (let i = log.personStart[p]!; i < log.personStart[p + 1]!; i++) setBit(out, i);
  }
  return out;
}

/**
 * Keeps of each person only the first event that matches.
 * `ever`: the first by name, which must then pass the rule; `matching`: the first that passes the rule.
 * Events that `exists` leaves out are not seen.
 */
export function firstOnly(
  first: 'ever' | 'matching',
  log: EventLog,
  codes: Uint8Array | null,
  passes: Bitmap | null,
  exists: Bitmap | null,
): Bitmap {
  const out = emptyBitmap(log.event.length);
  for (let p = 0; p + 1 < log.personStart.length; p++) {
    for (let i = log.personStart[p]!; i < log.personStart[p + 1]!; i++) {
      if (exists && !hasBit(exists, i)) continue;
      if (codes && codes[log.event[i]!] === 0) continue;
      const good = !passes || hasBit(passes, i);
      if (good) setBit(out, i);
      if (good || first === 'ever') break;
    }
  }
  return out;
}
