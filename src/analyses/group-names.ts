import { IN_SEGMENT } from '#log/shard.ts';
import { savedName, segmentLabel, type NamedSegment } from '#segments/named.ts';
import type { Segment } from '#segments/spec.ts';
import { segmentText } from '#segments/text.ts';
import { OTHER, type GroupValue } from './breakdown-groups.ts';
import type { Breakdown } from './breakdown.ts';

const REST = 'Everybody else';

/** What a rule that others are compared with is called: `Loyal`, `Not Loyal`, `People who did Order`. */
export const seriesName = (segment: Segment, among: readonly Segment[], saved: readonly NamedSegment[]): string =>
  'not' in segment && savedName(segment.not, saved) === null && holds(among, segment.not)
    ? REST
    : segmentLabel(segment, saved);

const holds = (among: readonly Segment[], segment: Segment): boolean =>
  among.some((one) => JSON.stringify(one) === JSON.stringify(segment));

/** What a group is called: `Phone`, `Phone · Berlin`, `no value`, `others`, and of a segment its name. */
export function groupName(value: GroupValue, breakdown: Breakdown<unknown>, saved: readonly NamedSegment[]): string {
  if ('segment' in breakdown) {
    const { segment } = breakdown;
    return seriesName(value === IN_SEGMENT ? segment : { not: segment }, [segment], saved);
  }
  if (value === OTHER) return 'others';
  return [value]
    .flat()
    .map((each) => each ?? 'no value')
    .join(' · ');
}

/** The same inside a sentence, after whom it is about: `in “Loyal”`, `who did Order`. */
export function segmentPhrase(segment: Segment, saved: readonly NamedSegment[]): string {
  const name = savedName(segment, saved);
  if (name !== null) return `in “${name}”`;
  if ('not' in segment) {
    const denied = savedName(segment.not, saved);
    return denied === null ? `not among those who ${segmentText(segment.not)}` : `not in “${denied}”`;
  }
  return `who ${segmentText(segment)}`;
}

/** `with device Phone`, `without device`. */
export function groupPhrase(value: GroupValue, breakdown: Breakdown<unknown>, saved: readonly NamedSegment[]): string {
  if ('segment' in breakdown)
    return segmentPhrase(value === IN_SEGMENT ? breakdown.segment : { not: breakdown.segment }, saved);
  if (value === OTHER) return 'in other groups';
  const values = [value].flat();
  const properties = [breakdown.property].flat().map((property, i) => ({ property, text: values[i] ?? null }));
  const has = properties.flatMap(({ property, text }) => (text === null ? [] : [`${property} ${text}`]));
  const lacks = properties.flatMap(({ property, text }) => (text === null ? [property] : []));
  return [
    ...(has.length > 0 ? [`with ${has.join(' and ')}`] : []),
    ...(lacks.length > 0 ? [`without ${lacks.join(' and ')}`] : []),
  ].join(' and ');
}
