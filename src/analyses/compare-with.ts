import type { Segment } from '#segments/spec.ts';
import { segmentText } from '#segments/text.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { ReadSegment } from './kind.ts';

/** The same question of the range before, or of the people of each segment. */
export type CompareWith = { previous: true } | { segments: Segment[] };

export const MOST_SEGMENTS = 10;

/** `code` is of the problem that there is no segment, or too many. */
export function readCompareWith(fields: Fields, code: string, readSegment: ReadSegment): CompareWith | undefined {
  const asked = fields.object('compare');
  if (!asked) return undefined;
  if (asked.has('segments')) {
    const segments = asked.list('segments', (value, path) => readSegment(value, path, asked.problems));
    asked.done();
    if (!segments) return undefined;
    if (segments.length < 1 || segments.length > MOST_SEGMENTS)
      return asked.refuse('segments', code, `Compare 1 to ${MOST_SEGMENTS} segments.`);
    return { segments };
  }
  const previous = asked.boolean('previous');
  asked.done();
  if (!asked.has('previous'))
    asked.refuse('previous', 'document/missing', 'Compare with what?', 'Say previous: true, or give segments.');
  return previous ? { previous } : undefined;
}

/** The rule of a result that is compared, none of another; `before` says what the range before is. */
export function compareInForce(compare: CompareWith | undefined, before = 'beside the range before'): RuleInForce[] {
  if (!compare) return [];
  const [value, text] =
    'previous' in compare
      ? ['previous', before]
      : ['segments', `beside people who ${compare.segments.map(segmentText).join('; beside people who ')}`];
  return [{ name: 'compare', value, text, from: 'document' }];
}
