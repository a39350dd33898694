import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import { count, percent } from '#charts/formats.ts';
import type { Saver } from '../views.ts';
import { draw, table, type Drawing, type Drop, type Row } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelSpec } from './spec.ts';

const STEP = 48;
const DROP = 32;
const NUMBER = 20;
const VALUE = 56;

/** The funnel as it stands on the page, to be saved. Pure: no page is needed to draw it. */
export function figure({ rows, sentence, open, ties }: Drawing, width: number, measure: Measure): Figure {
  const left = NUMBER + Math.min(220, Math.max(140, width * 0.2));
  const right = width - VALUE;
  const across = right - left;
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
  const key = 'left since the step before';
  parts.push(
    line(0, y + 12, 'Share of those who entered', { ink: '--ink-3' }),
    box(width - measure(key, 12) - 20, y + 3, 14, 10, '--c1', { opacity: 0.18, radius: 1 }),
    line(width, y + 12, key, { anchor: 'end' }),
  );
  y += 24;
  [0, 0.5, 1].forEach((share) =>
    parts.push(
      line(left + share * across, y + 11, share === 0 ? '0' : `${share * 100}%`, {
        size: 11,
        ink: '--ink-3',
        anchor: 'middle',
      }),
    ),
  );
  y += 20;

  rows.forEach((row, i) => {
    if (row.drop) {
      parts.push(...dropLine(row.drop, y, width, measure));
      y += DROP;
    }
    parts.push(...stepLine(row, i, y, { left, right, across }, measure));
    y += STEP;
  });
  if (open || ties) y += 8;
  if (open) paragraph([{ text: open.who, strong: true }, { text: ` ${open.text}` }], NUMBER, 12, 20);
  if (ties) paragraph([{ text: 'For ' }, { text: ties.who, strong: true }, { text: ` ${ties.text}` }], NUMBER, 12, 20);
  return { height: y, body: parts.join('') };
}

function stepLine(
  row: Row,
  i: number,
  y: number,
  bar: { left: number; right: number; across: number },
  measure: Measure,
): string[] {
  const { left, right, across } = bar;
  const name = fitted(row.name, left - NUMBER - 12, (text) => measure(text, 13, true));
  const number = [{ text: count(row.count), strong: true }, { text: ` ${row.called}` }];
  return [
    line(0, y + 19, String(i + 1), { ink: '--ink-3' }),
    line(NUMBER, y + 19, name, { size: 13, ink: '--ink', strong: true }),
    line(NUMBER, y + 37, number),
    ...[0.25, 0.5, 0.75, 1].map((share) =>
      stroke(left + share * across, y + 10, left + share * across, y + 38, '--line'),
    ),
    box(left + row.share * across, y + 15, (row.shareBefore - row.share) * across, 18, '--c1', { opacity: 0.18 }),
    box(left, y + 15, row.share * across, 18, '--c1'),
    stroke(left + 0.5, y + 10, left + 0.5, y + 38, '--line-2'),
    line(right + VALUE, y + 28, percent(row.share), { ink: '--ink', anchor: 'end' }),
  ];
}

function dropLine(drop: Drop, y: number, width: number, measure: Measure): string[] {
  const who = `${count(drop.left)} left`;
  const rate = percent(drop.rate);
  const ink = drop.largest ? '--loss' : '--ink';
  const afterWho = NUMBER + measure(who, 12, true) + 8;
  const afterRate = afterWho + measure(rate, 12) + 8;
  const badge = 'largest loss';
  return [
    ...(drop.largest
      ? [
          box(NUMBER - 8, y, width - NUMBER + 16, DROP, '--loss-soft', { radius: 6 }),
          box(afterRate, y + 7, measure(badge, 11) + 14, 18, '--loss', { radius: 9 }),
          line(afterRate + 7, y + 20, badge, { size: 11, ink: '--surface' }),
        ]
      : [
          stroke(NUMBER, y + 0.5, width, y + 0.5, '--line'),
          stroke(NUMBER, y + DROP - 0.5, width, y + DROP - 0.5, '--line'),
        ]),
    line(NUMBER, y + 20, who, { ink, strong: true }),
    line(afterWho, y + 20, rate, { ink: drop.largest ? '--loss' : '--ink-2' }),
    ...(drop.wentOn
      ? [
          line(width, y + 20, `went on ${drop.wentOn}, median`, {
            ink: drop.largest ? '--ink-2' : '--ink-3',
            anchor: 'end',
          }),
        ]
      : []),
  ];
}

const save: Saver<FunnelSpec, FunnelResult> = (spec, result, overview, zone) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone), width, measure),
  table: () => {
    const { head, rows } = table(result);
    return [head, ...rows.map(({ name, cells }) => [name, ...cells])];
  },
});

export default save;
