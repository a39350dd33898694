import { eventMatchText, readEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { Fields } from '#vocabulary/fields.ts';

/** An event that spoils an attempt strictly between reaching step `from` and reaching step `to`, counted from 0. */
export type Exclusion = EventMatch & { from: number; to: number };

/** Their places in the funnel are checked once its steps and order are known. */
export const readExclusions = (fields: Fields): Exclusion[] | undefined =>
  fields.list('exclude', (value, path) => {
    const before = fields.problems.length;
    const exclusion = Fields.of(value, path, fields.problems);
    if (!exclusion) return undefined;
    const from = exclusion.integer('from', 0, Number.MAX_SAFE_INTEGER);
    const to = exclusion.integer('to', 0, Number.MAX_SAFE_INTEGER);
    const match = readEventMatch(exclusion);
    exclusion.done();
    if (fields.problems.length > before || !match) return undefined;
    if (from === undefined || to === undefined)
      return exclusion.refuse(
        from === undefined ? 'from' : 'to',
        'funnel/between',
        'Between which steps?',
        'Give `from` and `to`, 0 for the first step.',
      );
    return { ...match, from, to };
  });

/** `from` must lie before `to` and both inside the funnel. */
export function refuseBetween(fields: Fields, name: string, { from, to }: { from: number; to: number }, steps: number) {
  if (from < to && to < steps) return;
  fields.refuse(
    name,
    'funnel/between',
    from < to
      ? `There is no step ${to}: the last one is ${steps - 1}.`
      : 'The first of two steps must come before the second.',
    'Steps count from 0; `from` must be smaller than `to`.',
  );
}

/** What spoils and between which steps: `“Sign out” between step 1 and step 2`. */
export const exclusionText = (exclusion: Exclusion): string =>
  `“${eventMatchText(exclusion)}” between step ${exclusion.from + 1} and step ${exclusion.to + 1}`;
