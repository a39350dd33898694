import { localDate, type Span } from '#vocabulary/calendar.ts';

export interface OracleEvent {
  timeMs: number;
  /** Left by the document's `where`. */
  exists: boolean;
  /** NaN = none. */
  amount: number;
  opens: boolean;
  closes: boolean;
}

export interface OracleRules {
  zone: string;
  span: Span;
  gapMs: number;
  silentMs: number;
  churnedMs: number;
  lastMs: number;
}

export interface OraclePerson {
  firstMs: number;
  lastMs: number;
  events: number;
  days: number;
  sessions: number;
  stage: string;
  amount: number;
}

/** What the table says of one person, each rule as it is written; null of somebody who is not in it. */
export function personOf(journey: OracleEvent[], rules: OracleRules): OraclePerson | null {
  const { zone, span, gapMs } = rules;
  const sessionOf = journey.map(
    (_, i) =>
      journey.filter((event, j) => {
        const before = journey[j - 1];
        return j <= i && (!before || event.timeMs - before.timeMs > gapMs || event.opens || before.closes);
      }).length,
  );
  const counts = ({ timeMs, exists }: OracleEvent) => exists && timeMs >= span.fromMs && timeMs <= span.toMs;
  const counted = journey.filter(counts);
  if (counted.length === 0) return null;
  return {
    firstMs: counted[0]!.timeMs,
    lastMs: counted.at(-1)!.timeMs,
    events: counted.length,
    days: new Set(counted.map(({ timeMs }) => localDate(zone, timeMs))).size,
    sessions: new Set(sessionOf.filter((_, i) => counts(journey[i]!))).size,
    stage: stageOf(
      journey.map(({ timeMs }) => timeMs),
      rules,
    ),
    amount: counted.reduce((sum, { amount }) => sum + (Number.isNaN(amount) ? 0 : amount), 0),
  };
}

function stageOf(times: number[], { silentMs, churnedMs, lastMs }: OracleRules): string {
  const ago = lastMs - times.at(-1)!;
  if (ago > churnedMs) return 'churned';
  if (ago > silentMs) return 'silent';
  if (lastMs - times[0]! <= silentMs) return 'new';
  const back = times.findIndex((time) => lastMs - time <= silentMs);
  return times[back]! - times[back - 1]! > churnedMs ? 'resurrected' : 'active';
}

/** Places in a list by a key: ties in the order of the list, null last. */
export function sorted<T>(list: T[], key: (each: T) => number | null, descending: boolean): number[] {
  return [...list.keys()].sort((a, b) => {
    const [x, y] = [key(list[a]!), key(list[b]!)];
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    return (descending ? y - x : x - y) || a - b;
  });
}
