import type { Segment } from '#segments/spec.ts';
import type { Fields } from '#vocabulary/fields.ts';
import type { ReadSegment } from '../kind.ts';
import type { CompareResult } from './result.ts';

declare module '../kinds.ts' {
  interface Kinds {
    compare: { spec: CompareSpec; result: CompareResult };
  }
}

export const MOST_SEGMENTS = 6;
export const MOST_PROPERTIES = 60;
export const DEFAULT_TOP = 10;
export const MOST_VALUES = 1000;

/** The question as the document asks it. */
export interface CompareSpec {
  kind: 'compare';
  segments: Segment[];
  /** What each is called; one more where `against` is given, its name last. */
  names?: string[];
  /** Whom they are compared with: everybody without it. */
  against?: Segment;
  properties?: string[];
  /** Whether names of events, and what each does on average, are compared. */
  events?: boolean;
  /** Values listed of a property; the others are `$other`. */
  top?: number;
}

/** Everything of a comparison but `kind`; unknown fields are the caller's to report. */
export function parseCompare(fields: Fields, readSegment: ReadSegment): CompareSpec | null {
  const { problems } = fields;
  const before = problems.length;
  const segments = fields.list('segments', (value, path) => readSegment(value, path, problems));
  if (!fields.has('segments') || (segments && (segments.length < 1 || segments.length > MOST_SEGMENTS)))
    fields.refuse(
      'segments',
      'compare/segments',
      `A comparison is of 1 to ${MOST_SEGMENTS} segments.`,
      'Give `segments`, a list of rules on people.',
    );
  const against = fields.has('against')
    ? readSegment(fields.raw('against'), fields.at('against'), problems)
    : undefined;
  const names = readTexts(fields, 'names', 'compare/names');
  const called = segments && segments.length + (fields.has('against') ? 1 : 0);
  if (names && segments && names.length !== segments.length && names.length !== called)
    fields.refuse('names', 'compare/names', `There are ${called} segments and ${names.length} names.`, 'Name each.');
  const properties = readTexts(fields, 'properties', 'compare/properties');
  if (properties && (properties.length > MOST_PROPERTIES || new Set(properties).size < properties.length))
    fields.refuse('properties', 'compare/properties', `Name up to ${MOST_PROPERTIES} properties, each once.`);
  const events = fields.boolean('events');
  const top = fields.integer('top', 1, MOST_VALUES);
  if (!segments || problems.length > before) return null;
  return {
    kind: 'compare',
    segments,
    ...(names && { names }),
    ...(against && { against }),
    ...(properties && { properties }),
    ...(events !== undefined && { events }),
    ...(top !== undefined && { top }),
  };
}

const readTexts = (fields: Fields, name: string, code: string): string[] | undefined =>
  fields.list(name, (value, path) => {
    if (typeof value === 'string' && value !== '') return value;
    const place = path.slice(fields.path === '' ? 0 : fields.path.length + 1);
    return fields.refuse(place, code, 'This must be a text.');
  });
