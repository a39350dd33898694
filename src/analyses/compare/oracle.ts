import { localDate } from '#vocabulary/calendar.ts';

export interface OracleEvent {
  name: string;
  timeMs: number;
}

/** One person: what they did, what they are, and which segments they are in. */
export interface OraclePerson {
  /** All they ever did. */
  whole: OracleEvent[];
  /** Those of it inside the range and rules. */
  journey: OracleEvent[];
  /** Values of the properties; null = none. */
  values: (string | null)[];
  in: number[];
  inBase: boolean;
}

export interface Told {
  people: number;
  having: number;
  /** Of the segment, then of those in both. */
  segments: { people: number; having: number; both: number; bothHaving: number }[];
}

const quantile = (sorted: number[], share: number): number => {
  if (sorted.length === 0) return 0;
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return low + (high - low) * (place - Math.floor(place));
};

export const spread = (numbers: number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return {
    people: sorted.length,
    average: sorted.length === 0 ? 0 : sorted.reduce((a, b) => a + b, 0) / sorted.length,
    p25: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
  };
};

/** Every count as it is defined, person by person. */
export class Oracle {
  readonly active: OraclePerson[];
  constructor(
    people: OraclePerson[],
    readonly segments: number,
  ) {
    this.active = people.filter(({ journey }) => journey.length > 0);
  }

  base = (): OraclePerson[] => this.active.filter(({ inBase }) => inBase);

  members = (segment: number): OraclePerson[] => this.active.filter((person) => person.in.includes(segment));

  counted(has: (person: OraclePerson) => boolean): Told {
    const base = this.base();
    return {
      people: base.length,
      having: base.filter(has).length,
      segments: Array.from({ length: this.segments }, (_, s) => {
        const members = this.members(s);
        const both = members.filter(({ inBase }) => inBase);
        return {
          people: members.length,
          having: members.filter(has).length,
          both: both.length,
          bothHaving: both.filter(has).length,
        };
      }),
    };
  }

  combinations(): Map<string, number> {
    const found = new Map<string, number>();
    for (const person of this.active)
      if (person.in.length > 0) found.set(person.in.join(), (found.get(person.in.join()) ?? 0) + 1);
    return found;
  }
}

interface Cut {
  gapMs: number;
  start?: { event: string };
  end?: { event: string };
}

export const perPerson = {
  events: ({ journey }: OraclePerson): number => journey.length,
  days: ({ journey }: OraclePerson, zone: string): number =>
    new Set(journey.map(({ timeMs }) => localDate(zone, timeMs))).size,
  sessions: ({ whole, journey }: OraclePerson, _zone: string, { gapMs, start, end }: Cut): number => {
    const sessions: OracleEvent[][] = [];
    whole.forEach((event, i) => {
      const before = whole[i - 1];
      if (!before || event.timeMs - before.timeMs > gapMs || event.name === start?.event || before.name === end?.event)
        sessions.push([]);
      sessions.at(-1)!.push(event);
    });
    return sessions.filter((events) => events.some((event) => journey.includes(event))).length;
  },
};
