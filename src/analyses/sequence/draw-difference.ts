import { chance, count, many, PEOPLE, points } from '#charts/formats.ts';
import type { Counted } from '#vocabulary/result.ts';
import { LEAST_EXPECTED, TEST_MINIMUM, type Difference } from './result-difference.ts';
import type { ComparedTable } from './result.ts';
import type { SequenceSpec } from './spec.ts';

const CLEAR = 0.05;

export const isClear = ({ q }: Difference): boolean => q !== null && q < CLEAR;

/** `+3.1 points, 1.2 to 5.0; q 0.004`; a dash where there is nothing to compare with. */
export function differenceText(difference: Difference | null | undefined): string {
  if (!difference) return '–';
  const { rate, interval, q, of, against } = difference;
  const [low, high] = interval.map((end) => points(end).replace('+', '')) as [string, string];
  const told = `${points(rate)} points, ${low} to ${high}`;
  if (q !== null) return `${told}; q ${chance(q)}`;
  const matched = of.matched + against.matched;
  if (matched === 0) return `${told}; nobody did it`;
  if (matched === of.units + against.units) return `${told}; all did it`;
  return `${told}; too few (n = ${count(Math.min(of.units, against.units))})`;
}

/** What the differences are of and how they are tested; empty where nothing is compared. */
export function differenceNotes(
  { compare, breakdown }: SequenceSpec,
  tables: readonly ComparedTable[],
  counted: Counted = PEOPLE,
): string[] {
  const told = tables.flatMap(({ difference }) => (difference ? [difference] : []));
  if (told.length === 0) return [];
  const segments = compare && 'segments' in compare ? compare.segments.length : 0;
  const sides = [
    ...(compare && 'previous' in compare ? ['of this range less that of the range before'] : []),
    ...(segments === 1 ? ['of the segment less that of everybody else'] : []),
    ...(segments > 1 ? ['of each segment less that of the first'] : []),
    ...(breakdown ? ['of each group less that of all others'] : []),
  ];
  const tested = told.filter(({ q }) => q !== null).length;
  return [
    `Difference: the share ${sides.join(', ')}, with its 95% interval. q is p adjusted for ${many(tested, 'test')}; under ${CLEAR} is clear. No test under ${TEST_MINIMUM} ${counted.many} on a side, or with fewer than ${LEAST_EXPECTED} expected to do it, or not to.`,
    ...(told.some(({ shared }) => shared > 0)
      ? [`${capital(counted.many)} of both sides are counted in both; interval and test take that into account.`]
      : []),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
