import { quantile } from '../quantiles.ts';
import type { SessionRows } from './kernel-rows.ts';

/** Some sessions in numbers. */
export interface SessionNumbers {
  sessions: number;
  /** Of one event. */
  bounces: number;
  bounceRate: number;
  /** Of two events or more: durations are of these, 0 where there are none. */
  timed: number;
  averageSeconds: number;
  /** Events of a session. */
  averageEvents: number;
}

export interface NamedSessions extends SessionNumbers {
  /** Of the first or the last event; `$other` = of those not named together. */
  name: string;
  /** Of all sessions. */
  share: number;
}

export interface SessionsTable extends SessionNumbers {
  medianSeconds: number;
  /** Units with a session. */
  active: number;
  averageSessions: number;
  /** May still go on when the log ends: their events and durations may grow. */
  open: number;
  /** By name of the first event, the most frequent first. */
  entries: NamedSessions[];
  /** By name of the last event. */
  exits: NamedSessions[];
  /** By the local period of the first event. */
  byStart: (SessionNumbers & { start: string; open: boolean })[];
  /** By the hour on the wall clock at the first event, 0 to 23. */
  byHour: (SessionNumbers & { hour: number })[];
}

/** Sessions of several kinds, counted side by side. */
export class SessionSums {
  readonly sessions: Float64Array;
  readonly #bounces: Float64Array;
  readonly #events: Float64Array;
  readonly #seconds: Float64Array;

  constructor(places: number) {
    [this.sessions, this.#bounces, this.#events, this.#seconds] = [0, 1, 2, 3].map(() => new Float64Array(places)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  add(place: number, { events, seconds }: SessionRows, row: number): void {
    this.sessions[place]!++;
    if (events[row] === 1) this.#bounces[place]!++;
    this.#events[place]! += events[row]!;
    this.#seconds[place]! += seconds[row]!;
  }

  /** Of some places together. */
  of(places: readonly number[]): SessionNumbers {
    const sum = (of: Float64Array): number => places.reduce((all, place) => all + of[place]!, 0);
    const sessions = sum(this.sessions);
    const bounces = sum(this.#bounces);
    const timed = sessions - bounces;
    return {
      sessions,
      bounces,
      bounceRate: sessions === 0 ? 0 : bounces / sessions,
      timed,
      averageSeconds: timed === 0 ? 0 : sum(this.#seconds) / timed,
      averageEvents: sessions === 0 ? 0 : sum(this.#events) / sessions,
    };
  }
}

/** Median of sessions of two events or more; 0 where there are none. */
export function medianSeconds({ events, seconds }: SessionRows, rows: Uint32Array): number {
  const timed = Float64Array.from(
    rows.filter((row) => events[row]! > 1),
    (row) => seconds[row]!,
  );
  return timed.length === 0 ? 0 : quantile(timed, 0.5, 0);
}
