import { BLOCK } from './kind.ts';

/** Where a block of people that begins with `from` ends: their events, or rows, are [starts[p], starts[p + 1]). */
export function blockEnd(starts: Uint32Array, from: number): number {
  const last = starts[from]! + BLOCK;
  const most = Math.min(starts.length - 1, from + BLOCK);
  let to = from + 1;
  while (to < most && starts[to + 1]! <= last) to++;
  return to;
}

/** Calls for each block of people, with a breath after it: what is called is compiled, as a generator in a long loop is not. */
export function* inBlocks(starts: Uint32Array, take: (from: number, to: number) => void): Generator<void, void> {
  for (let from = 0; from + 1 < starts.length;) {
    const to = blockEnd(starts, from);
    take(from, to);
    from = to;
    yield;
  }
}

/** Runs steps to their end, where nothing is there to wait. */
export function inOneGo<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
