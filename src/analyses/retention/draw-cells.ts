import { count } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { Counted } from '#vocabulary/result.ts';
import { meanSays, type Reading } from './draw-values.ts';
import type { Series } from './draw-series.ts';
import type { RetentionCell, RetentionCohort, RetentionMean } from './result-table.ts';

export interface DrawnCell {
  period: number;
  /** Both readings, for the switch. */
  rate: string;
  count: string;
  /** What rows are sorted by. */
  value: number;
  /** 0..8, by its value beside the largest. */
  level: number;
  open: boolean;
  /** What a pointer that rests on it and a screen reader are told. */
  says: string;
  pointer: Pointer;
  /** The same for the same pointer. */
  key: string;
}

/** Where the pointer or the keys are, in a table or on a curve. */
export interface At {
  key: string;
  /** The cohort, where it is of one. */
  start?: string;
}

export const keyOf = (pointer: Pointer): string => JSON.stringify(pointer);

export interface DrawnRow {
  start: string;
  label: string;
  size: string;
  units: number;
  /** Its own period has not ended. */
  open: boolean;
  pointer: Pointer;
  /** Those after the cohort itself, as far as the log goes. */
  cells: DrawnCell[];
}

/** A mean; null readings where no cohort has closed the column. */
export interface DrawnMean {
  period: number;
  rate: string | null;
  count: string | null;
  level: number;
  says: string;
  pointer: Pointer;
}

export interface DrawnTable {
  name: string;
  /** A token: that of its line. */
  colour: string;
  /** Null for everybody where nothing else is shown. */
  heading: string | null;
  total: string;
  mean: DrawnMean[];
  rows: DrawnRow[];
}

/** How a table is drawn, the same for all beside each other. */
export interface TableLook {
  columns: string[];
  /** `week`. */
  period: string;
  counted: Counted;
  reading: Reading;
  /** Value of the darkest colour. */
  most: number;
  /** What a cohort is called. */
  name: (start: string) => string;
  simple: boolean;
}

/** Cells after the cohort itself; an open one in which nobody is yet is left blank. */
export const visible = ({ size, cells }: RetentionCohort): { cell: RetentionCell; k: number; size: number }[] =>
  size === 0
    ? []
    : cells
        .map((cell, k) => ({ cell, k, size }))
        .filter(({ cell, k }) => k > 0 && (!cell.open || (cell.units ?? cell.count) > 0));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function drawTable(
  { name, colour, pointer, table }: Series,
  heading: string | null,
  left: number,
  look: TableLook,
) {
  const { columns, period, reading, most } = look;
  const drawn: DrawnTable = {
    name,
    colour,
    heading,
    total: count(table.cohorts.reduce((n, { size }) => n + size, 0)),
    mean: table.mean.slice(1).map((mean, i) => drawMean(mean, i + 1, pointer, look)),
    rows: table.cohorts.slice(left).map((cohort) => ({
      start: cohort.start,
      label: look.name(cohort.start),
      size: count(cohort.size),
      units: cohort.size,
      open: cohort.cells[0]!.open,
      pointer: { ...pointer, cohort: cohort.start, period: 0 },
      cells: visible(cohort).map(({ cell, k }) => ({
        period: k,
        key: keyOf({ ...pointer, cohort: cohort.start, period: k }),
        rate: reading.rate(cell),
        count: reading.count(cell),
        value: reading.value(cell),
        level: levelOf(reading.value(cell), most),
        open: cell.open,
        says: `${look.name(cohort.start)}, ${period} ${columns[k]}: ${reading.says(cell, cohort.size)}${cell.open ? ', open' : ''}`,
        pointer: { ...pointer, cohort: cohort.start, period: k },
      })),
    })),
  };
  return drawn;
}

function drawMean(mean: RetentionMean, k: number, pointer: Pointer, look: TableLook): DrawnMean {
  const { columns, period, reading, most, counted, simple } = look;
  const known = mean.cohorts > 0;
  return {
    period: k,
    rate: known ? reading.rate(mean) : null,
    count: known ? (simple ? reading.rate(mean) : reading.count(mean)) : null,
    level: levelOf(reading.value(mean), most),
    says: `${capital(period)} ${columns[k]}: ${known ? meanSays(mean, reading, counted, simple) : 'no cohort has closed it'}`,
    pointer: { ...pointer, period: k },
  };
}

/** 0..8, by its value beside the largest. */
const levelOf = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.max(0, Math.min(8, Math.floor((value / most) * 9)));
