import type { Segment } from '#segments/spec.ts';
import { segmentText } from '#segments/text.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { ColumnAsked, ReadSegment } from './kind.ts';

export interface PropertyBreakdown<At = never> {
  property: string | string[];
  of?: 'event' | 'person';
  /** Whose value it is, in kinds that let one choose. */
  at?: At;
  /** Groups listed, 10 without it; the others are `$other` unless `other` is false. */
  top?: number;
  other?: boolean;
}

/** The answer once more for each value of a property, or for the people in a segment and those who are not. */
export type Breakdown<At = never> = PropertyBreakdown<At> | { segment: Segment };

export const MOST_GROUPS = 1000;
export const MOST_PROPERTIES = 5;

/** `readAt` reads `at` where the kind has it; `code` is of the problem that no property is named. */
export function readBreakdown<At = never>(
  fields: Fields,
  code: string,
  readSegment: ReadSegment,
  readAt?: (asked: Fields) => At | undefined,
): Breakdown<At> | undefined {
  const asked = fields.object('breakdown');
  if (!asked) return undefined;
  const before = asked.problems.length;
  if (asked.has('segment')) {
    const segment = readSegment(asked.raw('segment'), asked.at('segment'), asked.problems);
    asked.done();
    return segment && asked.problems.length === before ? { segment } : undefined;
  }
  const property = asked.raw('property');
  const of = asked.oneOf('of', ['event', 'person']);
  const at = readAt?.(asked);
  const top = asked.integer('top', 1, MOST_GROUPS);
  const other = asked.boolean('other');
  asked.done();
  const list = Array.isArray(property) ? property : [property];
  if (
    list.length < 1 ||
    list.length > MOST_PROPERTIES ||
    !list.every((name) => typeof name === 'string' && name !== '')
  )
    return asked.refuse(
      'property',
      code,
      'A breakdown needs the name of a property, or a list of them.',
      `Name 1 to ${MOST_PROPERTIES}.`,
    );
  if (asked.problems.length > before) return undefined;
  return {
    property: property as string | string[],
    ...(of && { of }),
    ...(at !== undefined && { at }),
    ...(top !== undefined && { top }),
    ...(other !== undefined && { other }),
  };
}

/** What the plan asks the engine for, in the order of the group's values. */
export function breakdownColumns(breakdown: Breakdown<unknown> | undefined): ColumnAsked[] {
  if (!breakdown) return [];
  if ('segment' in breakdown) return [breakdown];
  return [breakdown.property].flat().map((property) => ({ property, of: breakdown.of ?? 'event' }));
}

/** Whether somebody's group is the same at all their events. */
export const isOfPerson = (breakdown: Breakdown<unknown>): boolean =>
  'segment' in breakdown || breakdown.of === 'person';

/** How the groups are told apart: the names of the properties, or the segment. */
export const breakdownText = (breakdown: Breakdown<unknown>): string =>
  'segment' in breakdown ? `whether they ${segmentText(breakdown.segment)}` : [breakdown.property].flat().join(' and ');
