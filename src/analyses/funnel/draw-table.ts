import { PEOPLE } from '#charts/formats.ts';
import { stepsBefore } from './draw-before.ts';
import type { Series } from './draw-series.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';

export interface FunnelTable {
  head: string[];
  /** One row a step: its name, then numbers; null where a number has no meaning. */
  rows: { name: string; cells: (number | null)[] }[];
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** The same numbers in full, for the table and for export. Rates and their changes are of 1, times in seconds. */
export function table(spec: FunnelSpec, result: FunnelResult): FunnelTable {
  const before = stepsBefore(spec, result);
  const tied = result.steps.some(({ ties }) => ties);
  const called = capital((result.counts ?? PEOPLE).many);
  return {
    head: [
      'Step',
      called,
      'From first',
      'From previous',
      'Left',
      ...(tied ? [`${called}, ties apart`, `${called}, ties together`] : []),
      ...(before ? [`${called} before`, 'From first, before', 'Change'] : []),
      'Average, s',
      'Median, s',
      '90 % within, s',
    ],
    rows: result.steps.map((step, i) => {
      const earlier = before?.[i];
      return {
        name: step.name,
        cells: [
          ...countsOf(step, i),
          ...(tied ? [step.ties?.apart ?? step.count, step.ties?.together ?? step.count] : []),
          ...(earlier
            ? [earlier.count, earlier.rateFromFirst, i === 0 ? null : step.rateFromFirst - earlier.rateFromFirst]
            : []),
          ...timesOf(step, i),
        ],
      };
    }),
  };
}

const countsOf = (step: FunnelStep, i: number): (number | null)[] => [
  step.count,
  step.rateFromFirst,
  i === 0 ? null : step.rateFromPrevious,
  i === 0 ? null : step.dropped,
];

function timesOf(step: FunnelStep, i: number): (number | null)[] {
  const timed = i > 0 && step.count > 0;
  return timed ? [step.averageSeconds, step.medianSeconds, step.p90Seconds] : [null, null, null];
}

/** Everybody's rows, then those of each series; a first column says of whom where there is one. */
export function rowsToSave(
  spec: FunnelSpec,
  result: FunnelResult,
  series: readonly Pick<Series, 'name' | 'steps'>[],
): (string | number | null)[][] {
  const { head, rows } = table(spec, result);
  const all = rows.map(({ name, cells }) => [name, ...cells]);
  if (series.length === 0) return [head, ...all];
  const blank = new Array<null>(head.length - 8).fill(null);
  return [
    ['Of', ...head],
    ...all.map((cells) => ['All', ...cells]),
    ...series.flatMap(({ name, steps }) =>
      steps.map((step, i) => [name, step.name, ...countsOf(step, i), ...blank, ...timesOf(step, i)]),
    ),
  ];
}
