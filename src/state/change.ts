import type { AnalysisDocument } from '#document/document.ts';
import { isObject } from '#vocabulary/fields.ts';
import { merged } from './merged.ts';

const words = (name: string): string => {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced[0]!.toUpperCase() + spaced.slice(1);
};

function value(of: unknown): string | null {
  if (isObject(of) && typeof of['n'] === 'number' && typeof of['unit'] === 'string')
    return `${of['n']} ${of['unit']}${of['n'] === 1 ? '' : 's'}`;
  return typeof of === 'string' || typeof of === 'number' ? String(of) : null;
}

/** Whether two documents ask the same: what only names or explains them changes no number. */
export function asksTheSame(one: AnalysisDocument, other: AnalysisDocument): boolean {
  const asked = (document: AnalysisDocument) => JSON.stringify({ ...document, title: undefined, note: undefined });
  return one === other || asked(one) === asked(other);
}

/** Names of the fields, of the document and of what it asks, that differ from one question to the next. */
export function changedFields(before: AnalysisDocument, after: AnalysisDocument): string[] {
  const flat = (document: AnalysisDocument): Record<string, unknown> => ({ ...document, ...document.analysis });
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => name !== 'analysis' && JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
}

/** `Window is now 7 days`: what changed from one question to the next, of whatever kind they are. */
export function changeText(before: AnalysisDocument, after: AnalysisDocument): string {
  const now: Record<string, unknown> = { ...after, ...after.analysis };
  const changed = changedFields(before, after);
  const [name] = changed;
  if (name === undefined) return 'Running';
  if (changed.length > 1) return `${changed.map(words).slice(0, 3).join(', ')} changed`;
  const text = value(now[name]);
  return text === null ? `${words(name)} changed` : `${words(name)} is now ${text}`;
}

/**
 * The question as it stands with what somebody changed on the figure of one before: two presses in a row are two changes,
 * even where the second comes before the figure of the first.
 */
export const onTopOf = <Asked extends { kind: string }>(now: Asked, before: Asked, after: Asked): Asked =>
  now.kind === after.kind ? (merged(now, before, after) as Asked) : after;
