import type { EventMatch } from '#vocabulary/event-match.ts';
import { patternMatches } from '#vocabulary/pattern.ts';
import { ruleProperties } from '#vocabulary/rule.ts';
import type { Question, Segment } from './spec.ts';

/** What a segment asks of the data. */
export interface SegmentReads {
  matches: EventMatch[];
  properties: { property: string; of?: 'event' | 'person' }[];
  /** Properties that are added up. */
  sums: string[];
  questions: Question[];
}

/** Properties of the rules of its event matches are among `properties`. Saved segments must have been written out. */
export function segmentReads(segment: Segment): SegmentReads {
  const reads: SegmentReads = { matches: [], properties: [], sums: [], questions: [] };
  collect(segment, reads);
  for (const { where } of reads.matches) if (where) reads.properties.push(...ruleProperties(where));
  return reads;
}

function collect(segment: Segment, reads: SegmentReads): void {
  if ('all' in segment) for (const each of segment.all) collect(each, reads);
  else if ('any' in segment) for (const each of segment.any) collect(each, reads);
  else if ('not' in segment) collect(segment.not, reads);
  else if ('did' in segment) reads.matches.push(segment.did);
  else if ('sum' in segment) {
    reads.matches.push(segment.of);
    reads.properties.push({ property: segment.sum });
    reads.sums.push(segment.sum);
  } else if ('person' in segment) reads.properties.push({ property: segment.person.property, of: 'person' });
  else if ('sequence' in segment) reads.matches.push(...patternMatches(segment.sequence));
  else if ('funnel' in segment) reads.questions.push(segment.funnel);
  else if ('behind' in segment) reads.questions.push(segment.behind);
}
