import { calendarOf, weekOf, type Heat } from './draw-heat.ts';
import type { Drawing } from './draw.ts';
import type { TrendResult } from './result.ts';
import type { Shown } from './shown.svelte.ts';
import type { TrendSpec } from './spec.ts';

/** Of one panel alone, and of each of several. */
export const HEIGHT = 300;
export const SMALL_HEIGHT = 200;

/** The heat map that somebody wants to see; null where the question has none. */
export function heatShown(
  { as, line }: { as: Shown; line: number },
  spec: TrendSpec,
  result: TrendResult,
  { lines }: Drawing,
): Heat | null {
  const interval = spec.interval ?? 'day';
  const plain = spec.rolling === undefined && !spec.cumulative;
  if (!(as === 'calendar' && interval === 'day') && !(as === 'week' && interval === 'hour' && plain)) return null;
  const drawn = lines[Math.min(line, lines.length - 1)];
  if (!drawn) return null;
  return as === 'calendar' ? calendarOf(drawn, result.weekStart) : weekOf(drawn, result.weekStart);
}
