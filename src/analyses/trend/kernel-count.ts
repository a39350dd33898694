import { sessionRule } from '#log/sessions.ts';
import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { GroupKey } from '../breakdown-groups.ts';
import { cellsOf, maskOf, PER_CELL, type Cells, type CellPass, type CodeGroups } from './kernel-cells.ts';
import { edgesOf, slotsOf } from './kernel-edges.ts';
import { GroupNumbers } from './kernel-groups.ts';
import { known, unitsIn } from './kernel-range.ts';
import type { CellCounts, TrendPartial } from './kernel.ts';
import { rankedLines, type GroupSizes } from './ranked-lines.ts';
import type { TrendOptions } from './switches.ts';

/** So many are counted side by side. */
const MOST_CELLS = 1 << 20;

/**
 * Counts events, units and sessions of each group and bucket, and keeps nothing by person. Null for numbers, for
 * groups of several properties or of very many values, and where the others of several shards would have to be told apart.
 */
export function* count(input: KernelInput, options: TrendOptions): Generator<void, TrendPartial | null> {
  const { shard } = input;
  const by = groupsBy(input, options);
  if (!by || options.tallies.some(({ what }) => typeof what === 'object')) return null;
  const isWhole = input.facts?.people === peopleIn(shard);
  const { others, previous } = options;
  if (others && by.groups > others.top && !isWhole) return null;
  const ranges = [input.span, ...(previous ? [previous] : [])].map((span) => rangeOf(input, options, span));
  if (ranges.some(({ edges, slots }) => by.groups * edges.length > MOST_CELLS || (edges.length > 0 && !slots)))
    return null;
  const pass = function* (groups: CodeGroups): Generator<void, Cells[][]> {
    const all: Cells[][] = [];
    for (const { span, edges, slots } of ranges) {
      const cells: Cells[] = [];
      for (const { match, what } of options.tallies) {
        const of = { input, names: input.matches[match]!.codes, mask: maskOf(input, match), span };
        const sessions = what === 'sessions' ? sessionRule(input.matches, options.sessions!) : null;
        cells.push(
          slots
            ? yield* cellsOf({ ...of, buckets: edges.length - 1, slots, sessions } satisfies CellPass, groups)
            : new Uint32Array(),
        );
      }
      all.push(cells);
    }
    return all;
  };
  const units = yield* unitsIn(input, input.span);
  const cells = yield* pass(by);
  const keys = options.groups === null ? [] : by.keys;
  const rest = others && restOf(keys, sizesOf(cells[0]!, keys.length, others.by), previous !== null, others.top);
  const unlisted = rest && (yield* pass({ codes: by.codes, groupOf: rest, groups: 1 }));
  const [now, before] = ranges.map(({ edges }, i): CellCounts => ({
    edges,
    cells: cells[i]!,
    others: unlisted && unlisted[i]!,
  }));
  return { of: options, units, now: now!, before: before ?? null, keys };
}

function rangeOf(input: KernelInput, { buckets }: TrendOptions, asked: Span) {
  const span = known(input, asked);
  const edges = edgesOf(buckets, span);
  return { span, edges, slots: slotsOf(edges) };
}

/** Every value that one list of codes has; null where it takes more than one list. */
function groupsBy(
  { shard, columns }: KernelInput,
  { groups }: TrendOptions,
): (CodeGroups & { keys: GroupKey[] }) | null {
  if (groups === null) return { codes: shard.event, groupOf: new Int32Array(shard.names.length), groups: 1, keys: [] };
  const { single } = new GroupNumbers(groups, shard, columns);
  if (!single) return null;
  const { length } = single.number;
  const keys = Array.from({ length }, (_, code) => single.keyOf(code));
  return { codes: single.codes, groupOf: Int32Array.from(keys.keys()), groups: length, keys };
}

/** Of groups by the first series' cells, which are those of the first tally. */
export function sizesOf(cells: readonly Cells[], groups: number, by: 'events' | 'units'): GroupSizes {
  const seen = new Uint8Array(groups);
  const totals = new Float64Array(groups);
  cells.forEach((of, tally) => {
    const row = of.length / groups;
    for (let at = 0; at < of.length; at += PER_CELL) {
      const group = Math.floor(at / row);
      if (of[at]! > 0) seen[group] = 1;
      if (tally === 0) totals[group]! += by === 'events' ? of[at]! : of[at + 2]!;
    }
  });
  return { totals, seen };
}

/** 0 for each group that is not listed, −1 for the others; null where all are. */
function restOf(keys: GroupKey[], sizes: GroupSizes, isBefore: boolean, top: number): Int32Array | null {
  const { lineOf, rest } = rankedLines(keys, sizes, isBefore, { property: '', top });
  return rest < 0 ? null : lineOf!.map((line) => (line === rest ? 0 : -1));
}
