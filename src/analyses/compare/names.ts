import { savedName, type NamedSegment } from '#segments/named.ts';
import { segmentText } from '#segments/text.ts';
import type { CompareSpec } from './spec.ts';

const EVERYONE = 'everyone';

/** What a segment is called: as the question says, as it is saved, or by its place. */
export function segmentName({ segments, names }: CompareSpec, i: number, saved: readonly NamedSegment[] = []): string {
  const own = names?.[i] ?? savedName(segments[i]!, saved);
  return own ?? (segments.length === 1 ? 'This segment' : `Segment ${i + 1}`);
}

/** Whom the segments are compared with. */
export function baseName({ segments, names, against }: CompareSpec, saved: readonly NamedSegment[] = []): string {
  return against ? (names?.[segments.length] ?? savedName(against, saved) ?? 'the other segment') : EVERYONE;
}

/** Whether the segments are held against a base, and not only against each other. */
export const comparesShares = ({ properties = [], events = true }: CompareSpec): boolean =>
  events || properties.length > 0;

const LONGEST = 80;

/** `Newsletter against everyone`, or `Overlap of Newsletter and Buyers` where nothing else is asked. */
export function titleOf(spec: CompareSpec): string {
  const { segments } = spec;
  const named = segments.map((segment, i) =>
    spec.names || 'saved' in segment || segments.length > 1
      ? segmentName(spec, i)
      : shortened(`People who ${segmentText(segment)}`),
  );
  const listed = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0]!;
  return comparesShares(spec) ? `${listed} against ${baseName(spec)}` : `Overlap of ${listed}`;
}

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
