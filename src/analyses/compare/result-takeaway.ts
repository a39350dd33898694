import type { OwnRule } from './result-rule.ts';
import type { Compared, EventRow, PropertyProfile } from './result.ts';
import { OTHER } from './result-values.ts';

/** One of the differences that are told in a sentence. */
export type Told = ({ event: string } | { property: string; value: string | null }) & {
  people: number;
  share: number;
  baseShare: number;
  index: number;
};

/** So many of each side are told. */
const TOLD = 2;
const CLEAR = 0.05;
const ENOUGH = 30;

/** Found clearly different, with so many people or so many expected, and not what the segment's rule says anyway. */
export function takeawayOf(
  segment: number,
  people: number,
  own: OwnRule,
  events: EventRow[],
  properties: PropertyProfile[],
): Told[] {
  const found = [
    ...events
      .filter(({ event }) => !own.events.includes(event))
      .map((row) => ({ what: { event: row.event }, about: `event ${row.event}`, row })),
    ...properties
      .filter(({ ofRule }) => !ofRule[segment])
      .flatMap(({ property, values }) =>
        values
          .filter(({ value }) => value !== OTHER)
          .map((row) => ({ what: { property, value: row.value }, about: `property ${property}`, row })),
      ),
  ].filter(({ row }) => {
    const { q, people: having } = row.segments[segment]!;
    return q !== null && q < CLEAR && Math.max(having, people * row.share) >= ENOUGH;
  });
  const of = ({ row }: (typeof found)[number]): Compared => row.segments[segment]!;
  // an index of few people is rough: what it is at least, or at most, decides
  const over = found.filter((each) => of(each).index! > 100).sort((a, b) => of(b).interval![0] - of(a).interval![0]);
  const under = found.filter((each) => of(each).index! < 100).sort((a, b) => of(a).interval![1] - of(b).interval![1]);
  const told = firstOfEach(over);
  const other = under.filter(({ about }) => told.every((each) => each.about !== about));
  return [...told, ...firstOfEach(other)].map((each): Told => {
    const { people: having, share, index } = of(each);
    return { ...each.what, people: having, share, baseShare: each.row.share, index: index! };
  });
}

/** A property is told of once. */
const firstOfEach = <T extends { about: string }>(list: T[]): T[] =>
  list.filter(({ about }, i) => list.findIndex((each) => each.about === about) === i).slice(0, TOLD);
