import { matchesAt, type ResolvedMatch } from '#log/shard.ts';
import { CENTRE, ENDS, STARTS, type NodeNumbers } from './kernel-names.ts';
import type { PathsOptions } from './switches.ts';

interface Matcher {
  /** By event code, whether any such event can match; null = all can. */
  possible: Uint8Array | null;
  /** Null where the code alone decides. */
  passes: ((code: number, event: number) => boolean) | null;
}

/** Whether an event matches one of a list; an empty list is matched by all. */
export function matcher(matches: ResolvedMatch[], codes: number): Matcher {
  if (matches.length === 0) return { possible: null, passes: null };
  const possible = Uint8Array.from({ length: codes }, (_, code) =>
    Number(matches.some((match) => match.codes === null || match.codes[code] === 1)),
  );
  if (matches.every(({ mask }) => mask === null)) return { possible, passes: null };
  return { possible, passes: (code, event) => matches.some((match) => matchesAt(match, code, event)) };
}

/** STARTS, ENDS and CENTRE of an event as a node; null where the question has none of them. */
export function nodeFlags(
  numbers: NodeNumbers,
  matches: ResolvedMatch[],
  { start, end, matrixAt }: PathsOptions,
): ((node: number, code: number, event: number) => number) | null {
  if (start === null && end === null && matrixAt === null) return null;
  const starts = typeof start === 'number' ? matches[start]! : null;
  const ends = typeof end === 'number' ? matches[end]! : null;
  const centre = typeof matrixAt === 'number' ? matches[matrixAt]! : null;
  return (node, code, event) =>
    numbers.flags[node]! |
    (starts && matchesAt(starts, code, event) ? STARTS : 0) |
    (ends && matchesAt(ends, code, event) ? ENDS : 0) |
    (centre && matchesAt(centre, code, event) ? CENTRE : 0);
}
