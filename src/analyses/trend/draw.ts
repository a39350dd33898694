import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import { endOfBucket } from '#vocabulary/calendar-buckets.ts';
import { instantOfText } from '#vocabulary/calendar.ts';
import { endText } from '#vocabulary/calendar-text.ts';
import { linesToDraw, type DrawnLine } from './draw-lines.ts';
import { sentenceOf } from './draw-says.ts';
import { levelsOf } from './draw-scale.ts';
import { pointNote, type Stretch } from './draw-words.ts';
import { weekdayOf } from './result-people.ts';
import type { TrendResult } from './result.ts';
import { measured, type TrendSeries } from './spec-series.ts';
import type { TrendSpec } from './spec.ts';

/** Lines on one axis. */
export interface Panel {
  /** What the values are: `people a day`. */
  label: string;
  lines: DrawnLine[];
  /** So many lines are in the table only. */
  undrawn: number;
  /** Heights of the lines across, the lowest first. */
  levels: number[];
}

/** An annotation that lies in the range. */
export interface Flag {
  n: number;
  /** Place of its bucket. */
  at: number;
  when: string;
  text: string;
}

export interface Drawing {
  sentence: Stretch[];
  buckets: string[];
  panels: Panel[];
  /** All of them, as in the table. */
  lines: DrawnLine[];
  flags: Flag[];
  /** Annotations that lie outside. */
  unflagged: number;
  has: { open: boolean; part: boolean; unusual: boolean; before: boolean };
}

/** More lines are in the table only. */
export const MOST_DRAWN = 8;

/** Answer to figure. Pure. */
export function draw(
  spec: TrendSpec,
  result: TrendResult,
  _overview: LogOverview,
  zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const { lines, buckets } = linesToDraw(spec, result, saved);
  const panels = [...new Set(lines.map(({ axis }) => axis))].map((axis): Panel => {
    const all = lines.filter((line) => line.axis === axis);
    const drawn = all.slice(0, MOST_DRAWN);
    const values = drawn
      .flatMap(({ points, before }) => [...points, ...(before?.points ?? [])])
      .map(({ value }) => value ?? 0);
    return {
      label: `${axis}${pointNote(
        spec,
        drawn.every(({ series }) => series !== null && isCount(series)),
      )}`,
      lines: drawn,
      undrawn: all.length - drawn.length,
      levels: levelsOf(Math.min(...values), Math.max(...values)),
    };
  });
  const points = panels.flatMap((panel) => panel.lines.flatMap((line) => line.points));
  const raw = result.series.flatMap((line) => line.points);
  const flags = flagsOf(spec, result, zone);
  return {
    sentence: sentenceOf(spec, result, lines, saved),
    buckets,
    panels,
    lines,
    flags,
    unflagged: (spec.annotations?.length ?? 0) - flags.length,
    has: {
      open: raw.some(({ open }) => open),
      part: raw.some(({ part, open }) => part === true && !open),
      unusual: points.some(({ unusual }) => unusual),
      before: panels.some((panel) => panel.lines.some(({ before }) => before !== null)),
    },
  };
}

function isCount(series: TrendSeries): boolean {
  const how = measured(series);
  return 'count' in how && how.count !== 'perUnit';
}

/** In the order of time. */
function flagsOf({ annotations = [], interval = 'day' }: TrendSpec, { series }: TrendResult, zone: string): Flag[] {
  const points = series[0]?.points ?? [];
  const starts = points.map(({ start }) => instantOfText(start, zone));
  const last = points.at(-1);
  if (!last) return [];
  const endMs = endOfBucket({ zone, interval, weekStart: weekdayOf(last.start) }, starts.at(-1)!);
  return annotations
    .map(({ at, text }) => ({ atMs: instantOfText(at, zone), when: endText(at), text }))
    .sort((a, b) => a.atMs - b.atMs)
    .flatMap(({ atMs, when, text }) => {
      const bucket = starts.findLastIndex((startMs) => startMs <= atMs);
      return bucket < 0 || atMs >= endMs ? [] : [{ at: bucket, when, text }];
    })
    .map((flag, i) => ({ n: i + 1, ...flag }));
}
