import type { OpenedLog as Opening } from '#engine/protocol.ts';
import type { EventLog } from '#log/event-log.ts';
import { isObject, type Json } from '#vocabulary/fields.ts';
import type { WorkspaceChange } from '#workspace/save.ts';
import type { Current } from './engine.ts';
import type { SavedLog } from './opened-log.ts';

/** Counts what this version keeps beside a log: what another kept is made again from the files. */
const FORMAT = 1;

interface Kept {
  format: number;
  opening: Opening;
  facts: SavedLog['facts'];
  columns: SavedLog['columns'];
  types: SavedLog['types'];
}

/** What is kept beside a log, so that nothing has to be looked at again. */
function keptBeside({ opened, opening }: Current): Json {
  const { facts, columns, types } = opened.saved;
  const kept: Kept = { format: FORMAT, opening, facts, columns, types };
  return kept as unknown as Json;
}

/** Null where another version kept it. */
export function savedWith(log: EventLog, kept: Json): { opening: Opening; saved: SavedLog } | null {
  if (!isObject(kept) || kept.format !== FORMAT) return null;
  const { opening, facts, columns, types } = kept as unknown as Kept;
  return { opening, saved: { log, facts, columns, types } };
}

/** Files, how they are read and the log they became, as a change of a workspace that has some of them already. */
export function changeOf(current: Current, stored: ReadonlySet<string>): WorkspaceChange {
  const { files, opened, opening } = current;
  return {
    sources: files.map(({ id, name, blob }) => {
      if (id !== undefined && stored.has(id)) return { id };
      const lastModifiedMs = blob instanceof File ? Math.round(blob.lastModified) : 0;
      return { ...(id !== undefined && { as: id }), name, lastModifiedMs, content: blob };
    }),
    setup: opening.setup as unknown as NonNullable<WorkspaceChange['setup']>,
    log: { log: opened.log, overview: keptBeside(current) },
  };
}
