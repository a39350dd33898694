import { box, escaped, line, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { BAR, FADE, flowOf, type Flow } from './draw-flow.ts';
import { draw, type Drawing } from './draw.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';

/** The flow as it stands on the page, to be saved. Pure: no page is needed to draw it. */
export function figure(drawing: Drawing, flowAt: (width: number) => Flow, width: number, measure: Measure): Figure {
  const parts: string[] = [];
  let y = 0;
  const paragraph = (runs: readonly Run[], size: number, leading: number) => {
    for (const runsOfLine of wrapped(runs, width, size, measure)) {
      parts.push(line(0, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  paragraph(
    drawing.says.map((part): Run => (typeof part === 'string' ? { text: part } : { text: part.strong, strong: true })),
    15,
    24,
  );
  paragraph([{ text: `Height = ${drawing.counted.many}; colour = where a link comes from; grey = leaves` }], 12, 20);
  y += 8;
  const flow = flowAt(width);
  // a flow wider than the sheet is made to fit
  const scale = Math.min(1, width / flow.width);
  parts.push(`<g transform="translate(0 ${y}) scale(${Math.round(scale * 1000) / 1000})">${flowBody(flow)}</g>`);
  y += flow.height * scale + 8;
  const { shown, share, left } = drawing.kept;
  paragraph([{ text: `${shown}, ` }, { text: share, strong: true }, { text: ` of all moves. ${left ?? ''}` }], 12, 20);
  return { height: y, body: parts.join('') };
}

function flowBody({ columns, links, nodes }: Flow): string {
  return [
    ...columns.map(({ x, text }) => line(x, 12, text, { size: 11, ink: '--ink-3' })),
    ...links.map(({ path, colour }) => `<path d="${escaped(path)}" fill="var(${colour})" fill-opacity="0.3"/>`),
    ...nodes.flatMap(({ x, y, height, colour, out, label }) => {
      const beside = x + BAR + 7;
      return [
        ...(out ? [box(x + BAR, out.y, FADE / 2, out.height, '--ink-3', { opacity: 0.25 })] : []),
        box(x, y, BAR, height, colour, { radius: 1 }),
        ...(label.lines === 2
          ? [
              line(beside, y + 14, label.name, { size: 11, ink: '--ink', strong: true }),
              line(beside, y + 28, label.text, { size: 11 }),
            ]
          : [
              line(beside, y + height / 2 + 4, [{ text: label.name, strong: true }, { text: ` ${label.text}` }], {
                size: 11,
              }),
            ]),
        ...(out?.text ? [line(beside, out.y + out.height / 2 + 4, out.text, { size: 11 })] : []),
      ];
    }),
  ].join('');
}

const save: Saver<PathsSpec, PathsResult> = (spec, result, overview, zone) => {
  const drawing = draw(spec, result, overview, zone);
  return {
    figure: (width, measure) => figure(drawing, (wide) => flowOf(spec, result, drawing, wide, measure), width, measure),
    table: () => [
      ['Step', 'From', 'To', drawing.counted.many, 'units', 'share of those at the first', 'average, s', 'median, s'],
      ...result.links.map(({ source, target, count, units, averageSeconds, medianSeconds }, i) => [
        source.step,
        source.name,
        target.name,
        count,
        units,
        drawing.links[i]!.share,
        averageSeconds,
        medianSeconds,
      ]),
    ],
  };
};

export default save;
