import type { AnyKind } from '#analyses/kind.ts';
import { kinds } from '#analyses/registry.ts';
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
  question.start({ sojourn: 1, timezone: log.zone ?? settings.zone, analysis });
  return true;
}
