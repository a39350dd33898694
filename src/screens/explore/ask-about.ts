import type { AnalysisDocument, SegmentDocument } from '#document/document.ts';
import { parseDocument } from '#document/parse.ts';
import type { Segment } from '#segments/spec.ts';
import { isAnalysis } from '#state/people.svelte.ts';
import { namedSegments } from '#state/saved-segments.ts';
import type { Workbench } from '#state/workbench.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { newQuestion } from './new-question.ts';

/** More would be no comparison that anybody reads. */
const MOST_PROPERTIES = 60;

/** Asks the question in hand of these people alone; where there is none, a first one. */
export function askOnlyOf(bench: Workbench, segment: Segment): void {
  if (!bench.question.document) newQuestion(bench);
  bench.question.edit({ segment });
}

/** What tells some people from the rest of those that were asked about, in all that is known of them. */
export function askWhatIsSpecial(
  bench: Workbench,
  asked: AnalysisDocument | SegmentDocument,
  segment: Segment,
  name: string,
): readonly Problem[] {
  const { question, session, workspace } = bench;
  const { timezone } = asked;
  const { weekStart, range, where, segment: among } = isAnalysis(asked) ? asked : ({} as Partial<AnalysisDocument>);
  const properties = [...(session.log?.attributes ?? []), ...(session.log?.properties ?? []).map((one) => one.name)];
  const envelope = { title: undefined, note: undefined, unit: undefined, sessions: undefined, timezone, range, where };
  const document = {
    sojourn: 1,
    ...envelope,
    weekStart,
    segment: among,
    analysis: {
      kind: 'compare',
      segments: [segment],
      against: { not: segment },
      names: [name, 'The rest'],
      properties: [...new Set(properties)].slice(0, MOST_PROPERTIES),
    },
  };
  const parsed = parseDocument(JSON.parse(JSON.stringify(document)), namedSegments(workspace.analyses));
  if (!parsed.ok) return parsed.problems;
  if (question.document) question.edit({ ...envelope, weekStart, segment: undefined, ...parsed.value });
  else question.start(parsed.value);
  return [];
}
