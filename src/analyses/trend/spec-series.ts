import { parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { Fields, isObject } from '#vocabulary/fields.ts';
import type { Problem } from '#vocabulary/problem.ts';

export const COUNTS = ['events', 'units', 'sessions', 'perUnit'] as const;
export const OF_NUMBERS = ['sum', 'average', 'min', 'max', 'median', 'p90', 'p95'] as const;

export type Count = (typeof COUNTS)[number];
export type OfNumbers = (typeof OF_NUMBERS)[number];

/** What is counted, or what is said of the numbers of a property: `{ sum: 'amount' }`. */
export type Measure = Count | { [name in OfNumbers]?: string };

export interface TrendSeries {
  of: EventMatch;
  /** `events` without it. */
  measure?: Measure;
  /** What to call it; without one the event's name. */
  name?: string;
}

/** As many as there are letters for the formula. */
export const MOST_SERIES = 26;

export const letterOf = (series: number): string => String.fromCharCode(65 + series);

/** The measure taken apart. */
export function measured({ measure = 'events' }: TrendSeries):
  | { count: Count }
  | {
      of: OfNumbers;
      property: string;
    } {
  if (typeof measure === 'string') return { count: measure };
  const of = OF_NUMBERS.find((name) => measure[name] !== undefined)!;
  return { of, property: measure[of]! };
}

export function readSeries(fields: Fields): TrendSeries[] | undefined {
  const list = fields.list('series', (value, path) => readOne(value, path, fields.problems));
  if (!fields.has('series'))
    return fields.refuse('series', 'trend/series', 'A trend needs its series.', 'List the events to count.');
  if (list && (list.length < 1 || list.length > MOST_SERIES))
    return fields.refuse(
      'series',
      'trend/series',
      `A trend has 1 to ${MOST_SERIES} series, not ${list.length}.`,
      list.length < 1 ? 'Add the event to count.' : 'Leave some of them out.',
    );
  return list;
}

function readOne(value: unknown, path: string, problems: Problem[]): TrendSeries | undefined {
  const fields = Fields.of(value, path, problems);
  if (!fields) return undefined;
  const before = problems.length;
  const of = fields.raw('of');
  if (of === undefined)
    fields.refuse('of', 'trend/series', 'Which events?', 'Give `of`: { event: "Order" }, or {} for any event.');
  const match = of === undefined ? undefined : parseEventMatch(of, fields.at('of'), problems);
  const measure = readMeasure(fields);
  const name = fields.string('name');
  fields.done();
  if (!match || problems.length > before) return undefined;
  return { of: match, ...(measure !== undefined && { measure }), ...(name !== undefined && { name }) };
}

const HINT = `Choose one of ${COUNTS.join(', ')}, or { ${OF_NUMBERS.join(' | ')}: "a property" }.`;

function readMeasure(fields: Fields): Measure | undefined {
  const value = fields.raw('measure');
  if (value === undefined) return undefined;
  if (typeof value === 'string' && (COUNTS as readonly string[]).includes(value)) return value as Count;
  if (!isObject(value)) return fields.refuse('measure', 'trend/measure', 'This is no measure.', HINT);
  const [entry, ...more] = Object.entries(value);
  const [name, property] = entry ?? ['', ''];
  if (more.length > 0 || !(OF_NUMBERS as readonly string[]).includes(name))
    return fields.refuse('measure', 'trend/measure', 'This is no measure.', HINT);
  if (typeof property !== 'string' || property === '')
    return fields.refuse(`measure.${name}`, 'trend/measure', 'Of which property?', 'Name it.');
  return { [name]: property };
}
