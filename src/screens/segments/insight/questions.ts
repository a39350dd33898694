import { kinds } from '#analyses/registry.ts';
import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Segment } from '#segments/spec.ts';

/** The kind that tells segments apart, where it is installed. */
const COMPARE = 'compare';

export const canCompare = kinds.has(COMPARE);

/** Up to so many segments at once, the one on screen included. */
export const MOST_OVERLAPPED = 6;

const asked = ({ timezone }: SegmentDocument, analysis: Record<string, unknown>): AnalysisDocument =>
  ({
    sojourn: 1,
    ...(timezone && { timezone }),
    analysis: { kind: COMPARE, ...analysis },
  }) as unknown as AnalysisDocument;

/** Who is in a segment, against everybody or another. */
export const profileQuestion = (
  document: SegmentDocument,
  segment: NamedSegment,
  against: Segment | null,
  properties: readonly string[],
): AnalysisDocument =>
  asked(document, { segments: [segment.segment], names: [segment.name], ...(against && { against }), properties });

/** How many are in which of several segments. */
export const overlapQuestion = (document: SegmentDocument, segments: readonly NamedSegment[]): AnalysisDocument =>
  asked(document, {
    segments: segments.map(({ segment }) => segment),
    names: segments.map(({ name }) => name),
    properties: [],
    events: false,
  });
