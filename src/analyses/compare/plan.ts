import { DEFAULT_GAP, type SessionOptions } from '#log/sessions.ts';
import { segmentText } from '#segments/text.ts';
import { durationMs } from '#vocabulary/duration.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { Plan, PlanContext } from '../kind.ts';
import { baseName, comparesShares, segmentName } from './names.ts';
import { DEFAULT_TOP, type CompareSpec } from './spec.ts';

/** What the kernel runs with. Plain data. */
export interface CompareOptions extends SessionOptions {
  /** Whether it reads what units did, or only who had an event. */
  reads: boolean;
  zone: string;
}

export function planOf(spec: CompareSpec, { timezone, sessions }: PlanContext): Plan<CompareOptions> {
  const { segments, against, properties = [], events = true } = spec;
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  const cuts = events ? [start, end].filter((match) => match !== undefined) : [];
  const options: CompareOptions = {
    reads: events,
    zone: timezone,
    gapMs: durationMs(gap),
    start: events && start ? 0 : null,
    end: events && end ? cuts.length - 1 : null,
  };
  return {
    matches: cuts,
    attributes: properties,
    options,
    segments: { people: [...segments, ...(against ? [against] : [])], options: { ...options, reads: false } },
  };
}

/** `tests`: how many comparisons were tested, and how many had too few people for it. */
export function rulesInForce(spec: CompareSpec, tests: { made: number; tooFew: number }): RuleInForce[] {
  const { segments, against, properties = [], events, top } = spec;
  const asked = comparesShares(spec);
  const rule = (
    name: keyof CompareSpec | 'tests',
    value: RuleInForce['value'],
    text: string,
    from: RuleInForce['from'],
  ): RuleInForce => ({ name, value, text, from });
  return [
    rule(
      'segments',
      null,
      segments.map((segment, i) => `${segmentName(spec, i)}: people who ${segmentText(segment)}`).join('; '),
      'document',
    ),
    ...(against
      ? [rule('against', null, `against ${baseName(spec)}: people who ${segmentText(against)}`, 'document')]
      : asked
        ? [rule('against', null, 'against everyone, the segments among them', 'default')]
        : []),
    ...(events === undefined ? [] : [rule('events', events, events ? 'with events' : 'without events', 'document')]),
    ...(properties.length > 0
      ? [
          rule(
            'top',
            top ?? DEFAULT_TOP,
            `up to ${top ?? DEFAULT_TOP} values of a property, the others together`,
            top === undefined ? 'default' : 'document',
          ),
        ]
      : []),
    ...(asked ? [rule('tests', tests.made, testsText(tests), 'default')] : []),
  ];
}

const testsText = ({ made, tooFew }: { made: number; tooFew: number }): string =>
  `q of ${made} tests by Benjamini and Hochberg, none where under 5 people are expected${tooFew ? ` (${tooFew})` : ''}`;
