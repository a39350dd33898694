import type { Counted } from '#vocabulary/result.ts';
import { count, people } from './formats.ts';

/** A part of a column. Parts above zero stack upwards in their order, parts below downwards. */
export interface ColumnPart {
  value: number;
  /** A token. */
  colour: string;
  /** The exact value in words. */
  says: string;
}

export interface Column {
  /** Under the column. */
  name: string;
  /** Its time has not fully passed. */
  open: boolean;
  parts: ColumnPart[];
}

export interface Columns {
  columns: Column[];
  /** Of the whole figure, in pixels. */
  height: number;
  /** After the number of the highest tick. */
  unit: Counted;
  /** What the figure shows, as a sentence. */
  label: string;
}

export interface ColumnBox {
  column: number;
  part: number;
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
  open: boolean;
}

/** Where everything lies, in pixels. */
export interface ColumnsPlot {
  left: number;
  right: number;
  /** Height of nothing. */
  zero: number;
  /** Between two columns' left edges. */
  step: number;
  boxes: ColumnBox[];
  ticks: { y: number; text: string }[];
  names: { x: number; y: number; text: string }[];
}

/** Pixels around the columns. */
export const COLUMN_EDGES = { head: 20, foot: 26, start: 40, end: 8 };
const { head: TOP, foot: BOTTOM, start: LEFT, end: RIGHT } = COLUMN_EDGES;
const NAME_PX = 76;
const WIDEST = 56;
const TICKS = 4;
/** The least that can be seen and pointed at. */
const LEAST_PX = 1;

/** 1, 2 or 5 times a power of ten, whole. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].find((n) => n * power >= least)! * power;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function columnsPlot({ columns, height, unit }: Columns, width: number): ColumnsPlot {
  const above = Math.max(0, ...columns.map(({ parts }) => sum(parts.map(({ value }) => Math.max(0, value)))));
  const below = Math.max(0, ...columns.map(({ parts }) => sum(parts.map(({ value }) => Math.max(0, -value)))));
  const tick = roundStep((above + below) / TICKS);
  const most = Math.max(tick, Math.ceil(above / tick) * tick);
  const least = Math.ceil(below / tick) * tick;
  const scale = (height - TOP - BOTTOM) / (most + least);
  const zero = TOP + most * scale;
  const right = width - RIGHT;
  const step = (right - LEFT) / Math.max(1, columns.length);
  const gap = step > 12 ? step * 0.24 : step > 3 ? 1 : 0;
  const wide = Math.min(WIDEST, step - gap);
  const boxes = columns.flatMap(({ parts, open }, column) => {
    let up = 0;
    let down = 0;
    const x = LEFT + column * step + (step - wide) / 2;
    return parts.flatMap(({ value, colour }, part): ColumnBox[] => {
      if (value === 0) return [];
      const tall = Math.max(LEAST_PX, Math.abs(value) * scale);
      if (value > 0) up += value;
      const y = value > 0 ? zero - up * scale : zero + down * scale;
      if (value < 0) down -= value;
      return [{ column, part, x, y, width: wide, height: tall, colour, open }];
    });
  });
  const values = Array.from({ length: Math.round((most + least) / tick) + 1 }, (_, i) => most - i * tick);
  const every = Math.max(1, Math.ceil(NAME_PX / step));
  return {
    left: LEFT,
    right,
    zero,
    step,
    boxes,
    ticks: values.map((value) => ({
      y: zero - value * scale,
      text: value === most ? people(value, unit) : `${value < 0 ? '−' : ''}${count(Math.abs(value))}`,
    })),
    names: columns.flatMap(({ name }, i) =>
      i % every === 0 ? [{ x: LEFT + (i + 0.5) * step, y: height - 8, text: name }] : [],
    ),
  };
}

/** The part that a point lies in, or is nearest to in its column; null where the column has none. */
export function partAt({ boxes, left, step }: ColumnsPlot, x: number, y: number): ColumnBox | null {
  const column = Math.floor((x - left) / step);
  let found: ColumnBox | null = null;
  let least = Infinity;
  for (const box of boxes) {
    if (box.column !== column) continue;
    const far = Math.max(0, box.y - y, y - box.y - box.height);
    if (far < least) [found, least] = [box, far];
  }
  return found;
}
