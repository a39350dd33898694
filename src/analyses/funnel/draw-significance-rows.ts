import type { Cell } from '#ui/files.ts';
import type { Series } from './draw-series.ts';
import type { FunnelResult } from './result.ts';
import type { SharesTest } from './result-significance.ts';

/** Every test, for a file: shares and differences are of 1. */
export function significanceRows({ significance, steps }: FunnelResult, series: readonly Series[]): Cell[][] {
  if (!significance) return [];
  const { from, to, segments, previous, breakdown } = significance;
  const about: Cell[] = [steps[from]!.name, steps[to]!.name];
  const head = [
    ...['From', 'To', 'Of', 'Units', 'Got there', 'Units against', 'Got there'],
    ...['In both', 'Difference', 'Low', 'High', 'p', 'q'],
  ];
  const row = (name: string, test: SharesTest | null): Cell[][] =>
    test
      ? [
          [
            ...about,
            name,
            ...[test.units, test.converted, test.against.units, test.against.converted, test.shared],
            ...[test.difference, test.interval?.[0] ?? null, test.interval?.[1] ?? null, test.p, test.q],
          ],
        ]
      : [];
  const tests = [...(segments ?? []), ...(breakdown ?? [])];
  return [
    [],
    head,
    ...(previous ? row('All, against the range before', previous) : []),
    ...series.flatMap(({ name }, i) => row(name, tests[i] ?? null)),
  ];
}
