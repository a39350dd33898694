import type { Cell } from '#ui/files.ts';
import type { Lab } from './draw-lab.ts';

/** The numbers of every preset at every step, and of every cause, for export: a head, then rows. */
export const labRows = ({ rows, question, steps, called }: Lab): Cell[][] => [
  ['Rules of', 'Cause', 'Step', 'Reached', `${called} gained`, `${called} lost`],
  ...steps.map((step, k): Cell[] => ['This question', null, step, question[k]!.reached.n, null, null]),
  ...rows.flatMap(({ name, cells, causes }) => [
    ...cells.map(({ reached, gained, lost }, k): Cell[] => [
      name,
      null,
      steps[k]!,
      reached.n,
      gained?.n ?? 0,
      lost?.n ?? 0,
    ]),
    ...causes.flatMap((cause) =>
      cause.cells.map(({ gained, lost }, k): Cell[] => [
        name,
        cause.name,
        steps[k]!,
        null,
        gained?.n ?? 0,
        lost?.n ?? 0,
      ]),
    ),
  ]),
];
