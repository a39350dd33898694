import { box, line, stroke } from '#charts/svg.ts';

/** Where shares from 0 to 1 lie. */
export interface Across {
  left: number;
  right: number;
}

interface Drawn {
  share: number;
  shareBefore: number;
  /** Shares that the order of simultaneous events leaves open, as a bracket. */
  ties?: { low: number; high: number } | null;
  /** The share in the range before, as a tick. */
  was: number | null;
  colour: string;
  few?: boolean;
}

/** The heads of the bars: 0, 50% and 100%. */
export const scale = ({ left, right }: Across, y: number): string[] =>
  [0, 0.5, 1].map((share) =>
    line(left + share * (right - left), y + 11, share === 0 ? '0' : `${share * 100}%`, {
      size: 11,
      ink: '--ink-3',
      anchor: 'middle',
    }),
  );

/** A bar with the pale rest of those who left, before its grid. */
export function bar(
  { share, shareBefore, was, ties, colour, few = false }: Drawn,
  { left, right }: Across,
  { y, height, thick }: { y: number; height: number; thick: number },
): string[] {
  const wide = right - left;
  const at = (part: number): number => left + part * wide;
  const top = y + (height - thick) / 2;
  const edge = 1.5;
  return [
    ...[0.25, 0.5, 0.75, 1].map((part) => stroke(at(part), y, at(part), y + height, '--line')),
    box(at(share), top, (shareBefore - share) * wide, thick, colour, { opacity: 0.18 }),
    box(left, top, share * wide, thick, colour),
    ...(few ? [box(left + edge, top + edge, share * wide - 2 * edge, thick - 2 * edge, '--surface')] : []),
    ...(was === null
      ? []
      : [box(at(was) - 2, top - 3, 4, thick + 6, '--surface'), box(at(was) - 1, top - 3, 2, thick + 6, '--ink')]),
    ...(ties
      ? [
          stroke(at(ties.low), top - 3, at(ties.high), top - 3, '--ink-2'),
          stroke(at(ties.low), top - 5, at(ties.low), top + 2, '--ink-2'),
          stroke(at(ties.high), top - 5, at(ties.high), top + 2, '--ink-2'),
        ]
      : []),
    stroke(left + 0.5, y, left + 0.5, y + height, '--line-2'),
  ];
}
