import { count, hundredths, many, number, people, percent, PEOPLE, seconds } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Counted } from '#vocabulary/result.ts';
import { OTHER } from '../breakdown-groups.ts';
import { bucketNamer } from '../bucket-names.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import type { SessionNumbers, SessionsTable } from './result-table.ts';
import type { SessionsResult } from './result.ts';
import type { SessionsSpec } from './spec.ts';

/** Some of the sessions. */
export interface Row {
  name: string;
  open: boolean;
  sessions: Linked;
  /** Of all sessions of the series, 0..1. */
  share: number;
  /** Of one event, and of two or more. */
  bounces: Linked;
  longer: Linked;
  bounceRate: string;
  duration: string;
  events: string;
}

export interface DrawnSeries {
  name: string;
  says: Stretch[];
  /** Under `BESIDE`. */
  beside: (string | Linked)[];
  /** The latest. */
  periods: Row[];
  /** How many early periods are in the saved table only. */
  left: number;
  hours: Row[];
  entries: Row[];
  exits: Row[];
  /** Those that may still go on; null where there are none. */
  open: Linked | null;
}

export interface Drawing {
  /** Everybody, then groups or segments, or the range before. */
  series: DrawnSeries[];
  interval: string;
}

export const BESIDE = [
  'Sessions',
  'One event',
  'Bounce rate',
  'Average duration',
  'Median duration',
  'Events a session',
  'Sessions each',
] as const;

/** Bars beyond would be too thin. */
const MOST_DRAWN = 366;

/** Everything the sessions show, in the order it is read. Pure. */
export function draw(
  spec: SessionsSpec,
  result: SessionsResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const { interval = 'day' } = spec;
  const counted = result.counted ?? PEOPLE;
  return {
    series: seriesOf(spec, result, saved).map((each) => drawSeries(each, interval, counted)),
    interval,
  };
}

export const sessionsText = (n: number): string => many(n, 'session');
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const durationOf = ({ timed, averageSeconds }: SessionNumbers): string => (timed === 0 ? '–' : seconds(averageSeconds));

function drawSeries(
  series: Series<SessionsTable>,
  interval: NonNullable<SessionsSpec['interval']>,
  counted: Counted,
): DrawnSeries {
  const { name, table } = series;
  const periods = table.byStart.slice(-MOST_DRAWN);
  const called = bucketNamer(
    interval,
    periods.map(({ start }) => start),
  );
  const rowOf = rowsOf(series);
  const all = rowOf('All', table, {}, 'in the range');
  const ended = (end: 'entry' | 'exit'): Row[] =>
    table[end === 'entry' ? 'entries' : 'exits'].map((each) =>
      rowOf(
        each.name === OTHER ? 'others' : each.name,
        each,
        { [end]: each.name },
        `that ${end === 'entry' ? 'begin' : 'end'} with ${each.name === OTHER ? 'another event' : `“${each.name}”`}`,
      ),
    );
  return {
    name,
    says: sentence(table, counted),
    beside: [
      all.sessions,
      all.bounces,
      all.bounceRate,
      all.duration,
      table.timed === 0 ? '–' : seconds(table.medianSeconds),
      all.events,
      table.active === 0 ? '–' : hundredths(table.averageSessions),
    ],
    periods: periods.map((each) => {
      const place = called(each.start);
      const text = `${place}${each.open ? ', open' : ''}`;
      return { ...rowOf(place, each, { start: each.start }, `from ${text}`), open: each.open };
    }),
    left: table.byStart.length - periods.length,
    hours: table.byHour.map((each) =>
      rowOf(
        hourText(each.hour),
        each,
        { hour: each.hour },
        `begun from ${hourText(each.hour)} to ${hourText((each.hour + 1) % 24)}`,
      ),
    ),
    entries: ended('entry'),
    exits: ended('exit'),
    open:
      table.open === 0
        ? null
        : {
            n: table.open,
            pointer: { ...series.pointer, open: true },
            heading: `Who had ${sessionsText(table.open)} that may go on`,
            note: noteOf(series, 'the log ends before the gap has passed'),
          },
  };
}

const noteOf = ({ name, pointer }: Series<SessionsTable>, text: string): string =>
  pointer ? `${name}: ${text}` : text;

const rowsOf =
  (series: Series<SessionsTable>) =>
  (name: string, numbers: SessionNumbers, which: Pointer, text: string): Row => ({
    name,
    open: false,
    sessions: {
      n: numbers.sessions,
      pointer: { ...series.pointer, ...which },
      heading: `Who had ${sessionsText(numbers.sessions)} ${text}`,
      note: noteOf(series, `${percent(numbers.bounceRate)} of them of one event`),
    },
    share: series.table.sessions === 0 ? 0 : numbers.sessions / series.table.sessions,
    bounces: {
      n: numbers.bounces,
      pointer: { ...series.pointer, ...which, bounced: true },
      heading: `Who had ${sessionsText(numbers.bounces)} of one event ${text}`,
      note: noteOf(series, `${percent(numbers.bounceRate)} of ${sessionsText(numbers.sessions)}`),
    },
    longer: {
      n: numbers.timed,
      pointer: { ...series.pointer, ...which, bounced: false },
      heading: `Who had ${sessionsText(numbers.timed)} of two events or more ${text}`,
      note: noteOf(series, `${percent(1 - numbers.bounceRate)} of ${sessionsText(numbers.sessions)}`),
    },
    bounceRate: percent(numbers.bounceRate),
    duration: durationOf(numbers),
    events: numbers.sessions === 0 ? '–' : hundredths(numbers.averageEvents),
  });

function sentence(table: SessionsTable, counted: Counted): Stretch[] {
  if (table.sessions === 0) return ['No session begins in the range.'];
  const { sessions, bounces, bounceRate, timed, active, averageEvents } = table;
  return [
    { strong: sessionsText(sessions) },
    ` of ${people(active, counted)}, ${number(averageEvents)} events each on average; `,
    { strong: percent(bounceRate) },
    ` (${count(bounces)}) of one event. `,
    ...(timed === 0
      ? ['None has two events, so none has a duration.']
      : [
          `The ${timed === 1 ? 'one' : count(timed)} of two events or more took `,
          { strong: seconds(table.averageSeconds) },
          ` on average, median ${seconds(table.medianSeconds)}.`,
        ]),
  ];
}
