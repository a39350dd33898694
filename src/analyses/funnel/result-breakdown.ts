import type { EventLogFacts } from '#log/overview.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { Groups } from './kernel-groups.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { stepsOf, type FunnelStep } from './result-steps.ts';
import { trendPoints, type FunnelTrendPoint } from './result-trend.ts';
import type { FunnelBreakdown } from './spec-also.ts';
import type { FunnelOptions } from './switches.ts';

/** One value, or one for each property of a list; null = missing, `$other` = the groups past `top` together. */
export type GroupValue = string | null | (string | null)[];

export interface FunnelGroup {
  value: GroupValue;
  steps: FunnelStep[];
  trend?: FunnelTrendPoint[];
}

const OTHER = '$other';
const TOP = 10;

/** Which place of the listed groups each group has, −1 = not listed; the rest come last where they are listed. */
function ranked(
  groups: Groups,
  depth: Uint8Array,
  breakdown: FunnelBreakdown,
): { slot: Int32Array; values: GroupValue[] } {
  const size = new Uint32Array(groups.keys.length);
  for (let row = 0; row < depth.length; row++)
    if (depth[row]! > 0) size[groups.group[row]!] = size[groups.group[row]!]! + 1;
  const text = (group: number): string => groups.keys[group]!.map((value) => value ?? '').join('\u0000');
  const order = groups.keys
    .map((_, group) => group)
    .filter((group) => size[group]! > 0)
    .sort((a, b) => size[b]! - size[a]! || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
  const top = breakdown.top ?? TOP;
  const values = order.slice(0, top).map((group): GroupValue => {
    const key = groups.keys[group]!;
    return Array.isArray(breakdown.property) ? key : key[0]!;
  });
  const rest = breakdown.other !== false && order.length > top;
  if (rest) values.push(OTHER);
  const slot = new Int32Array(groups.keys.length).fill(-1);
  order.forEach((group, place) => (slot[group] = place < top ? place : rest ? top : -1));
  return { slot, values };
}

export function breakdownOf(
  partial: FunnelPartial & { groups: Groups },
  names: string[],
  breakdown: FunnelBreakdown,
  options: FunnelOptions,
  span: Span,
  facts: EventLogFacts,
): FunnelGroup[] {
  const { groups } = partial;
  const ways = groups.rows ?? partial;
  const { slot, values } = ranked(groups, ways.depth, breakdown);
  const trend = groups.rows ? groups.trend : partial.trend;
  const slots = Int32Array.from(groups.group, (group) => slot[group]!);
  return values.map((value, place) => ({
    value,
    steps: stepsOf(ways, names, (row) => slots[row] === place),
    ...(trend && { trend: trendPoints(trend, options, span, facts, (group) => slot[group] === place) }),
  }));
}

/** Whether a group is behind a value that was asked for, and the rows that are in it; null where no such group is listed. */
export function groupAsked(
  partial: FunnelPartial & { groups: Groups },
  breakdown: FunnelBreakdown,
  value: unknown,
): ((group: number) => boolean) | null {
  const { groups } = partial;
  const { slot, values } = ranked(groups, (groups.rows ?? partial).depth, breakdown);
  const wanted = JSON.stringify(value === '' ? null : value);
  const place = values.findIndex((each) => JSON.stringify(each) === wanted);
  if (place >= 0) return (group) => slot[group] === place;
  const list = JSON.stringify(Array.isArray(value) ? value : [value]);
  const key = groups.keys.findIndex((each) => JSON.stringify(each) === list);
  return key < 0 ? null : (group) => group === key;
}
