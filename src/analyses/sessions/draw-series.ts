import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { groupName, seriesName } from '../group-names.ts';
import type { SessionsTable } from './result-table.ts';
import type { SessionsResult } from './result.ts';
import type { SessionsSpec } from './spec.ts';

/** The answer once more: of a group, of a segment's people, or of the range before. */
export interface Series {
  name: string;
  table: SessionsTable;
  /** What a pointer to one of its numbers says besides the number; null for everybody. */
  pointer: Pointer | null;
}

/** Everybody first, then the range before or segments in their order, then groups in theirs. */
export function seriesOf(
  { breakdown, compare }: SessionsSpec,
  result: SessionsResult,
  saved: readonly NamedSegment[],
): Series[] {
  const segments = compare && 'segments' in compare ? compare.segments : [];
  return [
    { name: 'All', table: result, pointer: null },
    ...(result.compare ?? []).map((table, i): Series => {
      const segment = segments[i];
      return segment
        ? { name: seriesName(segment, segments, saved), table, pointer: { segment: i } }
        : { name: 'Range before', table, pointer: { previous: true } };
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
