import type { Workbench } from '#state/workbench.ts';
import { become } from '../data/become.ts';

export interface Edited {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo: () => void;
  redo: () => void;
}

/** What undo and redo are about on a screen, by its route: the rule, how the files are read, or the question. */
export function editedOn(route: string | null, bench: Workbench): Edited | null {
  const { question, segments, session } = bench;
  if (route === '/segments') return segments.draft && editOf(segments);
  if (route !== '/data') return question.document && editOf(question);
  if (!session.log) return null;
  const idle = session.opening === null;
  return {
    canUndo: idle && session.canUndo,
    canRedo: idle && session.canRedo,
    undo: () => void become(bench, () => session.undo()),
    redo: () => void become(bench, () => session.redo()),
  };
}

const editOf = (edited: {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
}): Edited => ({
  canUndo: edited.canUndo,
  canRedo: edited.canRedo,
  undo: () => edited.undo(),
  redo: () => edited.redo(),
});
