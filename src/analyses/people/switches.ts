import { DEFAULT_GAP, type SessionOptions } from '#log/sessions.ts';
import { durationMs, durationText, type Duration } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { sortOf, type PeopleSpec } from './spec.ts';
import { columnWords, propertyOf } from './spec-columns.ts';

/** What the kernel runs with. Plain data. */
export interface PeopleOptions extends SessionOptions {
  zone: string;
}

/** Sorting, paging, finding and filtering ask nothing of the log: one pass answers them all. */
export function planOf({ columns = [], amount }: PeopleSpec, { timezone, sessions }: PlanContext): Plan<PeopleOptions> {
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  return {
    matches: [start, end].filter((match) => match !== undefined),
    attributes: columns,
    amounts: amount === undefined ? [] : [amount],
    lifecycle: true,
    options: {
      zone: timezone,
      gapMs: durationMs(gap),
      start: start ? 0 : null,
      end: end ? (start ? 1 : 0) : null,
    },
  };
}

export function rulesInForce(
  spec: PeopleSpec,
  { sessions }: PlanContext,
  { silentAfter, churnedAfter }: { silentAfter: Duration; churnedAfter: Duration },
): RuleInForce[] {
  const { by, order } = sortOf(spec);
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  const cut = [
    `sessions end where nothing happens for more than ${durationText(gap)}`,
    ...(start ? [`begin at ${eventMatchText(start)}`] : []),
    ...(end ? [`end with ${eventMatchText(end)}`] : []),
  ];
  return [
    {
      name: 'sort',
      value: propertyOf(by),
      text: `sorted by ${columnWords(by, spec)}, ${order}`,
      from: spec.sort ? 'document' : 'default',
    },
    { name: 'sessions', value: durationText(gap), text: cut.join(', '), from: sessions ? 'document' : 'default' },
    {
      name: 'silentAfter',
      value: durationText(silentAfter),
      text: `silent after ${durationText(silentAfter)} without an event`,
      from: 'default',
    },
    {
      name: 'churnedAfter',
      value: durationText(churnedAfter),
      text: `churned after ${durationText(churnedAfter)}`,
      from: 'default',
    },
    ...(spec.amount === undefined
      ? []
      : [{ name: 'amount', value: spec.amount, text: `adds up ${spec.amount} of each`, from: 'document' as const }]),
    ...(spec.find
      ? [{ name: 'find', value: spec.find, text: `ids that contain “${spec.find}”`, from: 'document' as const }]
      : []),
  ];
}
