import type { Segment } from '#segments/spec.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { ReadSegment } from '../kind.ts';

/** Two groups of people whose paths are compared; one is compared with everybody who is not in it. */
export interface CompareTwo {
  segments: [Segment] | [Segment, Segment];
  /** What the two groups are called. */
  names?: [string, string];
}

export const MOST_COMPARED = 2;

export function readCompare(fields: Fields, readSegment: ReadSegment): CompareTwo | undefined {
  const asked = fields.object('compare');
  if (!asked) return undefined;
  const segments = asked.list('segments', (value, path) => readSegment(value, path, asked.problems));
  const names = asked.list('names', (name, path) =>
    typeof name === 'string' && name !== ''
      ? name
      : asked.refuse(path.slice(asked.path.length + 1), 'paths/compare', 'A name is a text.'),
  );
  asked.done();
  if (names && names.length !== MOST_COMPARED)
    return asked.refuse('names', 'paths/compare', 'There are two groups to name.', 'Give two names, or none.');
  const [first, second] = segments ?? [];
  if (segments && first && segments.length <= MOST_COMPARED)
    return {
      segments: second ? [first, second] : [first],
      ...(names && { names: names as [string, string] }),
    };
  if (segments || !asked.has('segments'))
    asked.refuse(
      'segments',
      'paths/compare',
      'Paths compare two segments, or one with everybody else.',
      'Give `segments`, a list of one or two rules on people.',
    );
  return undefined;
}

/** Both groups as rules on people. */
export const comparedSegments = ({ segments: [first, second] }: CompareTwo): [Segment, Segment] => [
  first,
  second ?? { not: first },
];
