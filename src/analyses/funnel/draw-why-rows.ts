import type { Cell } from '#ui/files.ts';
import { traitName } from './draw-why-words.ts';
import type { FunnelResult } from './result.ts';

type Cells = Cell[];

/** Everything compared and what was done instead, for a file. Rates and differences are of 1. */
export function whyRows({ why, steps }: FunnelResult): Cells[] {
  if (!why) return [];
  const [from, to] = [steps[why.from]!.name, steps[why.to]!.name];
  const about: Cells = [from, to];
  const head = [
    'From',
    'To',
    'With it',
    'When',
    ...['Units with it', 'Got there', 'Rate', 'Units without it', 'Got there', 'Rate'],
    ...['Difference', 'Low', 'High', 'Odds ratio', 'Low', 'High', 'p', 'q'],
  ];
  const { next, last, lastValues } = why.instead;
  return [
    head,
    ...why.goesWith.map((row): Cells => [
      ...about,
      traitName(row),
      'event' in row ? row.when : `at ${from}`,
      ...[row.with.units, row.with.converted, row.rateWith],
      ...[row.without.units, row.without.converted, row.rateWithout],
      ...[row.difference, ...row.differenceInterval, row.oddsRatio, ...row.oddsInterval, row.p, row.q],
    ]),
    [],
    ['From', 'To', 'Of those who left', '', 'Units'],
    ...next.map(({ event, units }): Cells => [...about, 'next', event, units]),
    ...last.map(({ event, units }): Cells => [...about, 'last', event, units]),
    ...(lastValues?.listed ?? []).map(({ value, units }): Cells => [...about, 'last value', value, units]),
  ];
}
