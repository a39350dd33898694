import { durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import { patternText } from '#vocabulary/pattern.ts';
import { ruleText } from '#vocabulary/rule.ts';
import type { Amount, Segment, Within } from './spec.ts';

const WORDS: Record<string, string> = {
  gt: 'more than ',
  gte: 'at least ',
  lt: 'less than ',
  lte: 'at most ',
  is: 'exactly ',
};
/** Longer lists of ids are counted. */
const SHOWN_IDS = 3;

/** `did Order at least 2 times within the last 30 days, and not …`: for lines of rules and chips. */
export function segmentText(segment: Segment): string {
  if ('all' in segment) return segment.all.length ? segment.all.map(grouped).join(' and ') : 'are anybody';
  if ('any' in segment) return segment.any.length ? segment.any.map(grouped).join(' or ') : 'are nobody';
  if ('not' in segment) return `not (${segmentText(segment.not)})`;
  if ('saved' in segment) return `are in “${segment.saved}”`;
  if ('ids' in segment)
    return segment.ids.length > SHOWN_IDS
      ? `are one of ${segment.ids.length} ids`
      : `are ${segment.ids.join(' or ') || 'nobody'}`;
  if ('did' in segment) {
    const { did, times, within, days } = segment;
    const often = times || days ? ` ${amountText(times ?? { op: 'gte', value: 1 })} ${days ? 'days' : 'times'}` : '';
    return `did ${eventMatchText(did)}${days ? ' on' : ''}${often}${withinText(within)}`;
  }
  if ('sum' in segment)
    return `have ${amountText(segment)} ${segment.sum} of ${eventMatchText(segment.of)}${withinText(segment.within)}`;
  if ('person' in segment) return `have ${segment.at === 'first' ? 'first ' : ''}${ruleText(segment.person)}`;
  if ('sequence' in segment)
    return `did ${patternText(segment.sequence)}${segment.within ? ` within ${durationText(segment.within)}` : ''}`;
  if ('lifecycle' in segment) return `are ${segment.lifecycle}${segment.asOf ? ` as of ${segment.asOf}` : ''}`;
  if ('behind' in segment) return `are behind a number of a ${segment.behind.analysis.kind}`;
  return 'reached' in segment
    ? `reached step ${segment.reached + 1} of a funnel`
    : `left a funnel before step ${segment.dropped + 1}`;
}

const grouped = (segment: Segment): string =>
  'all' in segment || 'any' in segment ? `(${segmentText(segment)})` : segmentText(segment);

const amountText = ({ op, value }: Amount): string =>
  Array.isArray(value) ? `${value[0]} to ${value[1]}` : `${WORDS[op]}${value}`;

function withinText(within: Within | undefined): string {
  if (!within) return '';
  if ('last' in within) return ` within the last ${durationText(within.last)}`;
  if ('firstDays' in within) return ` within ${durationText(within.firstDays)} of their first event`;
  const { from, to } = within;
  return `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
}
