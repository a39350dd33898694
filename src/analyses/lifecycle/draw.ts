import { count, hundredths, people, percent, PEOPLE } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Interval } from '#vocabulary/calendar-buckets.ts';
import type { Counted } from '#vocabulary/result.ts';
import { bucketNamer } from '../bucket-names.ts';
import type { Linked, Stretch } from '../draw-linked.ts';
import { seriesOf, type Series } from '../draw-series.ts';
import type { LifecycleInterval, LifecycleTable } from './result-table.ts';
import type { LifecycleResult } from './result.ts';
import type { LifecycleSpec } from './spec.ts';
import type { State } from './stretches.ts';

export interface DrawnPeriod {
  name: string;
  open: boolean;
  /** In the order of `PARTS`. */
  parts: (Linked & { says: string })[];
  active: Linked;
  /** `1.24`, or a dash where nobody went dormant. */
  quickRatio: string;
}

export interface DrawnMove {
  link: Linked;
  share: string;
  /** 0..8, by the share. */
  level: number;
  says: string;
}

export interface DrawnMoves {
  /** A row for each state before; null where a state cannot follow. */
  rows: { name: string; all: string; moves: (DrawnMove | null)[] }[];
  columns: string[];
}

export interface DrawnSeries {
  name: string;
  periods: DrawnPeriod[];
  moves: DrawnMoves;
  says: Stretch[];
}

export interface Drawing {
  /** Everybody, then groups or segments, or the periods before. */
  series: DrawnSeries[];
  /** The means over closed periods beside each other; empty where there is nothing to compare. */
  beside: { name: string; cells: string[] }[];
  /** `week`. */
  period: Interval;
  counted: Counted;
  hasOpen: boolean;
  /** How many early periods are in the saved table only. */
  left: number;
}

/** From zero upwards, the last downwards. */
export const PARTS = ['returning', 'resurrecting', 'new', 'dormant'] as const;
export const COLOURS: Record<(typeof PARTS)[number], string> = {
  returning: '--c1',
  resurrecting: '--c3',
  new: '--c4',
  dormant: '--loss',
};

/** So many periods are drawn, the latest. */
const MOST_DRAWN = 200;

/** What the range before is called: it begins and ends with whole periods. */
export const beforeName = ({ interval }: LifecycleSpec): string =>
  `${interval.charAt(0).toUpperCase()}${interval.slice(1)}s before`;

/** Everything the lifecycle shows, in the order it is read. Pure. */
export function draw(
  spec: LifecycleSpec,
  result: LifecycleResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = result.counts ?? PEOPLE;
  const period = spec.interval;
  const series = seriesOf(spec, result, saved, beforeName(spec));
  return {
    series: series.map((each, i) => drawSeries(each, period, counted, i === 0 ? ratioBefore(spec, result) : null)),
    beside: series.length > 1 ? drawBeside(series) : [],
    period,
    counted,
    hasOpen: result.intervals.some(({ open }) => open),
    left: Math.max(0, result.intervals.length - MOST_DRAWN),
  };
}

export const BESIDE = ['Active', 'New', 'Resurrecting', 'Dormant', 'Quick ratio'] as const;

const active = (each: LifecycleInterval): number => each.new + each.returning + each.resurrecting;

/** Of a closed period on average: whole numbers, or all with decimals where there are small ones. */
function drawBeside(series: readonly Series<LifecycleTable>[]): Drawing['beside'] {
  const all = series.map(({ table }) => means(table));
  const least = Math.min(...all.flat().map((mean) => (mean === null || mean === 0 ? Infinity : mean)));
  const text = least < 10 ? hundredths : count;
  return series.map(({ name, table }, i) => ({
    name,
    cells: [...all[i]!.map((mean) => (mean === null ? '–' : text(mean))), ratioText(table.quickRatio)],
  }));
}

function means({ intervals }: LifecycleTable): (number | null)[] {
  const closed = intervals.filter(({ open }) => !open);
  const mean = (of: (each: LifecycleInterval) => number): number | null =>
    closed.length === 0 ? null : closed.reduce((sum, each) => sum + of(each), 0) / closed.length;
  return [
    mean(active),
    mean((each) => each.new),
    mean((each) => each.resurrecting),
    mean((each) => -each.dormant || 0),
  ];
}

