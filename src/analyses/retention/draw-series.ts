import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import { groupName, seriesName } from '../group-names.ts';
import type { Difference } from './result-difference.ts';
import type { LastSeen } from './result-last-seen.ts';
import type { RetentionTable } from './result-table.ts';
import type { RetentionResult } from './result.ts';
import type { RetentionSpec } from './spec.ts';

/** The table once more: of everybody, a group, a segment or the range before. */
export interface Series {
  name: string;
  /** A token. */
  colour: string;
  /** What a pointer to one of its numbers says besides the number. */
  pointer: Pointer;
  table: RetentionTable;
  difference?: (Difference | null)[];
  lastSeen?: LastSeen;
  of: 'all' | 'group' | 'segment' | 'before';
}

const COLOURS = 8;
const NO_CATEGORY = '--c-other';

const hue = (i: number): string => (i < COLOURS ? `--c${i + 1}` : NO_CATEGORY);

/** Everybody first, then groups or segments in their order, or the range before. */
export function seriesOf(
  { breakdown, compare }: RetentionSpec,
  result: RetentionResult,
  saved: readonly NamedSegment[],
): Series[] {
  const all: Series = {
    name: compare && 'previous' in compare ? 'This range' : 'All',
    colour: '--ink',
    pointer: {},
    table: result,
    of: 'all',
    ...(result.lastSeen && { lastSeen: result.lastSeen }),
  };
  const groups = (result.breakdown ?? []).map(({ value, difference, lastSeen, ...table }, i): Series => ({
    name: groupName(value, breakdown!, saved),
    colour: hue(i),
    pointer: { value },
    table,
    of: 'group',
    ...(difference && { difference }),
    ...(lastSeen && { lastSeen }),
  }));
  const others = (result.compare ?? []).map(({ difference, lastSeen, ...table }, i): Series => {
    const rest = { table, ...(difference && { difference }), ...(lastSeen && { lastSeen }) };
    if (!compare || !('segments' in compare))
      return { name: 'Range before', colour: '--c-before', pointer: { previous: true }, of: 'before', ...rest };
    const name = seriesName(compare.segments[i]!, compare.segments, saved);
    return { name, colour: hue(i), pointer: { segment: i }, of: 'segment', ...rest };
  });
  return [all, ...groups, ...others];
}
