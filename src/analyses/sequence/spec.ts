import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import type { Fields } from '#vocabulary/fields.ts';
import { parsePattern, type Pattern } from '#vocabulary/pattern.ts';
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
}

/** Everything of a sequence but `kind`; unknown fields are the caller's to report. */
export function parseSequence(fields: Fields): SequenceSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const pattern = fields.has('pattern')
    ? parsePattern(fields.raw('pattern'), fields.at('pattern'), problems)
    : fields.refuse('pattern', 'sequence/pattern', 'Which pattern?', 'Give `pattern`: { then: [events in order] }.');
  const within = fields.has('within') ? parseDuration(fields.raw('within'), fields.at('within'), problems) : undefined;
  if (!pattern || problems.length > before) return null;
  return { kind: 'sequence', pattern, ...(within && { within }) };
}
