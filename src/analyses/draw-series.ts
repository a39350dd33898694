import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { OTHER, type GroupValue } from './breakdown-groups.ts';
import type { Breakdown } from './breakdown.ts';
import type { CompareWith } from './compare-with.ts';
import { groupName, seriesName } from './group-names.ts';

/** The answer once more: of a group, of a segment's people, or of the range before. */
export interface Series<Table> {
  name: string;
  /** A token. */
  colour: string;
  table: Table;
  /** What a pointer to one of its numbers says besides the number; null for everybody. */
  pointer: Pointer | null;
}

const COLOURS = 8;
const NO_CATEGORY = '--c-other';

/** Everybody first, then the range before or segments in their order, then groups in theirs. */
export function seriesOf<Table>(
  { breakdown, compare }: { breakdown?: Breakdown; compare?: CompareWith },
  result: Table & { breakdown?: (Table & { value: GroupValue })[]; compare?: Table[] },
  saved: readonly NamedSegment[],
  before = 'Range before',
): Series<Table>[] {
  const segments = compare && 'segments' in compare ? compare.segments : [];
  let hues = 1;
  const hue = (): string => (hues < COLOURS ? `--c${++hues}` : NO_CATEGORY);
  return [
    { name: 'All', colour: '--c1', table: result, pointer: null },
    ...(result.compare ?? []).map((table, i): Series<Table> => {
      const segment = segments[i];
      return segment
        ? { name: seriesName(segment, segments, saved), colour: hue(), table, pointer: { segment: i } }
        : { name: before, colour: '--c-before', table, pointer: { previous: true } };
    }),
    ...(breakdown
      ? (result.breakdown ?? []).map((table): Series<Table> => ({
          name: groupName(table.value, breakdown, saved),
          colour: table.value === OTHER || table.value === null ? NO_CATEGORY : hue(),
          table,
          pointer: { value: table.value },
        }))
      : []),
  ];
}
