import { percent } from '#charts/formats.ts';
import { box, line, stroke, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';
import type { Saver } from '../views.ts';
import { draw, type Drawing } from './draw.ts';
import type { SequenceResult } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const BAR = 18;

/** The pattern and who did it, as on the page, to be saved. Pure. */
export function figure(drawing: Drawing, width: number, measure: Measure): Figure {
  const { parts: pattern, matched, matches, share, others, within, open } = drawing;
  const parts: string[] = [];
  let y = 0;
  const paragraph = (runs: readonly Run[], size: number, leading: number): void => {
    for (const runsOfLine of wrapped(runs, width, size, measure)) {
      parts.push(line(0, y + leading * 0.7, runsOfLine, { size }));
      y += leading;
    }
  };
  const did = within === null ? ' did this, ' : ` did this within ${within}, `;
  paragraph(
    [{ text: matched, strong: true }, { text: did }, { text: matches, strong: true }, { text: ' in all.' }],
    15,
    24,
  );
  y += 8;
  paragraph(
    pattern.flatMap(({ text, soft }, i): Run[] => [...(i > 0 ? [{ text: ' · ' }] : []), { text, strong: !soft }]),
    13,
    20,
  );
  y += 12;
  parts.push(
    box(0, y, width, BAR, '--c1', { opacity: 0.18 }),
    box(0, y, width * share, BAR, '--c1'),
    stroke(0.5, y - 5, 0.5, y + BAR + 5, '--line-2'),
  );
  y += BAR + 12;
  paragraph([{ text: matched, strong: true }, { text: `, ${percent(share)}. ${others}.` }], 12, 20);
  if (open !== null) paragraph([{ text: open }], 12, 20);
  return { height: y, body: parts.join('') };
}

const save: Saver<SequenceSpec, SequenceResult> = (spec, result, overview, zone) => ({
  figure: (width, measure) => figure(draw(spec, result, overview, zone), width, measure),
  table: () => {
    const { units, matched, matches, open } = result;
    const share = (n: number): number => (units === 0 ? 0 : n / units);
    return [
      ['of', 'people', 'share', 'matches'],
      ['did this', matched, share(matched), matches],
      ['did not', units - matched, share(units - matched), ''],
      ['may still be undone', open, share(open), ''],
    ];
  },
});

export default save;
