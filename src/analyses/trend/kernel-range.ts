import { hasBit } from '#log/bitmap.ts';
import { earliestIn, takesInAll, type KernelInput } from '#log/shard.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { firstFrom } from '../in-range.ts';
import { blockEnd } from '../blocks.ts';

/** The part of a span that the log tells of: from its first event, and where there is no end to its last. */
export const known = ({ shard, facts, lastMs }: KernelInput, { fromMs, toMs }: Span): Span => ({
  fromMs: Math.max(fromMs, facts?.firstMs ?? earliestIn(shard)),
  toMs: toMs === Infinity ? lastMs : toMs,
});

/** Units with an event that exists in a span. */
export function* unitsIn(input: KernelInput, span: Span): Generator<void, number> {
  const { personStart } = input.shard;
  let units = 0;
  for (let from = 0; from + 1 < personStart.length;) {
    const to = blockEnd(personStart, from);
    units += unitsAmong(input, span, from, to);
    from = to;
    yield;
  }
  return units;
}

function unitsAmong(input: KernelInput, span: Span, from: number, to: number): number {
  const { exists } = input;
  const { personStart, time } = input.shard;
  const { fromMs, toMs } = span;
  const isAll = exists === null && takesInAll(input, span);
  let units = 0;
  for (let p = from; p < to; p++) {
    const end = personStart[p + 1]!;
    let e = personStart[p]!;
    if (!isAll) e = firstFrom(time, e, end, fromMs);
    while (exists !== null && e < end && time[e]! <= toMs && !hasBit(exists, e)) e++;
    if (e < end && (isAll || time[e]! <= toMs)) units++;
  }
  return units;
}
