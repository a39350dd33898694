import type { AnalysisDocument } from '#document/document.ts';
import { parseDocument, parseSegmentDocument } from '#document/parse.ts';
import { isObject, type Json } from '#vocabulary/fields.ts';
import type { Manifest } from '#workspace/manifest.ts';
import { namedSegments } from './saved-segments.ts';
import type { Draft } from './segments.svelte.ts';

/** What a workspace is opened with again: where one was, the question and the segment in hand. */
export interface Screen {
  place: string;
  document: AnalysisDocument | null;
  draft: Draft | null;
}

export const screenAsJson = ({ place, document, draft }: Screen): Json => ({
  place,
  document: document as unknown as Json,
  ...(draft && { segment: draft as unknown as Json }),
});

/** What of it can still be read. */
export function screenOf({ screen, analyses }: Manifest): Screen {
  const kept = isObject(screen) ? screen : {};
  const saved = namedSegments(analyses);
  const document = kept.document ? parseDocument(kept.document, saved) : null;
  return {
    place: typeof kept.place === 'string' ? kept.place : '/data/',
    document: document?.ok ? document.value : null,
    draft: draftOf(kept.segment, saved),
  };
}

type InHand = Pick<Screen, 'document' | 'draft'>;

/**
 * What was asked, or came by a link, since a workspace was opened that only another tab may save: it is saved nowhere. `id`:
 * of the one that is opened now.
 */
export function askedSince(
  opened: Manifest | null,
  id: string,
  { document }: Pick<InHand, 'document'>,
  { draft }: Pick<InHand, 'draft'>,
): InHand {
  if (opened?.id !== id) return { document: null, draft: null };
  const before = screenOf(opened);
  return {
    document: alike(document, before.document) ? null : document,
    draft: alike(draft, before.draft) ? null : draft,
  };
}

const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function draftOf(value: unknown, saved: ReturnType<typeof namedSegments>): Draft | null {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.name !== 'string') return null;
  const document = parseSegmentDocument(value.document, saved);
  return document.ok ? { id: value.id, name: value.name, document: document.value } : null;
}
