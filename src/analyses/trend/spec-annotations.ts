import { localMidnight, parseInstant } from '#vocabulary/calendar.ts';
import { Fields } from '#vocabulary/fields.ts';

/** Something that happened, at a local date or an instant. */
export interface Annotation {
  at: string;
  text: string;
}

export const MOST_ANNOTATIONS = 100;

export const isMoment = (text: string): boolean => localMidnight(text) !== null || parseInstant(text) !== null;

export function readAnnotations(fields: Fields): Annotation[] | undefined {
  const list = fields.list('annotations', (value, path) => {
    const one = Fields.of(value, path, fields.problems);
    if (!one) return undefined;
    const at = one.string('at');
    const text = one.string('text');
    one.done();
    if (at === undefined || !isMoment(at))
      return one.refuse(
        'at',
        'trend/annotation',
        'An annotation needs its date.',
        'Give YYYY-MM-DD, or an ISO 8601 time with its zone.',
      );
    if (text === undefined || text.trim() === '')
      return one.refuse('text', 'trend/annotation', 'An annotation says what happened.', 'Give its text.');
    return { at, text };
  });
  if (list && list.length > MOST_ANNOTATIONS)
    return fields.refuse(
      'annotations',
      'trend/annotation',
      `At most ${MOST_ANNOTATIONS} annotations.`,
      'Leave some of them out.',
    );
  return list;
}
