import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { parsePattern, type Pattern } from '#vocabulary/pattern.ts';
import { readBreakdown, type Breakdown } from '../breakdown.ts';
import { readCompareWith, type CompareWith } from '../compare-with.ts';
import type { ReadSegment } from '../kind.ts';
import type { SequenceResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    sequence: { spec: SequenceSpec; result: SequenceResult };
  }
}

export interface SequenceSpec {
  kind: 'sequence';
  pattern: Pattern;
  /** From the first event of a match to its last, and how long what must not follow may not follow. No limit without. */
  within?: Duration;
  /** By the value at the first event of the range that the pattern may begin with, else at the first of any, that has one. */
  breakdown?: Breakdown;
  compare?: CompareWith;
}

/** Everything of a sequence but `kind`; unknown fields are the caller's to report. */
export function parseSequence(fields: Fields, readSegment: ReadSegment): SequenceSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const asked = fields.raw('pattern');
  const pattern =
    asked === undefined
      ? fields.refuse('pattern', 'sequence/pattern', 'Which pattern?', 'Give `pattern`: { then: [events in order] }.')
      : parsePattern(asked, fields.at('pattern'), problems);
  const time = fields.raw('within');
  const within = time === undefined ? undefined : parseDuration(time, fields.at('within'), problems);
  const breakdown = readBreakdown(fields, 'sequence/breakdown', readSegment);
  const compare = readCompareWith(fields, 'sequence/compare', readSegment);
  if (!pattern || problems.length > before) return null;
  return {
    kind: 'sequence',
    pattern,
    ...(within && { within }),
    ...(breakdown && { breakdown }),
    ...(compare && { compare }),
  };
}
