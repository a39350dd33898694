import { count, hundredths, people, percent, PEOPLE, seconds } from '#charts/formats.ts';
import { shareTop } from '#charts/share-axis.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Interval } from '#statistics/proportions.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import { drawCounts, mostMatches, type DrawnCount } from './draw-counts.ts';
import { differenceNotes, differenceText } from './draw-difference.ts';
import { partText, sentence, type Table } from './draw-words.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

/** Of fewer units a share says little. */
export const FEW = 30;
/** More bars are left to the table. */
const MOST_DRAWN = 30;

export interface DrawnSeries {
  name: string;
  /** A token. */
  colour: string;
  /** 0..1, with both ends of its 95 % interval, null of nobody; and the part of it that may still be undone. */
  share: number;
  interval: Interval | null;
  openShare: number;
  few: boolean;
  did: Linked;
  /** Beside the bar: `20 of 40, 50.0%`. */
  label: string;
  says: string;
  /** Of how many times each did it; empty where nobody did. */
  counts: DrawnCount[];
}

export interface Drawing {
  /** Each part of the pattern as a person reads it; `soft` lies between two events. */
  parts: { text: string; soft: boolean }[];
  says: Stretch[];
  /** Everybody, then the range before or segments, then groups. */
  series: DrawnSeries[];
  /** Those that are drawn, and the share at the right end of their bars. */
  bars: DrawnSeries[];
  top: number;
  /** Whether anybody did it more than once. */
  repeats: boolean;
  beside: { heads: string[]; rows: { name: string; cells: (string | Linked)[] }[] };
  /** Whether a match takes any time. */
  timed: boolean;
  /** Null where nothing can be undone. */
  open: Linked | null;
  /** What the differences are of; empty where nothing is compared. */
  notes: string[];
  counted: Counted;
}

/** Everything the sequence shows, in the order it is read. Pure. */
export function draw(
  spec: SequenceSpec,
  result: SequenceResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = result.counts ?? PEOPLE;
  const all = seriesOf<Table>(spec, result, saved);
  const most = Math.max(...all.map(({ table }) => mostMatches(table)));
  const series = all.map((each) => drawSeries(each, most, counted));
  const bars = series.slice(0, MOST_DRAWN);
  return {
    parts: spec.pattern.then.map(partText),
    says: sentence(spec, result, all),
    series,
    bars,
    top: shareTop(Math.max(...bars.map(({ interval }) => interval?.[1] ?? 0))),
    repeats: most > 1,
    beside: besideOf(all, counted),
    timed: isTimed(all),
    open: result.open === 0 ? null : openLink(all[0]!, counted),
    notes: differenceNotes(spec, [...(result.compare ?? []), ...(result.breakdown ?? [])], counted),
    counted,
  };
}

const didLink = ({ name, table, pointer }: Series<Table>, counted: Counted): Linked => ({
  n: table.matched,
  pointer: { ...pointer, matched: true },
  heading: `${people(table.matched, counted)} did this`,
  note: `${pointer ? `${name}: ` : ''}${percent(table.share)} of ${people(table.units, counted)}`,
});

function didNotLink({ name, table, pointer }: Series<Table>, counted: Counted): Linked {
  const n = table.units - table.matched;
  return {
    n,
    pointer: { ...pointer, matched: false },
    heading: `${people(n, counted)} did not`,
    note: `${pointer ? `${name}: ` : ''}${percent(table.units === 0 ? 0 : n / table.units)} of ${people(table.units, counted)}`,
  };
}

const openLink = ({ name, table, pointer }: Series<Table>, counted: Counted): Linked => ({
  n: table.open,
  pointer: { ...pointer, open: true },
  heading: `${people(table.open, counted)} may still do what must not follow`,
  note: `${pointer ? `${name}: ` : ''}their time has not passed`,
});

function drawSeries(series: Series<Table>, most: number, counted: Counted): DrawnSeries {
  const { name, colour, table } = series;
  const { units, matched, share, interval, open } = table;
  const [low, high] = interval.map(percent) as [string, string];
  return {
    name,
    colour,
    share,
    interval: units === 0 ? null : interval,
    openShare: units === 0 ? 0 : open / units,
    few: units > 0 && units < FEW,
    did: didLink(series, counted),
    label: units === 0 ? 'nobody here' : `${count(matched)} of ${count(units)}, ${percent(share)}`,
    says:
      units === 0
        ? `${name}: nobody has an event`
        : `${name}: ${count(matched)} of ${people(units, counted)} did this, ${percent(share)}, 95% interval ${low} to ${high}`,
    counts: drawCounts(series, most, counted),
  };
}

const isTimed = (series: readonly Series<Table>[]): boolean => series.some(({ table }) => table.medianSeconds !== null);

function besideOf(series: readonly Series<Table>[], counted: Counted): Drawing['beside'] {
  const timed = isTimed(series);
  const opens = series.some(({ table }) => table.open > 0);
  const compared = series.length > 1;
  const time = (value: number | null): string => (value === null ? '–' : seconds(value));
  return {
    heads: [
      ...['Did this', 'Did not', 'Share', '95% interval', 'Times', 'Each'],
      ...(timed ? ['Median time', '90% within'] : []),
      ...(opens ? ['Still open'] : []),
      ...(compared ? ['Difference'] : []),
    ],
    rows: series.map((each) => {
      const { units, share, interval, matches, matched, averageMatches, medianSeconds, p90Seconds } = each.table;
      const [low, high] = interval.map(percent) as [string, string];
      return {
        name: each.name,
        cells: [
          didLink(each, counted),
          didNotLink(each, counted),
          units === 0 ? '–' : percent(share),
          units === 0 ? '–' : `${low} – ${high}`,
          count(matches),
          matched === 0 ? '–' : hundredths(averageMatches),
          ...(timed ? [time(medianSeconds), time(p90Seconds)] : []),
          ...(opens ? [openLink(each, counted)] : []),
          ...(compared ? [each.pointer === null ? '' : differenceText(each.table.difference)] : []),
        ],
      };
    }),
  };
}
