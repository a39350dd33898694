import { count, many } from '#charts/formats.ts';
import { box, fitted, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Lab, LabCell, LabPair } from './draw-lab.ts';

const HEAD = 28;
const LINE = 16;
const SAID = 20;
const CELL = 44;
/** Half of a mark. */
const SIDE = 22;
const NUMBER = 36;
/** No step in less. */
const COLUMN = 2 * (SIDE + NUMBER) + 16;

/** The rules compared as they stand on the page, to be saved. Pure. */
export function labFigure(lab: Lab, width: number, measure: Measure): Figure {
  const left = Math.min(240, width * 0.28);
  const drawn = Math.max(1, Math.min(lab.steps.length, Math.floor((width - left) / COLUMN)));
  // the way's end says most
  const steps = lab.steps.map((_, k) => k).slice(-drawn);
  const column = (width - left) / drawn;
  const right = (n: number): number => left + (n + 1) * column;
  const parts: string[] = [];
  let y = 0;

  const rule = (ink: string) => parts.push(stroke(0, y + 0.5, width, y + 0.5, ink));
  const row = (name: string, said: string, cells: readonly LabCell[]) => {
    const lines = said === '' ? [] : wrapped([{ text: said }], left - 16, 12, measure);
    parts.push(line(0, y + 20, name, { size: 13, ink: '--ink', strong: true }));
    lines.forEach((runs, n) => parts.push(line(0, y + 37 + n * LINE, runs)));
    steps.forEach((k, n) =>
      parts.push(...reached(cells[k]!, right(n), y + 20), ...mark(cells[k]!, right(n), y + 32, lab.most)),
    );
    y += Math.max(said === '' ? 32 : CELL + 4, 32 + lines.length * LINE);
    rule('--line');
  };

  const said = lab
    .says(lab.largest)
    .map((part): Run => (typeof part === 'string' ? { text: part } : { text: part.strong, strong: true }));
  for (const runs of wrapped(said, width, 13, measure)) parts.push(line(0, (y += SAID) - 6, runs, { size: 13 }));
  y += LINE / 2;
  parts.push(line(0, y + 18, 'Rules of', { ink: '--ink-3' }));
  steps.forEach((k, n) => {
    const name = fitted(lab.steps[k]!, column - 12, (text) => measure(text, 12));
    parts.push(line(right(n), y + 18, name, { ink: '--ink-3', anchor: 'end' }));
  });
  y += HEAD;
  rule('--line-2');
  row('This question', '', lab.question);
  for (const { name, rules, cells } of lab.rows) row(name, rules.join('; ') || 'the rules of this question', cells);
  const undrawn = lab.steps.length - drawn;
  const keys = [
    `− ${lab.called} lost, + ${lab.called} gained.`,
    lab.kept,
    ...(undrawn > 0 ? [`The first ${many(undrawn, 'step')} ${undrawn === 1 ? 'is' : 'are'} not drawn.`] : []),
  ].join(' ');
  for (const runs of wrapped([{ text: keys }], width, 12, measure)) parts.push(line(0, (y += LINE) + 4, runs));
  return { height: y + 12, body: parts.join('') };
}

const reached = ({ reached: { n }, rate }: LabCell, right: number, y: number): string[] => [
  line(right - 48, y, count(n), { size: 13, ink: '--ink', anchor: 'end' }),
  line(right, y, rate, { anchor: 'end' }),
];

/** What is lost to the left of a line, what is gained to its right. */
function mark({ gained, lost }: LabPair, right: number, y: number, most: number): string[] {
  if (!gained && !lost) return [];
  const zero = right - NUMBER - SIDE - 4;
  const length = (n: number): number => Math.max(1, (n / most) * SIDE);
  return [
    ...(lost
      ? [
          box(zero - 0.5 - length(lost.n), y, length(lost.n), 8, '--d-3'),
          line(zero - SIDE - 4, y + 8, `−${count(lost.n)}`, { size: 11, anchor: 'end' }),
        ]
      : []),
    ...(gained
      ? [
          box(zero + 0.5, y, length(gained.n), 8, '--d3'),
          line(zero + SIDE + 4, y + 8, `+${count(gained.n)}`, { size: 11 }),
        ]
      : []),
    stroke(zero, y - 2, zero, y + 10, '--ink-3'),
  ];
}
