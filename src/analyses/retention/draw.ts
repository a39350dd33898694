import { count, people, percent, PEOPLE } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import { eventMatchText, eventNames } from '#vocabulary/event-match.ts';
import type { Counted } from '#vocabulary/result.ts';
import { bucketNamer } from '../bucket-names.ts';
import { groupName } from '../group-names.ts';
import type { RetentionCell, RetentionCohort, RetentionTable } from './result-table.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';
import { widthsOf } from './switches.ts';

export interface DrawnCell {
  period: number;
  /** Both readings, for the switch. */
  rate: string;
  count: string;
  /** 0..8, by its rate beside the largest. */
  level: number;
  open: boolean;
  /** What a pointer that rests on it and a screen reader are told. */
  says: string;
}

export interface DrawnRow {
  start: string;
  label: string;
  size: string;
  /** Its own period has not ended. */
  open: boolean;
  /** Those after the cohort itself, as far as the log goes. */
  cells: DrawnCell[];
}

export interface DrawnTable {
  /** Undefined without a breakdown. */
  value?: RetentionValue;
  heading: string | null;
  total: string;
  mean: { period: number; rate: string | null; says: string }[];
  rows: DrawnRow[];
}

type RetentionValue = NonNullable<RetentionResult['breakdown']>[number]['value'];

export interface Drawing {
  /** `1`, `2–3`. */
  columns: string[];
  /** `Week`. */
  period: string;
  /** Head of the first column. */
  first: string;
  counted: string;
  says: { came: string; periods: { rate: string; when: string }[] } | null;
  /** Rate of the darkest colour. */
  most: string;
  hasOpen: boolean;
  /** How many early cohorts are not shown. */
  left: number;
  tables: DrawnTable[];
  /** The means of all and of each group beside each other; empty without a breakdown. */
  groups: DrawnMean[];
}

/** One line of means, to compare groups by. */
export interface DrawnMean {
  name: string;
  total: string;
  cells: { period: number; rate: string | null; level: number; says: string }[];
}

/** So many cohorts are drawn, the latest. */
const MOST_ROWS = 120;

/** A cohort of less than this share of the largest does not stretch the scale of colours. */
const SMALL = 0.1;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function columnsOf(spec: RetentionSpec): string[] {
  let from = 0;
  return widthsOf(spec).map((width) => {
    const text = width === 1 ? `${from}` : `${from}–${from + width - 1}`;
    from += width;
    return text;
  });
}

/** Everything the retention shows, in the order it is read. Pure. */
export function draw(
  spec: RetentionSpec,
  result: RetentionResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = result.counts ?? PEOPLE;
  const period = spec.period ?? 'day';
  const columns = columnsOf(spec);
  const tables: (RetentionTable & { value?: RetentionValue })[] = result.breakdown ?? [result];
  const left = Math.max(0, result.cohorts.length - MOST_ROWS);
  const shown = tables.map(({ cohorts, ...rest }) => ({ ...rest, cohorts: cohorts.slice(left) }));
  const cells = shown.flatMap(({ cohorts }) => cohorts.flatMap((cohort) => visible(cohort)));
  const largest = shown.reduce((n, { cohorts }) => cohorts.reduce((m, { size }) => Math.max(m, size), n), 0);
  const telling = cells.filter(({ size }) => size >= SMALL * largest);
  const most = telling.reduce((rate, { cell }) => Math.max(rate, cell.rate), 0);
  const name = bucketNamer(
    period,
    result.cohorts.slice(left).map(({ start }) => start),
  );
  const drawn = shown.map((table) =>
    drawTable(table, { columns, period, counted, most, name, breakdown: spec.breakdown, saved }),
  );
  return {
    columns: columns.slice(1),
    period: capital(period),
    first: `Began, ${period === 'hour' || period === 'day' ? period : `${period} of`}`,
    counted: capital(counted.many),
    says: sentence(spec, result, columns, counted),
    most: `${percent(most)}${cells.some(({ cell }) => cell.rate > most) ? ' or more' : ''}`,
    hasOpen: drawn.some(({ rows }) => rows.some((row) => row.open || row.cells.some(({ open }) => open))),
    left,
    tables: drawn,
    groups: result.breakdown
      ? [
          drawMean('All', { cohorts: result.cohorts.slice(left), mean: result.mean }, columns, period, most),
          ...shown.map((table, i) => drawMean(drawn[i]!.heading ?? '', table, columns, period, most)),
        ]
      : [],
  };
}

