import type { Segment } from '#segments/spec.ts';
import { isObject } from '#vocabulary/fields.ts';

/** What a segment's own rule is about: of these a difference says nothing new. */
export interface OwnRule {
  events: string[];
  properties: string[];
}

const PROPERTIES = ['property', 'sum', 'by', 'amount', 'sameValue'];

/** Names of events and properties anywhere in the rule, in the questions inside it too. */
export function ownRule(segment: Segment): OwnRule {
  const events = new Set<string>();
  const properties = new Set<string>();
  const read = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(read);
    else if (isObject(value))
      for (const [field, inside] of Object.entries(value)) {
        const names = texts(inside);
        if (field === 'event') for (const name of names) events.add(name);
        else if (PROPERTIES.includes(field)) for (const name of names) properties.add(name);
        read(inside);
      }
  };
  read(segment);
  return { events: [...events].sort(), properties: [...properties].sort() };
}

const texts = (value: unknown): string[] => [value].flat().filter((each) => typeof each === 'string');
