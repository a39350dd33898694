import { envelopeOf, type AnalysisDocument, type SegmentDocument } from '#document/document.ts';
import { parseDocument } from '#document/parse.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { SavedSegments, Segment } from '#segments/spec.ts';
import { isAnalysis } from '#state/people.svelte.ts';
import { namedSegments } from '#state/saved-segments.ts';
import type { Workbench } from '#state/workbench.ts';
import { ok, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { comparedProperties } from './compared-properties.ts';
import { newQuestion } from './new-question.ts';

/** Asks the question in hand of these people alone; where there is none, a first one. */
export function askOnlyOf(bench: Workbench, segment: Segment): void {
  if (!bench.question.document) newQuestion(bench);
  bench.question.edit({ segment });
}

/** Asks another question of these people alone, of the days and events that they were found in. */
export function askOfPeople(
  { question }: Workbench,
  asked: AnalysisDocument | SegmentDocument,
  segment: Segment,
  analysis: AnalysisDocument['analysis'],
): void {
  question.replace({ ...ofPeople(asked), segment, analysis });
}

/** Asks what tells some people from the rest of those that were asked about. */
export function askWhatIsSpecial(
  { question, session, workspace }: Workbench,
  asked: AnalysisDocument | SegmentDocument,
  segment: Segment,
  name: string,
): readonly Problem[] {
  const { log } = session;
  const comparison = log ? comparisonOf(asked, segment, name, log, namedSegments(workspace.analyses)) : ok(null);
  if (!comparison.ok) return comparison.problems;
  if (!comparison.value) return [];
  question.replace(comparison.value);
  return [];
}

/** Some people beside the rest, in all that is known of them: of the same days, events and people as what was asked. */
export function comparisonOf(
  asked: AnalysisDocument | SegmentDocument,
  segment: Segment,
  name: string,
  log: Pick<OpenedLog, 'setup' | 'attributes' | 'properties'>,
  saved: SavedSegments,
): Outcome<AnalysisDocument> {
  const analysis = {
    kind: 'compare',
    segments: [segment],
    against: { not: segment },
    names: [name, 'the rest'],
    properties: comparedProperties(log),
  };
  return parseDocument({ ...ofPeople(asked), analysis }, saved);
}

/** The days, events and people of a question, where people are counted again. */
function ofPeople(asked: AnalysisDocument | SegmentDocument): Omit<AnalysisDocument, 'analysis'> {
  const { timezone } = asked;
  if (!isAnalysis(asked)) return { sojourn: 1, ...(timezone !== undefined && { timezone }) };
  const { unit: _unit, ...envelope } = envelopeOf(asked);
  return envelope;
}
