import { shareTick, shareTop } from '#charts/share-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import { keyOf, visible, type TableLook } from './draw-cells.ts';
import { meanSays } from './draw-values.ts';
import type { Series } from './draw-series.ts';

export interface CurvePoint {
  /** Column after the cohort, from 1. */
  period: number;
  value: number;
  /** Ends of the 95 % interval, where there is one. */
  low?: number;
  high?: number;
  open: boolean;
  says: string;
  pointer: Pointer;
  /** The same for the same pointer. */
  key: string;
}

export interface CurveLine {
  /** Named at its end; null for one of many cohorts. */
  name: string | null;
  /** A token. */
  colour: string;
  bold: boolean;
  /** First local day of the cohort it is of. */
  start?: string;
  points: CurvePoint[];
}

export interface Curves {
  /** What the figure shows, as a sentence. */
  label: string;
  columns: string[];
  /** `Week`. */
  period: string;
  /** The thin ones first. */
  lines: CurveLine[];
  least: number;
  top: number;
  levels: { value: number; text: string }[];
  /** Whether a line has open points. */
  hasOpen: boolean;
  /** Whether a line has a band. */
  hasBand: boolean;
}

/** Of more cohorts the figure would be grey. */
const MOST_THIN = 40;

/** The mean of a series with its band. */
export function meanLine({ name, colour, pointer, table }: Series, look: TableLook): CurveLine {
  const { reading, counted, simple, columns, period } = look;
  return {
    name,
    colour,
    bold: true,
    points: table.mean.flatMap((mean, k): CurvePoint[] =>
      k === 0 || mean.cohorts === 0
        ? []
        : [
            {
              period: k,
              value: reading.value(mean),
              ...(mean.low !== undefined && mean.high !== undefined && { low: mean.low, high: mean.high }),
              open: false,
              says: `${name}, ${period} ${columns[k]}: ${meanSays(mean, reading, counted, simple)}`,
              pointer: { ...pointer, period: k },
              key: keyOf({ ...pointer, period: k }),
            },
          ],
    ),
  };
}

/** The latest cohorts, one line each. */
export function cohortLines({ pointer, table }: Series, look: TableLook): CurveLine[] {
  const { reading, columns, period } = look;
  return table.cohorts
    .slice(-MOST_THIN)
    .map((cohort): CurveLine => ({
      name: null,
      colour: '--ink-3',
      bold: false,
      start: cohort.start,
      points: visible(cohort).map(({ cell, k }) => ({
        period: k,
        value: reading.value(cell),
        open: cell.open,
        says: `${look.name(cohort.start)}, ${period} ${columns[k]}: ${reading.says(cell, cohort.size)}${cell.open ? ', open' : ''}`,
        pointer: { ...pointer, cohort: cohort.start, period: k },
        key: keyOf({ ...pointer, cohort: cohort.start, period: k }),
      })),
    }))
    .filter(({ points }) => points.length > 0);
}

/** `top` and `least` are those of all figures beside each other. */
export function curvesOf(label: string, lines: CurveLine[], scale: Scale, look: TableLook): Curves {
  const points = lines.flatMap((line) => line.points);
  return {
    label,
    columns: look.columns.slice(1),
    period: look.period.charAt(0).toUpperCase() + look.period.slice(1),
    lines,
    ...scale,
    hasOpen: points.some(({ open }) => open),
    hasBand: points.some(({ low }) => low !== undefined),
  };
}

type Scale = Pick<Curves, 'least' | 'top' | 'levels'>;

/** From 0, or below where a sum is. A mean may reach as far as its interval does. */
export function scaleOf(lines: CurveLine[], shares: boolean, look: TableLook): Scale {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value, low = value, high = value }) => [low, high]));
  const most = Math.max(0, ...values);
  if (shares) {
    const top = shareTop(most);
    return { least: 0, top, levels: [0, top / 2, top].map((value) => ({ value, text: shareTick(value, top) })) };
  }
  const top = roundAbove(most);
  const lowest = Math.min(0, ...values);
  const least = lowest < 0 ? -roundAbove(-lowest) : 0;
  return {
    least,
    top,
    levels: [...new Set([least, 0, top / 2, top])].map((value) => ({ value, text: look.reading.scaled(value) })),
  };
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

function roundAbove(value: number): number {
  if (value === 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return ROUND.find((step) => step * unit >= value)! * unit;
}
