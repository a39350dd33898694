import { count, many, percent, people, seconds } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import { bucketNamer } from '../bucket-names.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import { paceOf, sentence } from './draw-says.ts';
import { binName, upToName, valuesText, wordsOf, type Words } from './draw-words.ts';
import type { IntervalTable, Times } from './result-table.ts';
import type { IntervalResult } from './result.ts';
import type { IntervalSpec, Scale } from './spec.ts';

export interface DrawnBin {
  name: string;
  of: Linked;
  pairs: number;
  share: number;
  /** With a pair that took less than the bin ends with. */
  upTo: Linked;
  cumulative: number;
}

/** The times of a period or of a series, with who is behind them. */
export interface DrawnTimes {
  name: string;
  /** A token. */
  colour: string;
  times: Times;
  /** Its time has not fully passed. */
  open: boolean;
  of: Linked;
  /** Without a pair as yet. */
  stillOpen: Linked;
  unmatched: Linked;
}

/** What tells a series apart, as pointers name it. */
type Sort = 'all' | 'previous' | 'segment' | 'value';

export interface DrawnSeries extends DrawnTimes {
  sort: Sort;
  says: Stretch[];
  bins: DrawnBin[];
  /** The latest, where they are asked for. */
  periods: DrawnTimes[];
  /** How many early periods are in the saved table only. */
  left: number;
}

export interface Drawing {
  /** Everybody, then groups or segments, or the range before. */
  series: DrawnSeries[];
  /** A row for each series, and what its numbers are. */
  beside: { heads: string[]; rows: { name: string; cells: (string | Linked)[] }[] };
  words: Words;
  scale: Scale;
  /** `week`; null where no boxes by period are asked for. */
  interval: string | null;
  /** Whether beginnings have an end of their own, after which they are unmatched. */
  capped: boolean;
  /** Whether series get there at the same pace, in sentences. */
  pace: string[];
}

/** Boxes beyond would be too thin. */
const MOST_PERIODS = 60;

/** Everything the interval shows, in the order it is read. Pure. */
export function draw(
  spec: IntervalSpec,
  result: IntervalResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const words = wordsOf(spec, result.counts);
  const series = seriesOf(spec, result, saved).map((each) => drawSeries(each, spec, words));
  const capped = spec.cap !== undefined;
  return {
    series,
    beside: {
      heads: [...headsOf(words, capped), ...TIMES],
      rows: series.map((each) => ({ name: each.name, cells: cellsOf(each, words, capped) })),
    },
    words,
    scale: spec.scale ?? 'log',
    interval: spec.interval ?? null,
    capped,
    pace: paceOf(series, result.logRank, words),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands before the times of a row. */
export const headsOf = ({ counted, all }: Words, capped: boolean): string[] => [
  ...(all ? ['Pairs'] : []),
  capital(counted.many),
  'Open',
  ...(capped ? ['Unmatched'] : []),
];

export const TIMES = [
  'Average',
  'Shortest',
  '10%',
  '25%',
  'Median',
  '75%',
  '90%',
  'Longest',
  'Median, all counted',
] as const;

/** Under `headsOf` and `TIMES`. */
export const cellsOf = ({ times, of, stillOpen, unmatched }: DrawnTimes, { all }: Words, capped: boolean) => [
  ...(all ? [count(times.pairs)] : []),
  of,
  stillOpen,
  ...(capped ? [unmatched] : []),
  ...[
    ...[times.averageSeconds, times.minSeconds, times.p10Seconds, times.p25Seconds],
    ...[times.medianSeconds, times.p75Seconds, times.p90Seconds, times.maxSeconds],
  ].map((each) => (times.pairs === 0 ? '–' : seconds(each))),
  times.estimatedMedianSeconds === null ? 'not half' : seconds(times.estimatedMedianSeconds),
];

function drawTimes(
  { name, colour, pointer }: Pick<Series<unknown>, 'name' | 'colour' | 'pointer'>,
  times: Times,
  { open, all, where }: { open: boolean; all: Pointer; where: string },
  words: Words,
): DrawnTimes {
  const link = (n: number, of: Pointer, heading: string): Linked => ({
    n,
    pointer: { ...pointer, ...of },
    heading,
    note: where,
  });
  const begun = (n: number, units: number, what: string): string =>
    `${words.all ? `${many(n, `${words.from} event`)} of ` : ''}${people(units, words.counted)} ${what}`;
  return {
    name,
    colour,
    times,
    open,
    of: link(times.active, all, `${valuesText(times.pairs, times.active, words)} ${words.way}`),
    stillOpen: link(
      times.openUnits,
      { open: true },
      begun(times.open, times.openUnits, `without ${words.next} as yet`),
    ),
    unmatched: link(
      times.unmatchedUnits,
      { unmatched: true },
      begun(times.unmatched, times.unmatchedUnits, `without ${words.next} in time`),
    ),
  };
}

function drawSeries(series: Series<IntervalTable>, spec: IntervalSpec, words: Words): DrawnSeries {
  const { name, colour, table, pointer } = series;
  const of = (n: number): number => (table.pairs === 0 ? 0 : n / table.pairs);
  const note = (text: string): string => `${pointer ? `${name}: ` : ''}${text}`;
  const everybody = valuesText(table.pairs, table.active, words);
  const listed = table.byPeriod ?? [];
  const periods = listed.slice(-MOST_PERIODS);
  const called = bucketNamer(
    spec.interval ?? 'day',
    periods.map(({ start }) => start),
  );
  let below = 0;
  return {
    ...drawTimes(
      series,
      table,
      { open: false, all: { atLeast: 0 }, where: pointer ? name : 'that begin in the range' },
      words,
    ),
    sort: (['previous', 'segment', 'value'] as const).find((sort) => pointer && sort in pointer) ?? 'all',
    says: sentence(table, words),
    bins: table.bins.map((bin): DrawnBin => {
      const { from, to, units, count: pairs, unitsUpTo } = bin;
      below += pairs;
      const within = binName(bin);
      return {
        name: within,
        of: {
          n: units,
          pointer: { ...pointer, ...(from !== null && { atLeast: from }), ...(to !== null && { under: to }) },
          heading: `${valuesText(pairs, units, words)} took ${within}`,
          note: note(`${percent(of(pairs))} of ${everybody}`),
        },
        pairs,
        share: of(pairs),
        upTo: {
          n: unitsUpTo,
          pointer: { ...pointer, ...(to === null ? { atLeast: 0 } : { under: to }) },
          heading: `${valuesText(below, unitsUpTo, words)} took ${upToName(bin)}`,
          note: note(`${percent(of(below))} of ${everybody}`),
        },
        cumulative: of(below),
      };
    }),
    periods: periods.map((each) =>
      drawTimes(
        { name: called(each.start), colour, pointer: { ...pointer, start: each.start } },
        each,
        { open: !each.closed, all: {}, where: note(`begun in the ${spec.interval} of ${called(each.start)}`) },
        words,
      ),
    ),
    left: listed.length - periods.length,
  };
}
