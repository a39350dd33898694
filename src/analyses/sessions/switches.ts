import { DEFAULT_GAP, type SessionOptions } from '#log/sessions.ts';
import type { BucketRule } from '#vocabulary/calendar-buckets.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationMs, durationText } from '#vocabulary/duration.ts';
import { eventMatchText, type EventMatch } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import { NAMES, type SessionsSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface SessionsOptions {
  buckets: BucketRule;
  /** The range, both ends included. */
  span: Span;
  sessions: SessionOptions;
  /** Whether sessions are put into groups, by the plan's columns. */
  grouped: boolean;
  /** The range before, of which the same is asked. */
  previous: Span | null;
}

export function planOf(
  { interval = 'day', breakdown, compare }: SessionsSpec,
  { timezone, weekStart, span, sessions }: PlanContext,
): Plan<SessionsOptions> {
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  // a group is told by any event
  const matches: EventMatch[] = [{}];
  const options: SessionsOptions = {
    buckets: { zone: timezone, interval, weekStart },
    span,
    sessions: {
      gapMs: durationMs(gap),
      start: start ? matches.push(start) - 1 : null,
      end: end ? matches.push(end) - 1 : null,
    },
    grouped: breakdown !== undefined,
    previous: compare && 'previous' in compare ? rangeBefore(span, timezone) : null,
  };
  return {
    matches,
    columns: breakdownColumns(breakdown),
    options,
    ...(compare &&
      'segments' in compare && { segments: { people: compare.segments, options: { ...options, grouped: false } } }),
  };
}

export function rulesInForce(spec: SessionsSpec, { sessions }: PlanContext): RuleInForce[] {
  const { interval = 'day', top = NAMES, breakdown, compare } = spec;
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  const rule = (name: string, value: RuleInForce['value'], text: string, isSaid = true): RuleInForce => ({
    name,
    value,
    text,
    from: isSaid ? 'document' : 'default',
  });
  return [
    rule(
      'sessions.gap',
      durationText(gap),
      `a session ends where nothing happens for more than ${durationText(gap)}`,
      sessions?.gap !== undefined,
    ),
    ...(start ? [rule('sessions.start', eventMatchText(start), `one begins at ${eventMatchText(start)}`)] : []),
    ...(end ? [rule('sessions.end', eventMatchText(end), `one ends with ${eventMatchText(end)}`)] : []),
    rule('counted', 'first event', 'a session counts whole where its first event lies in the range', false),
    rule('bounce', 1, 'a bounce is a session of one event', false),
    rule('duration', 'two events or more', 'durations are of sessions of two events or more', false),
    rule('interval', interval, `over time by ${interval}`, spec.interval !== undefined),
    rule('top', top, `the ${top} most frequent first and last events are named`, spec.top !== undefined),
    ...(breakdown
      ? [
          rule(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the first event of a session that has it'}`,
          ),
        ]
      : []),
    ...compareInForce(compare),
  ];
}
