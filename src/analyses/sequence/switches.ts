import { planPattern, type PatternPlan } from '#log/pattern.ts';
import type { Span } from '#vocabulary/calendar.ts';
import { durationText } from '#vocabulary/duration.ts';
import { patternPrinted } from '#vocabulary/pattern-print.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownColumns, breakdownText, isOfPerson } from '../breakdown.ts';
import { compareInForce } from '../compare-with.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { rangeBefore } from '../range-before.ts';
import type { SequenceSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface SequenceOptions {
  pattern: PatternPlan;
  /** The range, both ends included. */
  span: Span;
  /** Whether units are put into groups, by the plan's columns. */
  grouped: boolean;
  /** The range before, of which the same is asked. */
  previous: Span | null;
}

export function planOf(spec: SequenceSpec, { timezone, span }: PlanContext): Plan<SequenceOptions> {
  const { pattern, within, breakdown, compare } = spec;
  const { plan, matches } = planPattern(pattern, within);
  const options: SequenceOptions = {
    pattern: plan,
    span,
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

export function rulesInForce({ pattern, within, breakdown, compare }: SequenceSpec): RuleInForce[] {
  const said = (name: string, value: string, text: string): RuleInForce => ({ name, value, text, from: 'document' });
  const time = within ? durationText(within) : null;
  return [
    said('pattern', patternPrinted(pattern, within), `looks for ${patternPrinted(pattern)}`),
    {
      name: 'within',
      value: time,
      text: time ? `a match takes at most ${time}` : 'a match may take any time',
      from: time ? 'document' : 'default',
    },
    {
      name: 'matches',
      value: 'shortest, apart',
      text: 'matches are looked for from the left, each as short as can be, and do not overlap',
      from: 'default',
    },
    { name: 'ties', value: 'fileOrder', text: 'events at one instant stand in the order of the file', from: 'default' },
    ...(breakdown
      ? [
          said(
            'breakdown',
            breakdownText(breakdown),
            `by ${breakdownText(breakdown)}${isOfPerson(breakdown) ? '' : ' at the first event that the pattern may begin with, else at the first of any, that has it'}`,
          ),
        ]
      : []),
    ...compareInForce(compare),
  ];
}
