import type { SegmentDocument } from '#document/document.ts';
import { isSegmentDocument, parseSegmentDocument } from '#document/parse.ts';
import type { NamedSegment } from '#segments/named.ts';
import { withoutNames, type SavedSegments, type Segment } from '#segments/spec.ts';
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
  const saved = savedSegments(analyses);
  const readable = rulesOf(saved);
  return saved.map(({ name, document }) => ({ name, segment: withoutNames(document.segment, readable) }));
}

/** Which rule each name stands for, of those that can be read: each is whole, and none is made of itself. */
export const rulesOf = (saved: readonly SavedSegment[]): Record<string, Segment> =>
  Object.fromEntries(saved.map(({ name, document }) => [name, document.segment]));

/** Which rule each name stands for, be it readable or not: what a document is parsed with. */
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

/** What choices of people call all of them, in any case of letters. */
const EVERYONE = 'everyone';

/** Why a segment cannot be saved among these, in words; null where it can. Its name is as it would be kept. */
export function problemOfSaving(analyses: readonly SavedAnalysis[], segment: SavedSegment): string | null {
  const { id, name, document } = segment;
  if (name === '') return 'Give it a name first.';
  if (name.toLowerCase() === EVERYONE) return `“${name}” stands for all people. Give it another name.`;
  if (analyses.some((one) => one.id !== id && one.name === name)) return 'This name is taken.';
  const next = withSegment(analyses, segment);
  const named = namedSegments(next);
  const own = problemOf(document, named);
  if (own !== null) return own;
  for (const before of savedSegments(analyses)) {
    const after = next.find((one) => one.id === before.id);
    const problem = after && problemOf(after.document, named);
    if (problem) return `“${before.name}” is made of it and could no longer be read. ${problem}`;
  }
  return null;
}

function problemOf(document: unknown, named: SavedSegments): string | null {
  const parsed = parseSegmentDocument(document, named);
  if (parsed.ok) return null;
  const first = parsed.problems.find(({ severity }) => severity === 'error');
  return first ? [first.message, first.hint].filter(Boolean).join(' ') : null;
}

/** What a segment may be made of: neither itself nor what is made of it, directly or through others. */
export function choicesFor(saved: readonly SavedSegment[], id: string): SavedSegment[] {
  const own = saved.find((one) => one.id === id);
  const madeOfIt = new Set(own && [own.name]);
  // a set also visits what is added on the way
  for (const name of madeOfIt) for (const user of usersOf(saved, name)) madeOfIt.add(user);
  return saved.filter((one) => one.id !== id && !madeOfIt.has(one.name));
}

/** Names of the segments that are made of this one. */
export const usersOf = (saved: readonly SavedSegment[], name: string): string[] =>
  saved
    .filter(({ document }) => JSON.stringify(document.segment).includes(`{"saved":${JSON.stringify(name)}}`))
    .map((one) => one.name);
