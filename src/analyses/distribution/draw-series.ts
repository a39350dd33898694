import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { OTHER } from '../breakdown-groups.ts';
import { groupName, seriesName } from '../group-names.ts';
import type { DistributionTable } from './result-table.ts';
import type { DistributionResult } from './result.ts';
import type { DistributionSpec } from './spec.ts';

/** The answer once more: of a group, of a segment's people, or of the range before. */
export interface Series {
  name: string;
  /** A token. */
  colour: string;
  table: DistributionTable;
  /** What a pointer to one of its numbers says besides the number; null for everybody. */
  pointer: Pointer | null;
}

const COLOURS = 8;
const NO_CATEGORY = '--c-other';

/** Everybody first, then the range before or segments in their order, then groups in theirs. */
export function seriesOf(
  { breakdown, compare }: DistributionSpec,
  result: DistributionResult,
  saved: readonly NamedSegment[],
): Series[] {
  const segments = compare && 'segments' in compare ? compare.segments : [];
  let hues = 1;
  const hue = (): string => (hues < COLOURS ? `--c${++hues}` : NO_CATEGORY);
  return [
    { name: 'All', colour: '--c1', table: result, pointer: null },
    ...(result.compare ?? []).map((table, i): Series => {
      const segment = segments[i];
      return segment
        ? { name: seriesName(segment, segments, saved), colour: hue(), table, pointer: { segment: i } }
        : { name: 'Range before', colour: '--c-before', table, pointer: { previous: true } };
    }),
    ...(breakdown
      ? (result.breakdown ?? []).map(({ value, ...table }): Series => ({
          name: groupName(value, breakdown, saved),
          colour: value === OTHER || value === null ? NO_CATEGORY : hue(),
          table,
          pointer: { value },
        }))
      : []),
  ];
}
