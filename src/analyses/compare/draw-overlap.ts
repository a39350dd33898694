import { count, people } from '#charts/formats.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Counted } from '#vocabulary/result.ts';
import { segmentName } from './names.ts';
import type { CompareResult } from './result.ts';
import type { CompareSpec } from './spec.ts';

export interface DrawnColumn {
  in: number[];
  people: number;
  count: string;
  /** What a screen reader is told, and the note of the list of people. */
  says: string;
  heading: string;
  note: string;
}

export interface DrawnOverlap {
  rows: { name: string; size: string }[];
  columns: DrawnColumn[];
  /** `100 of 283`: in another segment than the first, too. */
  shared: { who: string; text: string; heading: string; note: string };
}

export function drawOverlap(
  spec: CompareSpec,
  { overlap, segments }: CompareResult,
  saved: readonly NamedSegment[],
  counted: Counted,
): DrawnOverlap | null {
  if (!overlap) return null;
  const names = segments.map((_, i) => segmentName(spec, i, saved));
  const exactly = (of: number[]): string => {
    const listed = of.map((i) => names[i]!);
    const joined = listed.length > 1 ? `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)}` : listed[0]!;
    return `in ${joined}${of.length < names.length ? ', in no other one' : ''}`;
  };
  return {
    rows: segments.map((segment, i) => ({ name: names[i]!, size: count(segment.people) })),
    columns: overlap.combinations.map((each) => ({
      in: each.in,
      people: each.people,
      count: count(each.people),
      says: `${people(each.people, counted)} ${exactly(each.in)}`,
      heading: people(each.people, counted),
      note: exactly(each.in),
    })),
    shared: {
      who: `${count(overlap.shared)} of ${count(segments[0]!.people)}`,
      text: `in ${names[0]} are in another one, too`,
      heading: people(overlap.shared, counted),
      note: `in ${names[0]} and in another segment, too`,
    },
  };
}
