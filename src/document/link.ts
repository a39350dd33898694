import { fail, problem, type Outcome } from '#vocabulary/problem.ts';
import type { AnalysisDocument } from './document.ts';
import { parseDocument } from './parse.ts';

const PREFIX = '#d=';
/** A longer link is refused unread. */
const LONGEST = 64_000;

/** The document as the fragment of an address, which browsers do not send to the host: base64url of its JSON. */
export function documentToFragment(document: AnalysisDocument): string {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return PREFIX + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export const isDocumentFragment = (fragment: string): boolean => fragment.startsWith(PREFIX);

export function fragmentToDocument(fragment: string): Outcome<AnalysisDocument> {
  if (!isDocumentFragment(fragment)) return fail(problem('document/noLink', '', 'This link carries no analysis.'));
  if (fragment.length > LONGEST)
    return fail(
      problem(
        'document/longLink',
        '',
        `This link is longer than ${LONGEST} characters.`,
        'Share the document as a file instead.',
      ),
    );
  try {
    return parseDocument(JSON.parse(unpack(fragment.slice(PREFIX.length))));
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
