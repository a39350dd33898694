import { localMidnight, parseInstant, spanOf, type Range } from './calendar.ts';
import { Fields } from './fields.ts';
import type { Problem } from './problem.ts';

/** Reads `{ from?, to? }`; `zone` is where its dates begin and end. */
export function parseRange(value: unknown, path: string, problems: Problem[], zone: string): Range | undefined {
  const range = Fields.of(value, path, problems);
  if (!range) return undefined;
  const end = (name: 'from' | 'to'): string | undefined => {
    const text = range.string(name);
    if (text === undefined || localMidnight(text) !== null || parseInstant(text) !== null) return text;
    return range.refuse(
      name,
      'document/date',
      `“${text}” is not a date.`,
      'Give YYYY-MM-DD, or an ISO 8601 time with its zone.',
    );
  };
  const from = end('from');
  const to = end('to');
  range.done();
  const read: Range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const span = spanOf(read, zone);
  if (span && span.fromMs > span.toMs) range.refuse('to', 'document/range', 'The range ends before it begins.');
  return read;
}
