import type { RuleCount } from '#engine/protocol.ts';
import { bothBits, type Bitmap } from '#log/bitmap.ts';
import { allOf, anyOf, countOf, notIn } from '#segments/people-bits.ts';
import { withoutNames, type SavedSegments, type Segment } from '#segments/spec.ts';
import { peopleInSegment, type SegmentRun } from './segments.ts';

export interface Counted {
  people: Bitmap;
  rule: RuleCount;
}

/** Who is in a segment as it was written, with a count of every rule in it; a saved segment is one rule. */
export async function countRules(segment: Segment, saved: SavedSegments, run: SegmentRun): Promise<Counted> {
  if ('not' in segment) {
    const { people, rule } = await countRules(segment.not, saved, run);
    const others = notIn(people);
    return { people: others, rule: { ...rule, people: countOf(others) } };
  }
  if (!('all' in segment || 'any' in segment)) {
    const people = await peopleInSegment(withoutNames(segment, saved), run);
    return { people, rule: { people: countOf(people) } };
  }
  const inner: Counted[] = [];
  for (const each of 'all' in segment ? segment.all : segment.any) inner.push(await countRules(each, saved, run));
  const bitmaps = inner.map(({ people }) => people);
  const size = run.opened.log.facts.people;
  const people = 'all' in segment ? allOf(bitmaps, size) : anyOf(bitmaps, size);
  const members = inner.map(({ rule }) => rule);
  return {
    people,
    rule: { people: countOf(people), members: 'all' in segment ? withLeft(members, bitmaps) : members },
  };
}

function withLeft(members: RuleCount[], bitmaps: Bitmap[]): RuleCount[] {
  let left: Bitmap | null = null;
  return members.map((rule, i) => {
    left = left === null ? bitmaps[i]! : bothBits(left, bitmaps[i]!);
    return { ...rule, left: countOf(left) };
  });
}
