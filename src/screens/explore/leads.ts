import type { AnyKind } from '#analyses/kind.ts';
import { kinds } from '#analyses/registry.ts';
import type { Lead, Leads } from '#analyses/views.ts';
import { envelopeOf, type AnalysisDocument } from '#document/document.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Segment } from '#segments/spec.ts';
import { segmentOf } from './segment-of.ts';

type Asked = AnalysisDocument['analysis'];

/**
 * What other kinds can ask from an answer: of the same days, events and people, or of fewer people. `written` puts a rule
 * as a question may hold it.
 */
export function leadsOf(
  answered: AnalysisDocument,
  overview: LogOverview,
  written: (segment: Segment) => Segment,
  ask: (document: AnalysisDocument) => void,
): Leads {
  const envelope = envelopeOf(answered);
  const others = [...kinds.values()].filter(({ kind }) => kind !== answered.analysis.kind);
  const lead = (kind: AnyKind, label: string, analysis: unknown, segment?: Segment): Lead[] =>
    analysis
      ? [
          {
            kind: kind.kind,
            label,
            ask: () => ask({ ...envelope, ...(segment && { segment }), analysis: analysis as Asked }),
          },
        ]
      : [];
  return {
    ofSteps: (steps) => others.flatMap((kind) => lead(kind, kind.action, kind.ofSteps?.(steps))),
    ofNumbers: (numbers, among) => {
      const made = numbers.map(({ pointer, name }) => ({ made: segmentOf(answered, pointer), name }));
      const called = made.flatMap(({ made: of, name }) =>
        'segment' in of ? [{ segment: written(of.segment), name }] : [],
      );
      const of = among && segmentOf(answered, among);
      if (called.length < made.length || (of && !('segment' in of))) return [];
      return others.flatMap((kind) =>
        lead(kind, kind.label, kind.ofSegments?.(called, overview), of && written(of.segment)),
      );
    },
  };
}

/** Kinds that can be asked of some people alone, with what they ask first. */
export const questionsOfPeople = (overview: LogOverview): { kind: AnyKind; analysis: Asked }[] =>
  [...kinds.values()].flatMap((kind) => {
    const analysis: unknown = kind.ofSegments?.([], overview);
    return analysis ? [{ kind, analysis: analysis as Asked }] : [];
  });
