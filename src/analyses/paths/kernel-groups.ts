import { IN_SEGMENT, type EventColumn } from '#log/shard.ts';

/** Bits of the two groups that are compared; one may be in both, or in neither. */
export const IN_FIRST = 1;
export const IN_SECOND = 2;
export const IN_BOTH = IN_FIRST | IN_SECOND;

/** The groups of an event's person, by the columns of one or two segments; null where nothing is compared. */
export function groupsAt(columns: readonly EventColumn[]): ((event: number) => number) | null {
  const [first, second] = columns.map(({ codes, values }) => ({ codes, isIn: values.indexOf(IN_SEGMENT) + 1 }));
  if (!first) return null;
  const inFirst = (event: number): boolean => first.codes[event] === first.isIn;
  if (!second) return (event) => (inFirst(event) ? IN_FIRST : IN_SECOND);
  return (event) => (inFirst(event) ? IN_FIRST : 0) | (second.codes[event] === second.isIn ? IN_SECOND : 0);
}