/** Cells after the cohort itself; an open one in which nobody is yet is left blank. */
const visible = ({ size, cells }: RetentionCohort): { cell: RetentionCell; k: number; size: number }[] =>
  size === 0
    ? []
    : cells.map((cell, k) => ({ cell, k, size })).filter(({ cell, k }) => k > 0 && (!cell.open || cell.count > 0));

function drawTable(
  { cohorts, mean, value }: RetentionTable & { value?: RetentionValue },
  at: {
    columns: string[];
    period: string;
    counted: Counted;
    most: number;
    name: (start: string) => string;
    breakdown: RetentionSpec['breakdown'];
    saved: readonly NamedSegment[];
  },
): DrawnTable {
  const { columns, period, counted, most, name, breakdown, saved } = at;
  return {
    ...(value !== undefined && { value }),
    heading: value === undefined || !breakdown ? null : groupName(value, breakdown, saved),
    total: count(cohorts.reduce((n, { size }) => n + size, 0)),
    mean: mean.slice(1).map(({ rate, cohorts: closed }, i) => ({
      period: i + 1,
      rate: closed === 0 ? null : percent(rate),
      says: `${capital(period)} ${columns[i + 1]}, mean of ${closed} closed`,
    })),
    rows: cohorts.map((cohort) => ({
      start: cohort.start,
      label: name(cohort.start),
      size: count(cohort.size),
      open: cohort.cells[0]!.open,
      cells: visible(cohort).map(({ cell, k }) => ({
        period: k,
        rate: percent(cell.rate),
        count: count(cell.count),
        level: levelOf(cell.rate, most),
        open: cell.open,
        says: `${name(cohort.start)}, ${period} ${columns[k]}: ${count(cell.count)} of ${people(cohort.size, counted)}, ${percent(cell.rate)}${cell.open ? ', open' : ''}`,
      })),
    })),
  };
}

/** 0..8, by its rate beside the largest. */
const levelOf = (rate: number, most: number): number => (most === 0 ? 0 : Math.min(8, Math.floor((rate / most) * 9)));

const drawMean = (
  name: string,
  { cohorts, mean }: RetentionTable,
  columns: string[],
  period: string,
  most: number,
): DrawnMean => ({
  name,
  total: count(cohorts.reduce((n, { size }) => n + size, 0)),
  cells: mean.slice(1).map(({ rate, cohorts: closed }, i) => ({
    period: i + 1,
    rate: closed === 0 ? null : percent(rate),
    level: levelOf(rate, most),
    says: `${name}, ${period} ${columns[i + 1]}: mean of ${closed} closed`,
  })),
});

const startText = ({ start }: RetentionSpec): string =>
  eventNames(start) === null && !start.name && !start.where ? 'anything' : eventMatchText(start);

/** The first column after the cohort, and the last that at least half as many cohorts have closed. */
function sentence(
  spec: RetentionSpec,
  { mean }: RetentionResult,
  columns: string[],
  counted: Counted,
): Drawing['says'] {
  const period = spec.period ?? 'day';
  const known = mean.map((each, k) => ({ ...each, k })).filter(({ cohorts, k }) => k > 0 && cohorts > 0);
  const told = known.filter(({ cohorts }) => cohorts * 2 >= known[0]!.cohorts);
  const ends = told.length > 1 ? [told[0]!, told.at(-1)!] : told;
  if (ends.length === 0) return null;
  return {
    came: `Of ${counted.many} who did ${startText(spec)}`,
    periods: ends.map(({ rate, k }) => ({
      rate: percent(rate),
      when: `${spec.returned === 'onOrAfter' ? 'from' : 'in'} ${period} ${columns[k]}${spec.returned === 'onOrAfter' ? ' on' : ''}`,
    })),
  };
}
