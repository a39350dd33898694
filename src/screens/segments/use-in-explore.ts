import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { withoutNames } from '#segments/spec.ts';
import { rulesOf, savedSegments, type SavedSegment } from '#state/saved-segments.ts';
import type { Draft } from '#state/segments.svelte.ts';
import type { Workbench } from '#state/workbench.ts';
import { newQuestion } from '../explore/new-question.ts';

/** Asks the question in Explore of the people of a segment: as it is saved, or as it stands where it is not. */
export function useInExplore(bench: Workbench, draft: Draft, kept: SavedSegment | undefined): void {
  const { question, panels, people, workspace } = bench;
  if (!question.document && !newQuestion(bench)) {
    panels.say('There is nothing to ask of this data yet.');
    return;
  }
  const same = kept && JSON.stringify(kept.document) === JSON.stringify(draft.document);
  const { segment } = same ? kept.document : draft.document;
  people.close();
  // written out as Explore does, so that the question means the same in a link
  question.edit({ segment: withoutNames(segment, rulesOf(savedSegments(workspace.analyses))) });
  void goto(resolve('/explore/'));
}
