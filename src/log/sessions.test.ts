import { describe, expect, test } from 'vitest';
import { plainLog, type PlainEvent } from '../../tests/support/plain-log.ts';
import { random } from '../../tests/support/random.ts';
import { runSteps } from '../../tests/support/run-steps.ts';
import { emptyBitmap, hasBit, setBit } from './bitmap.ts';
import type { EventLog } from './event-log.ts';
import { codesOf } from './masks.ts';
import { cutSessions } from './sessions.ts';
import type { ResolvedMatch } from './shard.ts';

/** Every session as its name and the text of its events with their times. */
const unfolded = (log: EventLog): [string, string][] =>
  Array.from({ length: log.facts.people }, (_, s) => [
    log.people.text(s),
    Array.from({ length: log.personStart[s + 1]! - log.personStart[s]! }, (_, i) => {
      const at = log.personStart[s]! + i;
      return `${log.names[log.event[at]!]}${log.time[at]}`;
    }).join(' '),
  ]);

const named = (log: EventLog, event: string | null): ResolvedMatch => ({
  codes: codesOf({ event }, log.names),
  mask: null,
});

/** One person after another, one event after another. */
function naive(
  log: EventLog,
  gap: number,
  opens: (code: number, place: number) => boolean,
  closes: (code: number, place: number) => boolean,
) {
  const all: [string, string][] = [];
  for (let p = 0; p < log.people.size; p++) {
    const sessions: string[][] = [];
    let closed = true;
    for (let i = log.personStart[p]!; i < log.personStart[p + 1]!; i++) {
      const late = i > log.personStart[p]! && log.time[i]! - log.time[i - 1]! > gap;
      if (closed || late || opens(log.event[i]!, i)) sessions.push([]);
      sessions.at(-1)!.push(`${log.names[log.event[i]!]}${log.time[i]}`);
      closed = closes(log.event[i]!, i);
    }
    sessions.forEach((events, n) => all.push([`${log.people.text(p)} #${n + 1}`, events.join(' ')]));
  }
  return all;
}

describe('sessions', () => {
  test('agree with a plain reading on random logs, with starts and ends by name and by rule', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { int, pick } = random(seed);
      const rows = Array.from({ length: int(50) }, (): PlainEvent => [
        `p${int(4)}`,
        pick(['s', 'e', 'x', 'y']),
        int(25),
      ]);
      const log = plainLog(rows);
      const mask = emptyBitmap(log.event.length);
      for (let i = 0; i < mask.length; i++) if (int(3) > 0) setBit(mask, i);
      const match = (): ResolvedMatch | null => {
        const codes = int(4) === 0 ? null : codesOf({ event: pick(['s', 'e', 'none']) }, log.names);
        return int(3) === 0 ? null : { codes, mask: int(2) === 0 ? mask : null };
      };
      const [start, end, gapMs] = [match(), match(), 1 + int(5)];
      const read = (of: ResolvedMatch | null) => (code: number, place: number) =>
        of !== null && (of.codes === null || of.codes[code] === 1) && (of.mask === null || hasBit(of.mask, place));
      const cut = runSteps(cutSessions(log, { gapMs, start, end }));
      expect(unfolded(cut), `seed ${seed}`).toEqual(naive(log, gapMs, read(start), read(end)));
      for (let s = 0; s < cut.people.size; s++) expect(cut.people.find(cut.people.text(s))).toBe(s);
    }
  });

  test('end only where the gap is longer, not where it is as long', () => {
    const log = plainLog([
      ['p', 'a', 0],
      ['p', 'b', 30],
      ['p', 'c', 61],
      ['p', 'd', 61],
    ]);
    expect(unfolded(runSteps(cutSessions(log, { gapMs: 30, start: null, end: null })))).toEqual([
      ['p #1', 'a0 b30'],
      ['p #2', 'c61 d61'],
    ]);
  });

  test('open at each of several starts in a row, and close at each end, which belongs to them', () => {
    const log = plainLog([
      ['p', 'a', 0],
      ['p', 'in', 1],
      ['p', 'in', 2],
      ['p', 'b', 3],
      ['p', 'out', 4],
      ['p', 'out', 5],
      ['p', 'c', 6],
    ]);
    const rule = { gapMs: 100, start: named(log, 'in'), end: named(log, 'out') };
    expect(unfolded(runSteps(cutSessions(log, rule))).map(([, events]) => events)).toEqual([
      'a0',
      'in1',
      'in2 b3 out4',
      'out5',
      'c6',
    ]);
    const each = { gapMs: 100, start: named(log, 'in'), end: named(log, 'in') };
    expect(unfolded(runSteps(cutSessions(log, each))).map(([, events]) => events)).toEqual([
      'a0',
      'in1',
      'in2',
      'b3 out4 out5 c6',
    ]);
  });

  test('share the arrays of the log, and know whose they are', () => {
    const log = plainLog([
      ['p', 'a', 0],
      ['q #1', 'a', 0],
      ['q #1', 'a', 9],
    ]);
    const cut = runSteps(cutSessions(log, { gapMs: 5, start: null, end: null }));
    expect(cut.time).toBe(log.time);
    expect(cut.laid).toEqual({ from: log, places: null });
    expect([0, 1, 2].map((session) => cut.people.personOf(session))).toEqual([0, 1, 1]);
    expect(['q #1 #2', 'q #1', 'p #1', 'p #2', 'p #0', 'p'].map((text) => cut.people.find(text))).toEqual([
      2, -1, 0, -1, -1, -1,
    ]);
    expect(runSteps(cutSessions(plainLog([]), { gapMs: 5, start: null, end: null })).people.size).toBe(0);
  });
});
