import type { WayCounts } from './kernel-count.ts';
import { atLeast, type Reached } from './result-steps.ts';

/** Who got how far, of all groups together. */
export const reachedByAll = ({ exactly, seconds }: WayCounts): Reached => ({
  count: atLeast(Uint32Array.from({ length: seconds.length + 1 }, (_, d) => ofDepth(exactly, d, seconds.length + 1))),
  seconds: seconds.map((list) => list.slice()),
});

/** The same of each group that is listed. `place`: of each group among them, −1 = not listed. */
export function reachedByGroup({ exactly, seconds, groups }: WayCounts, place: Int32Array, listed: number): Reached[] {
  const width = seconds.length + 1;
  const deep = Array.from({ length: listed }, () => new Uint32Array(width));
  for (let group = 0; group * width < exactly.length; group++) {
    const into = deep[place[group]!];
    if (into) for (let d = 0; d < width; d++) into[d]! += exactly[group * width + d]!;
  }
  const count = deep.map(atLeast);
  const took = count.map((reached) => reached.map((n, k) => new Float64Array(k === 0 ? 0 : n)));
  seconds.forEach((list, k) => {
    const next = new Uint32Array(listed);
    const groupOf = groups![k]!;
    for (let i = 0; i < list.length; i++) {
      const at = place[groupOf[i]!]!;
      if (at >= 0) took[at]![k]![next[at]!++] = list[i]!;
    }
  });
  return count.map((reached, at) => ({ count: reached, seconds: took[at]! }));
}

/** How many entered, by group. */
export const enteredByGroup = ({ exactly, seconds }: WayCounts): Uint32Array => {
  const width = seconds.length + 1;
  const size = new Uint32Array(exactly.length / width);
  for (let group = 0; group < size.length; group++)
    for (let d = 1; d < width; d++) size[group]! += exactly[group * width + d]!;
  return size;
};

function ofDepth(exactly: Uint32Array, depth: number, width: number): number {
  let ways = 0;
  for (let at = depth; at < exactly.length; at += width) ways += exactly[at]!;
  return ways;
}
