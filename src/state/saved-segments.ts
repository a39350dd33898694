import type { SegmentDocument } from '#document/document.ts';
import { isSegmentDocument, parseSegmentDocument } from '#document/parse.ts';
import type { NamedSegment } from '#segments/named.ts';
import { withoutNames, type SavedSegments } from '#segments/spec.ts';
import { isObject, type Json } from '#vocabulary/fields.ts';
import type { SavedAnalysis } from '#workspace/manifest.ts';

export interface SavedSegment {
  id: string;
  name: string;
  document: SegmentDocument;
}

/** The saved segments that can be read, by name; the others stay in the workspace as they are. */
export function savedSegments(analyses: readonly SavedAnalysis[]): SavedSegment[] {
  const byName = namedSegments(analyses);
  return analyses
    .flatMap(({ id, name, document }) => {
      const parsed = isSegmentDocument(document) ? parseSegmentDocument(document, byName) : null;
      return parsed?.ok ? [{ id, name, document: parsed.value }] : [];
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Those that can be read, with what they name written out: a question then means the same in a link, and after a change of theirs. */
export function writtenOut(analyses: readonly SavedAnalysis[]): NamedSegment[] {
  const named = namedSegments(analyses);
  return savedSegments(analyses).map(({ name, document }) => ({
    name,
    segment: withoutNames(document.segment, named),
  }));
}

/** What the engine is told: which rule each name stands for. */
export const namedSegments = (analyses: readonly SavedAnalysis[]): SavedSegments =>
  Object.fromEntries(
    analyses.flatMap(({ name, document }) =>
      isSegmentDocument(document) && isObject(document) ? [[name, document.segment]] : [],
    ),
  );

/** Adds a segment, or replaces the one of its id. A new name goes into every segment that names the old one. */
export function withSegment(analyses: readonly SavedAnalysis[], segment: SavedSegment): SavedAnalysis[] {
  const { id, name, document } = segment;
  const saved = { id, name, document: document as unknown as Json };
  const before = analyses.find((one) => one.id === id);
  if (!before) return [...analyses, saved];
  return analyses.map((one) => {
    if (one.id === id) return saved;
    return isSegmentDocument(one.document) ? { ...one, document: renamed(one.document, before.name, name) } : one;
  });
}

function renamed(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) return value.map((each) => renamed(each, from, to));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'saved' && each === from ? to : renamed(each, from, to)]),
  );
}

/** Names of the segments that are made of this one. */
export const usersOf = (saved: readonly SavedSegment[], name: string): string[] =>
  saved
    .filter(({ document }) => JSON.stringify(document.segment).includes(`{"saved":${JSON.stringify(name)}}`))
    .map((one) => one.name);
