import { curvesFigure as timeCurvesFigure } from '#charts/curves-figure.ts';
import { many } from '#charts/formats.ts';
import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { lastSeenToSave, rowsToSave } from './draw-table.ts';
import { curvesFigure } from './draw-curves-figure.ts';
import type { DrawnTable } from './draw-cells.ts';
import { draw, type Drawing } from './draw.ts';
import type { RetentionResult } from './result.ts';
import { shown, type Cells, type Seen } from './shown.svelte.ts';
import type { RetentionSpec } from './spec.ts';

export const LABEL = 128;
export const SIZE = 60;
const LEAST = 34;
const ROW = 24;
const GAP = 24;
/** A mark in hatched cells, as the page has it. */
const OPEN = '--line-2';
/** From this level on text is light on dark. */
const DARK = 5;
const OF = { rates: 'rate', counts: 'count' } as const;

/** The tables and curves that are seen, as they stand on the page, to be saved. Pure. */
export function figure(drawing: Drawing, seen: { as: Seen; cells: Cells }, width: number, measure: Measure): Figure {
  const { says, tables, means, curves, multiples } = drawing;
  const said = says.map((part): Run =>
    typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
  );
  const lastSeen = seen.as === 'lastSeen' ? drawing.lastSeen : null;
  if (lastSeen)
    return stacked([
      paragraph(said, width, 15, measure),
      headed(lastSeen.of.label, timeCurvesFigure(lastSeen.of, width)),
      ...lastSeen.notes.map((text) => paragraph([{ text }], width, 12, measure)),
    ]);
  const tabled = seen.as !== 'curves';
  const cells = drawing.readings ? seen.cells : 'counts';
  const under = tabled && tables.length === 1 && means.length === 0 ? LABEL + SIZE : null;
  return stacked([
    paragraph(said, width, 15, measure),
    ...(tabled && means.length > 0 ? [headed('Mean of each', meansFigure(drawing, cells, width, measure))] : []),
    ...(tabled ? tables.map((table) => headed(table.heading, tableFigure(drawing, table, cells, width, measure))) : []),
    ...(tabled && drawing.hasOpen ? [note('Dashed cells are open: not over when the log ends.')] : []),
    ...(seen.as === 'table'
      ? []
      : [
          headed(curves.label, curvesFigure(curves, width, under)),
          ...multiples.map((each) => headed(each.label, curvesFigure(each, width, null))),
        ]),
  ]);
}

function paragraph(runs: readonly Run[], width: number, size: number, measure: Measure): Figure {
  const leading = size * 1.6;
  const lines = wrapped(runs, width, size, measure);
  return {
    height: lines.length * leading,
    body: lines.map((each, i) => line(0, i * leading + size * 1.1, each, { size })).join(''),
  };
}

const note = (text: string): Figure => ({ height: 16, body: line(0, 12, text, { ink: '--ink-3' }) });

const headed = (head: string | null, { height, body }: Figure): Figure =>
  head === null
    ? { height, body }
    : {
        height: height + 24,
        body: `${line(0, 14, head, { ink: '--ink', strong: true })}<g transform="translate(0 24)">${body}</g>`,
      };

/** One under the other. */
const stacked = (figures: readonly Figure[]): Figure =>
  figures.reduce((above, { height, body }) => ({
    height: above.height + GAP + height,
    body: `${above.body}<g transform="translate(0 ${above.height + GAP})">${body}</g>`,
  }));

/** How many columns have room, and where each begins. */
function columnsAt(many: number, width: number) {
  const fit = Math.max(1, Math.min(many, Math.floor((width - LABEL - SIZE) / LEAST)));
  const wide = (width - LABEL - SIZE) / Math.max(1, fit);
  return { fit, wide, x: (i: number): number => LABEL + SIZE + i * wide };
}

function head({ columns, first, counted, period }: Drawing, width: number): string {
  const { fit, wide, x } = columnsAt(columns.length, width);
  return [
    line(0, 16, first),
    line(LABEL + SIZE - 12, 16, counted, { anchor: 'end' }),
    ...columns
      .slice(0, fit)
      .map((name, i) => line(x(i) + wide / 2, 16, i === 0 ? `${period} ${name}` : name, { anchor: 'middle' })),
  ].join('');
}

function tableFigure(drawing: Drawing, table: DrawnTable, cells: Cells, width: number, measure: Measure): Figure {
  const { fit, wide, x } = columnsAt(drawing.columns.length, width);
  const parts = [head(drawing, width)];
  let y = ROW;
  const begin = (name: string, size: string, strong: boolean): void => {
    const label = fitted(name, LABEL - 8, (text) => measure(text, 12, strong));
    parts.push(line(0, y + 16, label, { ink: '--ink', strong }));
    parts.push(line(LABEL + SIZE - 12, y + 16, size, { anchor: 'end', strong, ink: strong ? '--ink' : '--ink-2' }));
  };
  begin('Mean', table.total, true);
  for (const mean of table.mean) {
    const value = mean[OF[cells]];
    if (value !== null && mean.period <= fit)
      parts.push(line(x(mean.period - 1) + wide / 2, y + 16, value, { anchor: 'middle', ink: '--ink', strong: true }));
  }
  y += ROW;
  for (const row of table.rows) {
    begin(row.open ? `${row.label}, open` : row.label, row.size, false);
    for (const cell of row.cells) {
      const { period, level, open } = cell;
      if (period > fit) continue;
      const [left, middle] = [x(period - 1), x(period - 1) + wide / 2];
      parts.push(
        ...(open
          ? [dashed(left + 1, y + 1, wide - 2, ROW - 2)]
          : [box(left, y, wide - 1, ROW - 1, `--s${level}`, { radius: 2 })]),
        line(middle, y + 16, cell[OF[cells]], {
          anchor: 'middle',
          ink: open ? '--ink-2' : level < DARK ? '--s-ink-low' : '--s-ink-high',
        }),
      );
    }
    y += ROW;
  }
  if (fit < drawing.columns.length) {
    parts.push(
      line(0, y + 16, `${many(drawing.columns.length - fit, 'later column')} in the table only.`, { ink: '--ink-3' }),
    );
    y += ROW;
  }
  return { height: y, body: parts.join('') };
}

const dashed = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="2" fill="none" stroke="var(${OPEN})" stroke-dasharray="3 3"/>`;

function meansFigure(drawing: Drawing, cells: Cells, width: number, measure: Measure): Figure {
  const { fit, wide, x } = columnsAt(drawing.columns.length, width);
  const parts = [head({ ...drawing, first: 'Of' }, width)];
  drawing.means.forEach(({ name, total, mean }, n) => {
    const y = ROW * (n + 1);
    parts.push(
      stroke(0, y + 0.5, width, y + 0.5, '--line'),
      line(
        0,
        y + 16,
        fitted(name, LABEL, (text) => measure(text, 12)),
        { ink: '--ink' },
      ),
      line(LABEL + SIZE - 12, y + 16, total, { anchor: 'end' }),
    );
    for (const each of mean) {
      const value = each[OF[cells]];
      if (value !== null && each.period <= fit)
        parts.push(line(x(each.period - 1) + wide / 2, y + 16, value, { anchor: 'middle', ink: '--ink' }));
    }
  });
  return { height: ROW * (drawing.means.length + 1), body: parts.join('') };
}

const save: Saver<RetentionSpec, RetentionResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone, saved), shown, width, measure),
  table: () =>
    shown.as === 'lastSeen' && result.lastSeen ? lastSeenToSave(spec, result, saved) : rowsToSave(spec, result, saved),
});

export default save;
