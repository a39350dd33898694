import { makesEvents, type TableSetup } from '#data/setup.ts';
import { nameColumns } from './table-edits.ts';

/** How a column is used; the first three make an event. */
export type Use =
  'Who' | 'Known id' | 'What' | 'When' | 'Channel' | 'Amount' | 'Score' | 'Comment' | 'One event per' | 'Formula';

export const MAKES_EVENTS: ReadonlySet<Use> = new Set(['Who', 'What', 'When']);

/** What each column is used as; one that is not here is a property. Tables that are left out use none. */
export function usesOf(tables: readonly TableSetup[]): Map<string, Use> {
  const uses = new Map<string, Use>();
  const use = (column: string | null, as: Use) => {
    if (column !== null && !uses.has(column)) uses.set(column, as);
  };
  const read = tables.filter(({ skip }) => !skip);
  const ordered = [...read.filter(makesEvents), ...read.filter((table) => !makesEvents(table))];
  for (const { ids } of read.filter(makesEvents)) use(ids[0]?.column ?? null, 'Who');
  for (const table of ordered) {
    const { shape, ids, event, time, milestones, channel, amount, score, comment, oneEventPer, formulas } = table;
    if (shape === 'milestones') for (const { column } of milestones) use(column, 'When');
    else if (shape === 'events') {
      for (const column of nameColumns(event)) use(column, 'What');
      use(time, 'When');
    }
    for (const { column } of ids) use(column, 'Known id');
    use(channel && 'column' in channel ? channel.column : null, 'Channel');
    use(amount, 'Amount');
    use(score, 'Score');
    use(comment, 'Comment');
    use(oneEventPer, 'One event per');
    for (const { name } of formulas) use(name, 'Formula');
  }
  return uses;
}
