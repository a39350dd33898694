import type { Segment } from './spec.ts';
import { listText } from './text-list.ts';
import { ruleSaid } from './text-rule.ts';

type Group = { all: Segment[] } | { any: Segment[] };

/** What follows “people who”: `did Order at least 2 times in the last 30 days, and did not do Refund`. */
export function segmentText(segment: Segment): string {
  const plain = withoutDenials(segment, false);
  return typeof plain === 'string' ? plain : groupText(plain, 0);
}

type Plain = string | { word: 'and' | 'or'; of: Plain[] };

/** The same with only single rules denied, groups of one and groups in a group of their kind taken apart. */
function withoutDenials(segment: Segment, denied: boolean): Plain {
  if ('not' in segment) return withoutDenials(segment.not, !denied);
  if (!('all' in segment || 'any' in segment)) return ruleSaid(segment)[denied ? 'no' : 'yes'];
  const word = 'all' in segment !== denied ? 'and' : 'or';
  const of = membersOf(segment).flatMap((each) => {
    const inner = withoutDenials(each, denied);
    return typeof inner !== 'string' && inner.word === word ? inner.of : [inner];
  });
  if (of.length === 0) return word === 'and' ? 'are anybody' : 'are nobody';
  return of.length === 1 ? of[0]! : { word, of };
}

const membersOf = (group: Group): Segment[] => ('all' in group ? group.all : group.any);

/** Groups of two inside begin with “both” or “either”, longer and deeper ones stand in parentheses. */
function groupText({ word, of }: Exclude<Plain, string>, depth: number): string {
  const text = listText(
    of.map((each) => (typeof each === 'string' ? each : groupText(each, depth + 1))),
    word,
  );
  if (depth === 0) return text;
  if (depth > 1 || of.length > 2) return `(${text})`;
  return `${word === 'and' ? 'both' : 'either'} ${text}`;
}
