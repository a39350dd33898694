import type { EventLogFacts } from '#log/overview.ts';
import { bucketsOf, bucketText } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import type { TrendEntries } from './kernel-trend.ts';
import type { FunnelOptions } from './switches.ts';

export interface FunnelTrendPoint {
  /** The bucket's first local day; of an hour the time with its offset. */
  start: string;
  /** Units with an attempt that begins in the bucket and reaches the trend's first step. */
  entered: number;
  /** Of these, who reached its last step. */
  converted: number;
  rate: number;
  /** An attempt that begins in the bucket may still go on after the log's last event. */
  open: boolean;
}

/** Every bucket of the range, also empty ones; where the range has no end, up to the log's. */
export function trendPoints(
  entries: TrendEntries,
  options: FunnelOptions,
  span: Span,
  facts: EventLogFacts,
  group: ((group: number) => boolean) | null,
): FunnelTrendPoint[] {
  const { buckets, to } = entries.of;
  const entered = new Map<number, number>();
  const converted = new Map<number, number>();
  const add = (counts: Map<number, number>, startMs: number): void => {
    counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
  };
  entries.startMs.forEach((startMs, i) => {
    if (group && !group(entries.group[i]!)) return;
    add(entered, startMs);
    if (entries.converted[i] === 1) add(converted, startMs);
  });
  const windows = options.windowFrom === 'previous' ? to : 1;
  const windowMs = options.windowMs === Infinity ? 0 : windows * options.windowMs;
  const listed = bucketsOf(buckets, {
    fromMs: span.fromMs === -Infinity ? facts.firstMs : span.fromMs,
    toMs: span.toMs === Infinity ? facts.lastMs : span.toMs,
  });
  return listed.map(({ startMs, endMs }) => {
    const all = entered.get(startMs) ?? 0;
    const some = converted.get(startMs) ?? 0;
    const closes = options.lateSteps ? endMs + windowMs : Math.min(endMs + windowMs, Math.max(endMs, span.toMs));
    return {
      start: bucketText(buckets, startMs),
      entered: all,
      converted: some,
      rate: all === 0 ? 0 : some / all,
      open: closes > facts.lastMs,
    };
  });
}

/** Who entered or converted in the bucket of that name. */
export function peopleOfTrend(
  entries: TrendEntries,
  start: string,
  group: ((group: number) => boolean) | null,
  is: (converted: boolean) => boolean,
): Uint32Array {
  const { buckets } = entries.of;
  const found = new Set<number>();
  const named = new Map<number, boolean>();
  entries.startMs.forEach((startMs, i) => {
    if (!named.has(startMs)) named.set(startMs, bucketText(buckets, startMs) === start);
    if (named.get(startMs) && (!group || group(entries.group[i]!)) && is(entries.converted[i] === 1))
      found.add(entries.person[i]!);
  });
  return Uint32Array.from(found).sort();
}