export const ratioText = (ratio: number | null): string => (ratio === null ? '–' : hundredths(ratio));

/** The quick ratio of the periods before; null where it is not asked, or nobody went dormant. */
const ratioBefore = ({ compare }: LifecycleSpec, result: LifecycleResult): number | null =>
  compare && 'previous' in compare ? (result.compare?.[0]?.quickRatio ?? null) : null;

function drawSeries(
  { name, table, pointer }: Series<LifecycleTable>,
  period: Interval,
  counted: Counted,
  before: number | null,
): DrawnSeries {
  const shown = table.intervals.slice(-MOST_DRAWN);
  const called = bucketNamer(
    period,
    shown.map(({ start }) => start),
  );
  const prefix = pointer ? `${name}: ` : '';
  const link = (n: number, of: Pointer, what: string, when: string): Linked => ({
    n,
    pointer: { ...pointer, ...of },
    heading: `${people(n, counted)} ${what}`,
    note: `${prefix}${when}`,
  });
  const moved = (from: State, to: State, n: number): Linked =>
    link(
      n,
      { from, to },
      `${from}, then ${to}`,
      `from one ${period} to the next, closed ${period}s, each counted once`,
    );
  const { states, counts, shares } = table.transitions;
  return {
    name,
    periods: shown.map((each): DrawnPeriod => {
      const when = `${called(each.start)}${each.open ? ', open' : ''}`;
      return {
        name: called(each.start),
        open: each.open,
        parts: PARTS.map((state) => {
          const n = Math.abs(each[state]);
          return {
            ...link(n, { start: each.start, state }, state, when),
            says: `${called(each.start)}: ${people(n, counted)} ${state}${each.open ? ', open' : ''}`,
          };
        }),
        active: link(active(each), { start: each.start, state: 'active' }, 'active', when),
        quickRatio: ratioText(each.quickRatio),
      };
    }),
    moves: {
      columns: states.slice(1),
      rows: states.map((from, i) => ({
        name: from,
        all: count(counts[i]!.reduce((a, b) => a + b, 0)),
        moves: states.slice(1).map((to, j) => {
          if (!MAY_FOLLOW[from as State].includes(to as State)) return null;
          const n = counts[i]![j + 1]!;
          const share = shares[i]![j + 1]!;
          return {
            link: moved(from as State, to as State, n),
            share: percent(share),
            level: Math.min(8, Math.floor(share * 9)),
            says: `${count(n)} of ${count(counts[i]!.reduce((a, b) => a + b, 0))} ${from} were ${to} the ${period} after, ${percent(share)}`,
          };
        }),
      })),
    },
    says: sentence(table, called, period, counted, before),
  };
}

const MAY_FOLLOW: Record<State, State[]> = {
  new: ['returning', 'dormant'],
  returning: ['returning', 'dormant'],
  resurrecting: ['returning', 'dormant'],
  dormant: ['resurrecting', 'inactive'],
  inactive: ['resurrecting', 'inactive'],
};

/** The last period that is over, and what all of them come to. */
function sentence(
  { intervals, quickRatio }: LifecycleTable,
  called: (start: string) => string,
  period: Interval,
  counted: Counted,
  before: number | null,
): Stretch[] {
  const closed = intervals.filter(({ open }) => !open);
  const last = closed.at(-1);
  if (!last) return [`No ${period} of the range is over yet: the log ends too early to say who comes and goes.`];
  const when = { hour: 'In the hour of', day: 'On', week: 'In the week of', month: 'In' }[period];
  const said: Stretch[] = [
    `${when} ${called(last.start)}, the last ${period} that is over, `,
    { strong: people(active(last), counted) },
    ` ${active(last) === 1 ? 'was' : 'were'} active: ${count(last.new)} new, ${count(last.returning)} returning, ${count(last.resurrecting)} resurrecting; ${count(-last.dormant || 0)} went dormant.`,
  ];
  if (quickRatio === null) return said;
  const went = quickRatio > 1 ? 'more came than went' : quickRatio < 1 ? 'more went than came' : 'as many came as went';
  return [
    ...said,
    ` Over ${closed.length === 1 ? `that ${period}` : `${closed.length} closed ${period}s`} ${went}: quick ratio `,
    { strong: hundredths(quickRatio) },
    before === null ? '.' : `; before it was ${hundredths(before)}.`,
  ];
}
