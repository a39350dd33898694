import type { Way } from './kernel-way.ts';

/** A way while it is being followed: one number in each list for every step filled. */
export interface Trail {
  times: number[];
  steps: number[];
  /** Where it stood: events, or nodes. */
  at: number[];
}

/** Below 0 where of two ways to the same step the first counts: more steps, then earlier times, steps and places. */
export function betterFirst(a: Trail, b: Trail): number {
  const n = a.steps.length;
  if (n !== b.steps.length) return b.steps.length - n;
  return differ(a.times, b.times, n) || differ(a.steps, b.steps, n) || differ(a.at, b.at, n);
}

function differ(a: number[], b: number[], n: number): number {
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** The trail with some more steps filled at one place. */
export function longer({ times, steps, at }: Trail, filled: number[], time: number, place: number): Trail {
  const next = { times: times.slice(), steps: steps.slice(), at: at.slice() };
  for (const step of filled) {
    next.times.push(time);
    next.steps.push(step);
    next.at.push(place);
  }
  return next;
}

export const NO_TRAIL: Trail = { times: [], steps: [], at: [] };

export const depthOf = ({ steps }: Trail): number => steps.at(-1)!;

export function writeTrail({ times, steps, at }: Trail, way: Way, event: (at: number) => number): void {
  way.depth = steps.at(-1)! + 1;
  if (way.depth > steps.length) {
    way.time.fill(NaN, 0, way.depth);
    way.event.fill(-1, 0, way.depth);
  }
  for (let i = 0; i < steps.length; i++) {
    way.time[steps[i]!] = times[i]!;
    way.event[steps[i]!] = event(at[i]!);
  }
}

/** The trail that a way went, by its times alone. */
export function trailOf({ depth, time }: Way): Trail {
  const trail: Trail = { times: [], steps: [], at: [] };
  for (let k = 0; k < depth; k++) {
    if (Number.isNaN(time[k]!)) continue;
    trail.times.push(time[k]!);
    trail.steps.push(k);
  }
  return trail;
}
