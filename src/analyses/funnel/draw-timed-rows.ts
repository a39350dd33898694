import { PEOPLE } from '#charts/formats.ts';
import type { Cell } from '#ui/files.ts';
import type { SurvivalDrawing } from './draw-survival.ts';
import type { WindowDrawing } from './draw-window.ts';
import type { FunnelResult } from './result.ts';

const called = ({ counts }: FunnelResult): string => (counts ?? PEOPLE).many;

/** The histogram in full: times in seconds. */
export const timesRows = (result: FunnelResult): Cell[][] => {
  const { bins = [], units = 0 } = result.timeToConvert ?? {};
  return [
    ['From, s', 'To, s', called(result), 'Share'],
    ...bins.map(({ from, to, count }) => [from, to, count, count / units]),
  ];
};

/** Every point of the curves: shares of 1, times in seconds. */
export const survivalRows = ({ of }: SurvivalDrawing): Cell[][] => [
  ['Of', 'Within, s', 'Estimated', 'From', 'To', 'Followed'],
  ...of.curves.flatMap(({ name, points }) =>
    points.map(({ seconds, share, low, high, atRisk }): Cell[] => [
      name,
      seconds,
      share,
      low ?? null,
      high ?? null,
      atRisk ?? null,
    ]),
  ),
];

/** The same of windows. */
export const windowRows = ({ of, lines }: WindowDrawing, result: FunnelResult): Cell[][] => [
  ['Of', 'Within, s', called(result), 'Entered', 'Share'],
  ...of.curves.flatMap(({ name, points }, curve) =>
    points.map(({ seconds, share }, i): Cell[] => {
      const { n, entered } = lines[curve]!.points[i]!;
      return [name, seconds, n, entered, share];
    }),
  ),
];
