import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { capital, draw, type Drawing, type DrawnProfile, type DrawnRow } from './draw.ts';
import type { DrawnOverlap } from './draw-overlap.ts';
import { table } from './draw-table.ts';
import { FEW, type CompareResult } from './result.ts';
import type { CompareSpec } from './spec.ts';

const ROW = 22;
/** Rows of a property that are drawn; the table has all. */
const MOST = 12;
/** Columns of the overlap. */
const STEP = 36;
const TALL = 92;

/** Every profile, one below the other, then the overlap. Pure: no page is needed to draw it. */
export function figure({ profiles, base, counted, overlap }: Drawing, width: number, measure: Measure): Figure {
  const parts: string[] = [];
  let y = 0;
  for (const profile of profiles) {
    if (profile.groups.length === 0) continue;
    if (profiles.length > 1) {
      parts.push(line(0, y + 14, `${profile.name}, ${profile.size}`, { size: 13, ink: '--ink', strong: true }));
      y += 24;
    }
    const said = profile.says.map((part): Run =>
      typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
    );
    for (const runs of wrapped(said, width, 15, measure)) {
      parts.push(line(0, y + 17, runs, { size: 15 }));
      y += 24;
    }
    const drawn = profileRows(
      profile,
      y + 8,
      width,
      { base: capital(base.name), counted: capital(counted.many) },
      measure,
    );
    parts.push(drawn.body);
    y = drawn.height + 20;
  }
  if (profiles.some(({ groups }) => groups.length > 0)) {
    const legend = `Index 100 = the same share as ${base.name}. Pale: under ${FEW} ${counted.many}. Bold: a clear difference, q under 0.05.`;
    parts.push(line(0, y + 2, legend, { ink: '--ink-3' }));
    y += 24;
  }
  if (overlap) {
    const drawn = overlapFigure(overlap, y, width, measure);
    parts.push(drawn.body);
    y = drawn.height;
  }
  return { height: y, body: parts.join('') };
}

function profileRows(
  { groups }: DrawnProfile,
  top: number,
  width: number,
  heads: { base: string; counted: string },
  measure: Measure,
): Figure {
  const index = width;
  const bar = { left: width - 48 - 160, across: 160 };
  const shares = { base: bar.left - 16, own: bar.left - 86, people: bar.left - 146 };
  const value = Math.min(150, width * 0.2);
  const parts = [
    line(value, top + 12, 'Value', { ink: '--ink-3' }),
    line(shares.people, top + 12, heads.counted, { ink: '--ink-3', anchor: 'end' }),
    line(shares.own, top + 12, 'Share', { ink: '--ink-3', anchor: 'end' }),
    line(
      shares.base,
      top + 12,
      fitted(heads.base, 64, (text) => measure(text, 12)),
      { ink: '--ink-3', anchor: 'end' },
    ),
    ...[0, 100, 200].map((at) =>
      line(bar.left + (at / 200) * bar.across, top + 12, String(at), { size: 11, ink: '--ink-3', anchor: 'middle' }),
    ),
    line(index, top + 12, 'Index', { ink: '--ink-3', anchor: 'end' }),
  ];
  let y = top + 20;
  for (const { title, rows, left } of groups) {
    parts.push(
      stroke(0, y + 0.5, width, y + 0.5, '--line'),
      line(
        0,
        y + 16,
        fitted(title, value - 12, (text) => measure(text, 12, true)),
        { ink: '--ink', strong: true },
      ),
    );
    for (const row of rows.slice(0, MOST)) {
      parts.push(
        line(
          value,
          y + 16,
          fitted(row.value, shares.people - 44 - value, (text) => measure(text, 12)),
          { ink: '--ink' },
        ),
        line(shares.people, y + 16, row.people, { ink: '--ink', anchor: 'end' }),
        line(shares.own, y + 16, row.share, { ink: '--ink', anchor: 'end' }),
        line(shares.base, y + 16, row.baseShare, { anchor: 'end' }),
        ...indexBar(row, y, bar),
        line(index, y + 16, row.index, { ink: row.few ? '--ink-3' : '--ink', strong: row.clear, anchor: 'end' }),
      );
      y += ROW;
    }
    const more = [
      ...(rows.length > MOST ? [`${rows.length - MOST} more rows are in the table.`] : []),
      ...(left ? [`“Others” are ${left}.`] : []),
    ].join(' ');
    if (more) {
      parts.push(line(value, y + 15, more, { ink: '--ink-3' }));
      y += ROW;
    }
  }
  return { height: y, body: parts.join('') };
}

/** Few people: pale, as a pattern would not survive every reader of SVG. */
function indexBar({ bar, few }: DrawnRow, y: number, { left, across }: { left: number; across: number }): string[] {
  const half = across / 2;
  const from = left + half + Math.min(0, bar) * half;
  return [
    box(from, y + 6, Math.abs(bar) * half, 10, bar < 0 ? '--d-3' : '--d3', { opacity: few ? 0.3 : 1 }),
    stroke(left + half + 0.5, y + 2, left + half + 0.5, y + 20, '--ink-3'),
  ];
}

function overlapFigure({ rows, columns, shared }: DrawnOverlap, top: number, width: number, measure: Measure): Figure {
  const left = Math.min(240, width * 0.3);
  const shown = columns.slice(0, Math.max(1, Math.floor((width - left) / STEP)));
  const most = Math.max(1, ...shown.map(({ people }) => people));
  const foot = top + 28 + TALL;
  const middle = (i: number): number => foot + 8 + ROW * (i + 0.5);
  const end = foot + 8 + ROW * rows.length;
  const parts = [
    line(0, top + 14, [{ text: shared.who, strong: true }, { text: ` ${shared.text}.` }], { size: 13 }),
    ...rows.flatMap(({ name, size }, i) => [
      ...(i % 2 === 0 ? [box(0, middle(i) - ROW / 2, left + shown.length * STEP, ROW, '--sunken')] : []),
      line(
        6,
        middle(i) + 4,
        fitted(name, left - 70, (text) => measure(text, 12)),
        { ink: '--ink', strong: i === 0 },
      ),
      line(left - 8, middle(i) + 4, size, { anchor: 'end' }),
    ]),
    ...shown.flatMap((column, c) => {
      const x = left + STEP * (c + 0.5);
      const tall = Math.max(1, (column.people / most) * (TALL - 18));
      return [
        line(x, foot - tall - 5, column.count, { size: 11, ink: '--ink', strong: true, anchor: 'middle' }),
        box(x - 9, foot - tall, 18, tall, '--accent'),
        ...(column.in.length > 1 ? [stroke(x, middle(column.in[0]!), x, middle(column.in.at(-1)!), '--accent')] : []),
        ...rows.map((_, i) =>
          box(x - 4, middle(i) - 4, 8, 8, column.in.includes(i) ? '--accent' : '--line-2', { radius: 4 }),
        ),
      ];
    }),
    ...(columns.length > shown.length
      ? [line(0, end + 16, `The ${shown.length} largest of ${columns.length} combinations.`, { ink: '--ink-3' })]
      : []),
  ];
  return { height: end + 24, body: parts.join('') };
}

const save: Saver<CompareSpec, CompareResult> = (spec, result, overview, zone, saved) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone, saved), width, measure),
  table: () => table(spec, result, saved),
});

export default save;
