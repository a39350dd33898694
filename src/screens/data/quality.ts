import type { OpenedLog } from '#engine/protocol.ts';
import { count, day, many, percent } from '#charts/formats.ts';

export interface Finding {
  level: 'warn' | 'info' | 'good';
  text: string;
  note: string;
  /** As the file has them, and how many there are beyond these. */
  examples?: readonly string[];
  more?: number;
}

const mean = (list: readonly number[]): number => list.reduce((sum, n) => sum + n, 0) / Math.max(1, list.length);

/**
 * A log whose first full week is about as busy as its ordinary day began before it was recorded: a business that
 * really began then would have begun smaller. Under four weeks there is no ordinary day to compare with.
 */
function beginsInMidLife({ overview: { daily } }: OpenedLog): Finding | null {
  if (daily.length < 28) return null;
  const events = daily.map((day) => day.events);
  const ordinary = events.toSorted((a, b) => a - b)[Math.floor(events.length / 2)]!;
  const first = mean(events.slice(1, 8));
  if (ordinary < 10 || first < ordinary / 2) return null;
  return {
    level: 'info',
    text: 'The log begins in the middle of things',
    note: `Its first full week has ${count(first)} events a day, an ordinary day has ${count(ordinary)}. Who is seen first near ${day(daily[0]!.startMs, 'UTC')} may have been there before.`,
  };
}

/** A line with two faults is told of twice: its first one is enough. */
const oneALine = (examples: readonly string[]): string[] => {
  const line = (example: string) => /^line \d+:/.exec(example)?.[0] ?? example;
  return examples.filter((example, i) => examples.findIndex((other) => line(other) === line(example)) === i);
};

/** What a person must know of a log before trusting its numbers. */
export function findings(log: OpenedLog): Finding[] {
  const { rows, unusable, unnamed, overview } = log;
  const list: Finding[] = [];
  const of = (n: number) => `${percent(n / Math.max(1, rows))} of rows`;
  const examples = oneALine(unusable.brokenExamples);
  if (unusable.broken)
    list.push({
      level: 'warn',
      text: `${many(unusable.broken, 'row')} could not be parted into fields`,
      note: 'Left out of everything, the table too. Set them right in the file and open it again.',
      examples,
      more: Math.max(0, unusable.broken - examples.length),
    });
  if (unusable.withoutPerson)
    list.push({
      level: 'warn',
      text: `${many(unusable.withoutPerson, 'row')} without a person`,
      note: `No id in ${of(unusable.withoutPerson)}. Kept out of journeys, counted here.`,
    });
  if (unusable.withoutTime)
    list.push({
      level: 'warn',
      text: `${many(unusable.withoutTime, 'row')} without a time`,
      note: `No time in ${of(unusable.withoutTime)}. Kept out of journeys, counted here.`,
    });
  if (unusable.unreadableTimes) {
    const [first, ...others] = unusable.unreadableExamples;
    const such = first === undefined ? '' : `“${[first, ...others].slice(0, 3).join('”, “')}”. `;
    list.push({
      level: 'warn',
      text: `${many(unusable.unreadableTimes, 'time')} cannot be read`,
      note: `${such}Kept out of journeys. Choose another format above if these are right.`,
    });
  }
  if (unnamed)
    list.push({
      level: 'info',
      text: `${many(unnamed, 'event')} without a name`,
      note: `No name in ${of(unnamed)}. They are events all the same.`,
    });
  if (list.length === 0)
    list.push({
      level: 'good',
      text: `All ${count(overview.events)} rows are events`,
      note: 'Each has a person, a name and a time.',
    });
  const edge = beginsInMidLife(log);
  return edge ? [...list, edge] : list;
}
