import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import { count, many, percent } from '#charts/formats.ts';
import type { Saver } from '../views.ts';
import { bar, scale, type Across } from './draw-bars.ts';
import { survivalFigure, timesFigure, trendFigure, windowFigure } from './draw-also-figure.ts';
import { compactHeight, compactLines, ROOMY } from './draw-compact.ts';
import { rowsToSave } from './draw-table.ts';
import { drawSurvival } from './draw-survival.ts';
import { labFigure } from './draw-lab-figure.ts';
import { labRows } from './draw-lab-rows.ts';
import { drawLab, presetSteps } from './draw-lab.ts';
import { significanceRows } from './draw-significance-rows.ts';
import { drawTimes } from './draw-times.ts';
import { drawTrend } from './draw-trend.ts';
import { whyFigure } from './draw-why-figure.ts';
import { whyRows } from './draw-why-rows.ts';
import { drawWhy } from './draw-why.ts';
import { drawWindow } from './draw-window.ts';
import { draw, type Drawing, type Drop, type Lane, type Row } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelSpec } from './spec.ts';

const STEP = 48;
const LANE = 20;
const DROP = 32;
const NUMBER = 20;
const VALUE = 56;
const COUNT = 56;

/** The funnel as it stands on the page, to be saved. Pure: no page is needed to draw it. */
export function figure(drawing: Drawing, width: number, measure: Measure): Figure {
  const { rows, sentence, open, ties, before, undrawn } = drawing;
  const split = rows.some(({ lanes }) => lanes.length > 0);
  const called = split ? Math.min(120, width * 0.13) : 0;
  const left = NUMBER + Math.min(220, Math.max(140, width * 0.2)) + called;
  const right = width - VALUE - (split ? COUNT : 0);
  const across: Across = { left, right };
  const parts: string[] = [];
  let y = 0;

  const paragraph = (runs: readonly Run[], x: number, size: number, leading: number) => {
    for (const runsOfLine of wrapped(runs, width - x, size, measure)) {
      parts.push(line(x, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  const said = sentence.map((part): Run =>
    typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
  );
  paragraph(said, 0, 15, 24);

  y += 12;
  parts.push(line(0, y + 12, 'Share of those who entered', { ink: '--ink-3' }), ...keys(drawing, y, width, measure));
  y += 24;
  const compact = rows.length > ROOMY;
  if (!compact) {
    parts.push(...scale(across, y));
    y += 20;
  }

  rows.forEach((row, i) => {
    if (compact) {
      parts.push(...compactLines(row, i, y, width, measure));
      y += compactHeight(row);
      return;
    }
    if (row.drop) {
      parts.push(...dropLine(row.drop, row.optional, y, width, measure));
      y += DROP;
    }
    parts.push(...stepLine(row, i, y, { across, called, split }, measure));
    y += STEP;
    for (const lane of row.lanes) {
      parts.push(...laneLine(lane, y - 8, { across, called, width }, measure));
      y += LANE;
    }
  });
  if (open || ties || undrawn || before) y += 8;
  if (open) paragraph([{ text: open.who, strong: true }, { text: ` ${open.text}` }], NUMBER, 12, 20);
  if (ties) paragraph([{ text: 'For ' }, { text: ties.who, strong: true }, { text: ` ${ties.text}` }], NUMBER, 12, 20);
  if (undrawn) paragraph([{ text: `${many(undrawn, 'more group')} not drawn: in the table only.` }], NUMBER, 12, 20);
  if (before && !before.drawn) paragraph([{ text: before.text }], NUMBER, 12, 20);
  return { height: y, body: parts.join('') };
}

/** Signs and what they mean, from the right edge. */
function keys({ before, few, rows }: Drawing, y: number, width: number, measure: Measure): string[] {
  type Key = [text: string, sign: (x: number) => string];
  const tick: Key[] = before?.drawn ? [[before.text, (x) => box(x + 12, y + 2, 2, 12, '--ink')]] : [];
  const hollow: Key[] = few
    ? [['under 30 entered', (x) => box(x, y + 3, 14, 10, '--ink-3') + box(x + 1.5, y + 4.5, 11, 7, '--surface')]]
    : [];
  const bracket: Key[] = rows.some(({ ties }) => ties)
    ? [
        [
          'by the order of ties',
          (x) =>
            stroke(x, y + 5, x + 14, y + 5, '--ink-2') +
            stroke(x, y + 5, x, y + 11, '--ink-2') +
            stroke(x + 14, y + 5, x + 14, y + 11, '--ink-2'),
        ],
      ]
    : [];
  const pale: Key = ['left since the step before', (x) => box(x, y + 3, 14, 10, '--c1', { opacity: 0.18, radius: 1 })];
  let x = width;
  return [...tick, ...bracket, pale, ...hollow].flatMap(([text, sign]) => {
    const end = x;
    x -= measure(text, 12) + 20;
    const parts = [sign(x), line(end, y + 12, text, { anchor: 'end' })];
    x -= 16;
    return parts;
  });
}

function stepLine(
  row: Row,
  i: number,
  y: number,
  { across, called, split }: { across: Across; called: number; split: boolean },
  measure: Measure,
): string[] {
  const { left, right } = across;
  const name = fitted(row.name, left - called - NUMBER - 12, (text) => measure(text, 13, true));
  const number = [
    { text: count(row.reached.n), strong: true },
    { text: ` ${row.called}${row.optional ? ' · optional' : ''}` },
  ];
  return [
    line(0, y + 19, String(i + 1), { ink: '--ink-3' }),
    line(NUMBER, y + 19, name, { size: 13, ink: '--ink', strong: true }),
    line(NUMBER, y + 37, number),
    ...(split ? [line(left - called, y + 28, 'All', { size: 11 })] : []),
    ...bar({ ...row, colour: split ? '--ink-2' : '--c1' }, across, { y: y + 10, height: 28, thick: split ? 10 : 18 }),
    line(right + VALUE, y + 28, percent(row.share), { ink: '--ink', anchor: 'end' }),
  ];
}

function laneLine(
  lane: Lane,
  y: number,
  { across, called, width }: { across: Across; called: number; width: number },
  measure: Measure,
): string[] {
  const { left, right } = across;
  return [
    line(
      left - called,
      y + 14,
      fitted(lane.name, called - 8, (text) => measure(text, 11)),
      { size: 11 },
    ),
    ...bar({ ...lane, was: null }, across, { y, height: LANE, thick: 10 }),
    line(right + VALUE, y + 14, percent(lane.share), { ink: '--ink', anchor: 'end' }),
    line(width, y + 14, count(lane.reached.n), { ink: '--ink', anchor: 'end' }),
  ];
}

function dropLine(drop: Drop, optional: boolean, y: number, width: number, measure: Measure): string[] {
  const who = `${count(drop.left.n)} ${optional ? 'without it' : 'left'}`;
  const rate = `${percent(drop.rate)}${drop.was === null ? '' : `  was ${percent(drop.was)}`}`;
  const { loud: badge } = drop;
  const afterWho = NUMBER + measure(who, 12, true) + 8;
  const afterRate = afterWho + measure(rate, 12) + 8;
  return [
    ...(badge
      ? [
          box(NUMBER - 8, y, width - NUMBER + 16, DROP, '--loss-soft', { radius: 6 }),
          box(afterRate, y + 7, measure(badge, 11) + 14, 18, '--loss', { radius: 9 }),
          line(afterRate + 7, y + 20, badge, { size: 11, ink: '--surface' }),
        ]
      : [
          stroke(NUMBER, y + 0.5, width, y + 0.5, '--line'),
          stroke(NUMBER, y + DROP - 0.5, width, y + DROP - 0.5, '--line'),
        ]),
    line(NUMBER, y + 20, who, { ink: badge ? '--loss' : '--ink', strong: true }),
    line(afterWho, y + 20, rate, { ink: badge ? '--loss' : '--ink-2' }),
    ...(drop.wentOn
      ? [line(width, y + 20, `went on ${drop.wentOn}, median`, { ink: badge ? '--ink-2' : '--ink-3', anchor: 'end' })]
      : []),
  ];
}

const GAP = 24;

/** One under the other. */
const stacked = (figures: readonly Figure[]): Figure =>
  figures.reduce((above, figure) => ({
    height: above.height + GAP + figure.height,
    body: `${above.body}<g transform="translate(0 ${above.height + GAP})">${figure.body}</g>`,
  }));

const save: Saver<FunnelSpec, FunnelResult> = (spec, result, overview, zone, saved) => {
  const drawing = draw(spec, result, overview, zone, saved);
  const trend = drawTrend(spec, result, drawing.series);
  const times = drawTimes(spec, result);
  const survival = drawSurvival(spec, result, drawing.series);
  const window = drawWindow(spec, result, drawing.series);
  const why = drawWhy(spec, result);
  const lab = drawLab(spec, result);
  return {
    figure: (width, measure) =>
      stacked([
        figure(drawing, width, measure),
        ...(trend ? [trendFigure(trend, width)] : []),
        ...(times ? [timesFigure(times, width)] : []),
        ...(survival ? [survivalFigure(survival, width)] : []),
        ...(window ? [windowFigure(window, width)] : []),
        ...(why ? [whyFigure(why, width, measure)] : []),
        ...(lab ? [labFigure(lab, width, measure)] : []),
      ]),
    table: () => [
      ...rowsToSave(spec, result, [...drawing.series, ...presetSteps(result)]),
      ...significanceRows(result, drawing.series),
      ...(lab ? [[], ...labRows(lab)] : []),
      ...(result.why ? [[], ...whyRows(result)] : []),
    ],
  };
};

export default save;
