import type { AnyKind } from '#analyses/kind.ts';
import { kinds } from '#analyses/registry.ts';
import { envelopeOf, WEEKDAYS } from '#document/document.ts';
import type { LogOverview } from '#log/overview.ts';
import type { Workbench } from '#state/workbench.ts';

/** The first kind that has a question of its own to ask of a log. */
export const firstKind = (overview: LogOverview): AnyKind | undefined =>
  [...kinds.values()].find((kind) => kind.suggest(overview) !== null);

/** Starts with what the kind itself would ask of this log; without a kind, the first that has a question. */
export function newQuestion({ session, question, settings }: Workbench, asked?: AnyKind): boolean {
  const log = session.log;
  const kind = asked ?? (log ? firstKind(log.overview) : undefined);
  const analysis = log && kind && (kind.suggest(log.overview) ?? kind.begin?.(log.overview));
  if (!analysis) return false;
  const { zone, weekStart } = settings;
  question.start({
    sojourn: 1,
    timezone: log.zone ?? zone,
    ...(weekStart !== WEEKDAYS[0] && { weekStart }),
    analysis,
  });
  return true;
}

/** Another kind in place of the question in hand, of the same days, events and people; undo brings that one back. */
export function askAsKind(bench: Workbench, kind: AnyKind): void {
  const { question, session } = bench;
  const { overview } = session.log ?? {};
  const analysis = overview && (kind.suggest(overview) ?? kind.begin?.(overview));
  if (!question.document) newQuestion(bench, kind);
  else if (analysis) question.replace({ ...envelopeOf(question.document), analysis });
}
