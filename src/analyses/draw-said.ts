import { line, wrapped, type Figure, type Measure, type Run } from '#charts/svg.ts';

const LEADING = 24;
const NAME_PX = 20;

interface Said {
  name: string;
  says: readonly (string | { strong: string })[];
}

/** What is said first of one of several series, in lines of a saved figure, with its name where there are others. */
export function drawSaid({ name, says }: Said, of: readonly unknown[], width: number, measure: Measure): Figure {
  const top = of.length > 1 ? NAME_PX : 0;
  const runs = says.map((part): Run =>
    typeof part === 'string' ? { text: part } : { text: part.strong, strong: true },
  );
  const lines = wrapped(runs, width, 15, measure);
  return {
    height: top + lines.length * LEADING,
    body: [
      ...(top > 0 ? [line(0, 12, name, { ink: '--ink', strong: true })] : []),
      ...lines.map((each, i) => line(0, top + i * LEADING + 17, each, { size: 15 })),
    ].join(''),
  };
}
