import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { groupName, seriesName } from '../group-names.ts';
import type { LifecycleTable } from './result-table.ts';
import type { LifecycleResult } from './result.ts';
import type { LifecycleSpec } from './spec.ts';

/** The answer once more: of a group, of a segment's people, or of the periods before. */
export interface Series {
  name: string;
  table: LifecycleTable;
  /** What a pointer to one of its numbers says besides the number; null for everybody. */
  pointer: Pointer | null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Everybody first, then the periods before or segments in their order, then groups in theirs. */
export function seriesOf(
  { breakdown, compare, interval }: LifecycleSpec,
  result: LifecycleResult,
  saved: readonly NamedSegment[],
): Series[] {
  const compared = result.compare ?? [];
  const segments = compare && 'segments' in compare ? compare.segments : [];
  return [
    { name: 'All', table: result, pointer: null },
    ...compared.map((table, i): Series => {
      const segment = segments[i];
      return segment
        ? { name: seriesName(segment, segments, saved), table, pointer: { segment: i } }
        : { name: `${capital(interval)}s before`, table, pointer: { previous: true } };
    }),
    ...(breakdown
      ? (result.breakdown ?? []).map(({ value, ...table }): Series => ({
          name: groupName(value, breakdown, saved),
          table,
          pointer: { value },
        }))
      : []),
  ];
}
