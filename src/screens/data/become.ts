import type { Workbench } from '#state/workbench.ts';

/**
 * Lets the log be read in another way. What was shown of people no longer holds then, and neither does a question
 * when none of the names it may ask of is there any more.
 */
export async function become(
  { session, people, question }: Workbench,
  doing: () => Promise<boolean>,
): Promise<boolean> {
  const names = new Set(session.log?.overview.eventNames.map(({ name }) => name));
  if (!(await doing())) return false;
  people.close();
  if (!session.log?.overview.eventNames.some(({ name }) => names.has(name))) question.clear();
  return true;
}
