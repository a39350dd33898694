import type { Segment } from '#segments/spec.ts';
import { segmentText } from '#segments/text.ts';
import { durationText } from '#vocabulary/duration.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import { breakdownText } from '../breakdown.ts';
import type { FunnelBreakdown } from './spec-also.ts';
import { exclusionText } from './spec-exclude.ts';
import { presetsText } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve, type Switch } from './switches.ts';

/** Every switch in a few plain words, defaults included. */
export function rulesInForce(spec: FunnelSpec): RuleInForce[] {
  const s = resolve(spec);
  const any = s.order.value === 'any';
  const anchor = any ? 'the first event' : s.windowFrom.value === 'entry' ? 'the first step' : 'the step before';
  const length = s.window.value && durationText(s.window.value);
  const between = s.windowEvents.value;
  const skipped = spec.steps.filter(({ optional }) => optional);
  const rule = (name: string, of: Switch<RuleInForce['value']>, text: string): RuleInForce => ({ name, ...of, text });
  return [
    rule(
      'order',
      s.order,
      { ordered: 'In order', strict: 'In order with nothing between', any: 'In any order' }[s.order.value],
    ),
    rule('window', { ...s.window, value: length }, length ? `${length} from ${anchor}` : 'no time limit'),
    rule('windowFrom', s.windowFrom, `time counts from ${anchor}`),
    rule(
      'windowEvents',
      s.windowEvents,
      between === null
        ? 'any number of events between steps'
        : `at most ${between} other event${between === 1 ? '' : 's'} between steps`,
    ),
    s.count.value === 'attempts'
      ? rule('count', s.count, 'every attempt, one after another')
      : rule(
          'attempt',
          s.attempt,
          { furthest: 'best attempt', first: 'first attempt', latest: 'best attempt, timed from its latest start' }[
            s.attempt.value
          ],
        ),
    rule(
      'ties',
      s.ties,
      { together: 'ties together', fileOrder: 'ties in file order', apart: 'ties apart' }[s.ties.value],
    ),
    rule(
      'grace',
      { ...s.grace, value: s.grace.value && durationText(s.grace.value) },
      s.grace.value ? `events within ${durationText(s.grace.value)} are tied` : 'only the same instant is a tie',
    ),
    rule('reuse', s.reuse, s.reuse.value ? 'one event may fill several steps' : 'one event fills one step'),
    rule(
      'lateSteps',
      s.lateSteps,
      s.lateSteps.value ? 'later steps may pass the range’s end' : 'every step inside the range',
    ),
    ...(skipped.length > 0
      ? [
          rule(
            'optional',
            { value: skipped.length, from: 'document' },
            `may be skipped: ${skipped.map((step) => `“${eventMatchText(step)}”`).join(', ')}`,
          ),
        ]
      : []),
    ...(spec.exclude?.length
      ? [
          rule(
            'exclude',
            { value: spec.exclude.length, from: 'document' },
            `excluded: ${spec.exclude.map(exclusionText).join(', ')}`,
          ),
          rule(
            'excluded',
            s.excluded,
            s.excluded.value === 'unit' ? 'who is excluded leaves the funnel' : 'only the excluded attempt is dropped',
          ),
        ]
      : []),
    ...(spec.hold
      ? [
          rule(
            'hold',
            { value: spec.hold.join(', '), from: 'document' },
            `the same ${spec.hold.join(' and ')} at every step`,
          ),
        ]
      : []),
    ...(spec.breakdown
      ? [rule('breakdown', { value: groupsText(spec.breakdown), from: 'document' }, `by ${groupsText(spec.breakdown)}`)]
      : []),
    ...(spec.compare
      ? 'segments' in spec.compare
        ? [rule('compare', { value: 'segments', from: 'document' }, besideText(spec.compare.segments))]
        : 'presets' in spec.compare
          ? [rule('compare', { value: 'presets', from: 'document' }, presetsText(spec.compare))]
          : [rule('compare', { value: 'previous', from: 'document' }, 'beside the range before')]
      : []),
    ...(spec.trend
      ? [
          rule(
            'trend',
            { value: spec.trend.interval, from: 'document' },
            `by ${spec.trend.interval} of the attempt’s start`,
          ),
        ]
      : []),
  ];
}

const besideText = (segments: Segment[]): string =>
  `beside people who ${segments.map(segmentText).join('; beside people who ')}`;

const groupsText = (breakdown: FunnelBreakdown): string => {
  const text = breakdownText(breakdown);
  if ('segment' in breakdown) return text;
  const { of, at = 'first' } = breakdown;
  if (of === 'person') return `${text} of the person`;
  if (typeof at === 'object') return `${text} at step ${at.step + 1}`;
  return at === 'any' ? `${text}, the same at every step` : `${at} ${text}`;
};
