import type { AnalysisDocument } from '#document/document.ts';
import type { InputFile } from '#engine/protocol.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import { Engine } from '#workers/engine.ts';
import { closeTheDoors } from '#workers/no-way-out.ts';

/** The true engine under Node, with the doors closed as in the browser. */
export function startEngine(zone = 'UTC'): Engine {
  closeTheDoors(null);
  return new Engine(zone);
}

export const fileOf = (content: BlobPart, name = 'events.csv'): InputFile => ({ name, blob: new Blob([content]) });

/** The value, or a failure that shows the problems. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems, null, 2));
  return outcome.value;
}

export const codesOf = (outcome: Outcome<unknown>): string[] =>
  outcome.ok ? [] : outcome.problems.map(({ code }) => code);

/** A document that needs no kind to be typed. */
export const asDocument = (document: unknown): AnalysisDocument => document as AnalysisDocument;
