import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { DrawnWhy, WhyList, WhyRow } from './draw-why.ts';

const HEAD = 40;
const ROW = 40;
const BAR = 90;
/** Rows of a list that are drawn; the others are in the table. */
const MOST = 8;

/** What is clear of both lists as it stands on the page, to be saved. Pure. */
export function whyFigure(why: DrawnWhy, width: number, measure: Measure): Figure {
  const parts: string[] = [];
  let y = 0;
  const said = why.sentence.map((part): Run =>
    typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
  );
  for (const runs of wrapped(said, width, 15, measure)) {
    parts.push(line(0, y + 17, runs, { size: 15 }));
    y += 24;
  }
  for (const list of why.lists) {
    const rows = list.rows.slice(0, Math.min(MOST, list.clear));
    if (rows.length === 0) continue;
    y += 12;
    parts.push(...headOf(list, why, y, width));
    y += HEAD;
    for (const row of rows) {
      parts.push(...rowOf(row, list, why, y, width, measure));
      y += ROW;
    }
  }
  return { height: y, body: parts.join('') };
}

interface Columns {
  rates: number;
  axis: number;
  across: number;
}

/** Where the rates begin, and the axis, and how wide that is; the odds ratio ends at the right edge. */
const columnsIn = (width: number): Columns => {
  const across = Math.max(60, width * 0.18);
  const axis = width - 150 - across;
  return { rates: axis - BAR - 120, axis, across };
};

function headOf({ title }: WhyList, { ticks }: DrawnWhy, y: number, width: number): string[] {
  const { rates, axis, across } = columnsIn(width);
  const small = { size: 11, ink: '--ink-3' };
  return [
    line(0, y + 12, title, { size: 13, ink: '--ink', strong: true }),
    line(rates, y + 32, 'Rate with it, without it', small),
    ...ticks.map(({ text, at }) => line(axis + at * across, y + 32, text, { ...small, anchor: 'middle' })),
    line(width, y + 32, 'Odds ratio, 95% interval; q', { ...small, anchor: 'end' }),
    stroke(0, y + 38, width, y + 38, '--line-2'),
  ];
}

function rowOf(row: WhyRow, list: WhyList, { ticks }: DrawnWhy, y: number, width: number, measure: Measure): string[] {
  const { rates, axis, across } = columnsIn(width);
  const name = (text: string, size: number) => fitted(text, rates - 12, (part) => measure(part, size));
  const at = (share: number): number => axis + share * across;
  const middle = y + 20;
  return [
    line(0, y + 17, name(row.name, 13), { size: 13, ink: '--ink' }),
    line(0, y + 32, name(row.place, 11), { size: 11, ink: '--ink-3' }),
    box(rates, y + 9, BAR * row.rateWith, 8, list.more ? '--c1' : '--loss'),
    box(rates, y + 24, BAR * row.rateWithout, 8, '--c-other'),
    line(rates + BAR + 8, y + 17, row.with, { size: 11, ink: '--ink' }),
    line(rates + BAR + 8, y + 32, row.without, { size: 11, ink: '--ink-3' }),
    ...ticks.map((tick) => stroke(at(tick.at), y + 6, at(tick.at), y + 34, tick.text === '1' ? '--line-2' : '--line')),
    stroke(at(row.low), middle, at(row.high), middle, '--ink-2'),
    box(at(row.at) - 3.5, middle - 3.5, 7, 7, '--ink', { radius: 3.5 }),
    line(width, y + 17, row.ratio, { size: 12, ink: '--ink', strong: true, anchor: 'end' }),
    line(width, y + 32, `${row.interval}; q ${row.q}`, { size: 11, ink: '--ink-3', anchor: 'end' }),
    stroke(0, y + 39, width, y + 39, '--line'),
  ];
}
