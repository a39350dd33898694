import { hasBit } from '#log/bitmap.ts';
import type { KernelInput, ResolvedMatch } from '#log/shard.ts';
import type { PeopleOptions } from './switches.ts';

/** Tells whether an event opens a session of the person whose first event is at `from`, whatever the question leaves out. */
export function sessionStarts(
  { shard, matches }: KernelInput,
  { gapMs, start, end }: PeopleOptions,
): (i: number, from: number) => boolean {
  const { time, event } = shard;
  const found = ({ codes, mask }: ResolvedMatch, i: number): boolean =>
    (codes === null || codes[event[i]!] === 1) && (mask === null || hasBit(mask, i));
  const opens = start === null ? null : matches[start]!;
  const closes = end === null ? null : matches[end]!;
  return (i, from) =>
    i === from ||
    time[i]! - time[i - 1]! > gapMs ||
    (opens !== null && found(opens, i)) ||
    (closes !== null && found(closes, i - 1));
}
