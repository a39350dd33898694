import type { AnyKind } from '#analyses/kind.ts';
import { kinds } from '#analyses/registry.ts';
import type { Workbench } from '#state/workbench.ts';

/** Starts with what the kind itself would ask of this log; without a kind, the first that has a question. */
export function newQuestion({ session, question, settings }: Workbench, kind?: AnyKind): boolean {
  const log = session.log;
  if (!log) return false;
  for (const candidate of kind ? [kind] : kinds.values()) {
    const analysis = candidate.suggest(log.overview);
    if (!analysis) continue;
    question.start({ sojourn: 1, timezone: log.zone ?? settings.zone, analysis });
    return true;
  }
  return false;
}
