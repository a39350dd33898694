import type { EventLogFacts } from '#log/overview.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Groups } from './kernel-groups.ts';
import type { Ways } from './kernel-rows.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { enteredByGroup, reachedByGroup } from './result-counted.ts';
import type { FunnelStep, Reached } from './result-steps.ts';
import { partsOf } from './result-parts.ts';
import { survivalOf, type Follow, type FollowedWays, type Survival } from './result-survival.ts';
import { trendPoints, type FunnelTrendPoint } from './result-trend.ts';
import type { FunnelBreakdown } from './spec-also.ts';
import type { FunnelOptions } from './switches.ts';

export interface FunnelGroup {
  value: GroupValue;
  steps: FunnelStep[];
  survival?: Survival;
  trend?: FunnelTrendPoint[];
}

interface Grouped extends FunnelPartial {
  groups: Groups;
}

/** The groups that are listed, with the place of each among them, −1 = not listed. */
function ranked(
  { groups, depth: ofPeople, counted }: Grouped,
  breakdown: FunnelBreakdown,
): { slot: Int32Array; values: GroupValue[] } {
  const size = counted ? enteredByGroup(counted) : new Uint32Array(groups.keys.length);
  const { depth } = groups.rows ?? { depth: ofPeople };
  for (let row = 0; row < depth.length; row++)
    if (depth[row]! > 0) size[groups.group[row]!] = size[groups.group[row]!]! + 1;
  const { values, place } = rankGroups(groups.keys, size, breakdown);
  return { slot: place, values };
}

/** `slots`: place of each way's group among those listed, −1 = not listed; of counted ways there are none. */
export function breakdownOf(
  partial: Grouped,
  reached: (ways: Ways) => Reached,
  steps: (reached: Reached) => FunnelStep[],
  breakdown: FunnelBreakdown,
  options: FunnelOptions,
  span: Span,
  facts: EventLogFacts,
  follow: Follow | null,
): { listed: FunnelGroup[]; followed: FollowedWays[]; slots: Int32Array } {
  const { groups } = partial;
  const ways = groups.rows ?? partial;
  const { slot, values } = ranked(partial, breakdown);
  const trend = groups.rows ? groups.trend : partial.trend;
  const slots = new Int32Array(groups.group.length);
  for (let row = 0; row < slots.length; row++) slots[row] = slot[groups.group[row]!]!;
  const followed = follow
    ? values.map((_, place) => follow.of(ways, partial.endMs, (row) => slots[row] === place))
    : [];
  const parts = partial.counted
    ? reachedByGroup(partial.counted, slot, values.length)
    : partsOf(ways, slots, values.length).map(reached);
  const listed = values.map((value, place) => ({
    value,
    steps: steps(parts[place]!),
    ...(follow && { survival: survivalOf(followed[place]!, follow.times) }),
    ...(trend && { trend: trendPoints(trend, options, span, facts, (group) => slot[group] === place) }),
  }));
  return { listed, followed, slots };
}

/** Whether a group is behind a value that was asked for, and the rows that are in it; null where no such group is listed. */
export function groupAsked(
  partial: Grouped,
  breakdown: FunnelBreakdown,
  value: unknown,
): ((group: number) => boolean) | null {
  const { groups } = partial;
  const { slot, values } = ranked(partial, breakdown);
  const wanted = JSON.stringify(value === '' ? null : value);
  const place = values.findIndex((each) => JSON.stringify(each) === wanted);
  if (place >= 0) return (group) => slot[group] === place;
  const list = JSON.stringify(Array.isArray(value) ? value : [value]);
  const key = groups.keys.findIndex((each) => JSON.stringify(each) === list);
  return key < 0 ? null : (group) => group === key;
}
