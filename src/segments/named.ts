import type { Segment } from './spec.ts';
import { segmentText } from './text.ts';

/** A saved segment with what it names written out. */
export interface NamedSegment {
  name: string;
  segment: Segment;
}

/** What a rule is saved as; null where it is not. */
export const savedName = (segment: Segment, saved: readonly NamedSegment[]): string | null =>
  'saved' in segment
    ? segment.saved
    : (saved.find((one) => JSON.stringify(one.segment) === JSON.stringify(segment))?.name ?? null);

/** What a rule is called: its name, that of what it denies, or the rule in words. */
export function segmentLabel(segment: Segment, saved: readonly NamedSegment[]): string {
  const name = savedName(segment, saved);
  if (name !== null) return name;
  const denied = 'not' in segment ? savedName(segment.not, saved) : null;
  return denied === null ? `People who ${segmentText(segment)}` : `Not ${denied}`;
}
