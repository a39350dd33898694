import { fail, problem, type Outcome } from '#vocabulary/problem.ts';
import type { AnalysisDocument, SegmentDocument } from './document.ts';
import { isSegmentDocument, parseDocument, parseSegmentDocument } from './parse.ts';

const PREFIX = '#d=';
/** A longer link is refused unread. */
const LONGEST = 64_000;

/**
 * The document as the fragment of an address, which browsers do not send to the host: base64url of its JSON. Saved
 * segments must have been written out: who opens the link has others.
 */
export function documentToFragment(document: AnalysisDocument | SegmentDocument): string {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return PREFIX + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export const isDocumentFragment = (fragment: string): boolean => fragment.startsWith(PREFIX);

/** Whether it is short enough to be read again. */
export const fitsLink = (fragment: string): boolean => fragment.length <= LONGEST;

export function fragmentToDocument(fragment: string): Outcome<AnalysisDocument | SegmentDocument> {
  if (!isDocumentFragment(fragment))
    return fail(problem('document/noLink', '', 'This link carries no analysis and no segment.'));
  if (!fitsLink(fragment))
    return fail(
      problem(
        'document/longLink',
        '',
        `This link is longer than ${LONGEST} characters.`,
        'Share the document as a file instead.',
      ),
    );
  try {
    const value: unknown = JSON.parse(unpack(fragment.slice(PREFIX.length)));
    return isSegmentDocument(value) ? parseSegmentDocument(value) : parseDocument(value);
  } catch (error) {
    return fail(
      problem(
        'document/brokenLink',
        '',
        `This link was cut or changed: ${(error as Error).message}`,
        'Ask for the link again.',
      ),
    );
  }
}

function unpack(base64url: string): string {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}
