/** An event as one reads it in a list of a person's. */
export interface Noted {
  name: string;
  timeMs: number;
  /** Whether the question leaves it. */
  exists: boolean;
  group: string | null;
}

/** Sessions of one person, from a list of all events in order. */
export function plainSessions(
  events: readonly Noted[],
  gapMs: number,
  opens: (event: Noted) => boolean,
  closes: (event: Noted) => boolean,
): Noted[][] {
  const sessions: Noted[][] = [];
  for (const [i, event] of events.entries()) {
    const before = events[i - 1];
    if (!before || event.timeMs - before.timeMs > gapMs || opens(event) || closes(before)) sessions.push([]);
    sessions.at(-1)!.push(event);
  }
  return sessions;
}

export interface PlainSession {
  person: string;
  beginMs: number;
  entry: string;
  exit: string;
  events: number;
  seconds: number;
  group: string | null;
}

/** What is told of a session: its first instant is of all its events, everything else of those that exist. */
export function plainSession(person: string, all: readonly Noted[]): PlainSession | null {
  const events = all.filter(({ exists }) => exists);
  const [first, last] = [events[0], events.at(-1)];
  return first && last
    ? {
        person,
        beginMs: all[0]!.timeMs,
        entry: first.name,
        exit: last.name,
        events: events.length,
        seconds: (last.timeMs - first.timeMs) / 1000,
        group: events.find(({ group }) => group !== null)?.group ?? null,
      }
    : null;
}

const mean = (of: readonly number[]): number => (of.length === 0 ? 0 : of.reduce((a, b) => a + b, 0) / of.length);

export function plainNumbers(sessions: readonly PlainSession[]) {
  const bounces = sessions.filter(({ events }) => events === 1).length;
  const times = sessions.filter(({ events }) => events > 1).map(({ seconds }) => seconds);
  return {
    sessions: sessions.length,
    bounces,
    bounceRate: sessions.length === 0 ? 0 : bounces / sessions.length,
    timed: times.length,
    averageSeconds: mean(times),
    averageEvents: mean(sessions.map(({ events }) => events)),
  };
}

export function plainMedian(sessions: readonly PlainSession[]): number {
  const times = sessions.filter(({ events }) => events > 1).map(({ seconds }) => seconds);
  times.sort((a, b) => a - b);
  return times.length === 0
    ? 0
    : (times[Math.floor((times.length - 1) / 2)]! + times[Math.ceil((times.length - 1) / 2)]!) / 2;
}
