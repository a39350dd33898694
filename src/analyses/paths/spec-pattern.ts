import { parseDuration, type Duration } from '#vocabulary/duration.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';
import { parsePattern, type Pattern } from '#vocabulary/pattern.ts';

/** What a visit must hold to count. */
export interface PathPattern extends Pattern {
  /** From the first event of a match to its last, and how long what must not follow may not follow. */
  within?: Duration;
}

export function readPattern(fields: Fields): PathPattern | undefined {
  const { problems } = fields;
  const before = problems.length;
  const value = fields.raw('pattern');
  if (value === undefined) return undefined;
  const at = fields.at('pattern');
  const { within: time, ...rest } = isObject(value) ? value : { value };
  const pattern = parsePattern(isObject(value) ? rest : value, at, problems);
  const within = time === undefined ? undefined : parseDuration(time, `${at}.within`, problems);
  return pattern && problems.length === before ? { ...pattern, ...(within && { within }) } : undefined;
}
