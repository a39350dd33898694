import { spanOf } from '#vocabulary/calendar.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { Within } from './spec.ts';

/** Which of a person's events are looked at; all edges are included. */
export interface Window {
  fromMs: number;
  toMs: number;
  /** From the person's first event in the whole log on. Infinity = always. */
  lifeMs: number;
}

export function windowOf(within: Within | undefined, zone: string, lastMs: number): Window {
  if (within && 'last' in within) return { fromMs: lastMs - durationMs(within.last), toMs: lastMs, lifeMs: Infinity };
  if (within && 'firstDays' in within)
    return { fromMs: -Infinity, toMs: Infinity, lifeMs: durationMs(within.firstDays) };
  return { ...spanOf(within, zone)!, lifeMs: Infinity };
}
