import type { AnalysisDocument } from '#document/document.ts';
import type { Question } from '#segments/spec.ts';
import type { Duration } from '#vocabulary/duration.ts';
import type { EventMatch } from '#vocabulary/event-match.ts';

/** What is edited here of the question of a funnel; the rest of it stays as it is. */
export interface FunnelQuestion extends Question {
  analysis: { kind: 'funnel'; steps: EventMatch[]; window?: Duration | null };
}

/** The question inside of a rule was read as one of this kind. */
export const asFunnel = (question: Question): FunnelQuestion => question as FunnelQuestion;

const FORTNIGHT: Duration = { n: 14, unit: 'day' };

export const newFunnel = (steps: EventMatch[], timezone: string): Question =>
  ({ sojourn: 1, timezone, analysis: { kind: 'funnel', steps, window: FORTNIGHT } }) as Question;

/** The question in Explore, where a rule can take it over: a funnel of people or sessions. */
export function funnelIn(question: AnalysisDocument | null): Question | null {
  if (question === null || typeof question.unit === 'object') return null;
  const { kind } = question.analysis as { kind: string };
  return kind === 'funnel' ? (question as Question) : null;
}

const HERE = ['sojourn', 'title', 'note', 'timezone', 'analysis', 'kind', 'steps', 'window'];

/** What else the question says, by the names of the document: `order`, `where`. */
export const keptOf = (question: Question): string[] =>
  Object.keys({ ...question, ...question.analysis })
    .filter((name) => !HERE.includes(name))
    .map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
