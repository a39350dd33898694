import type { ColumnFacts } from './column-facts.ts';
import { timeReading } from './column-type.ts';
import { namesOtherTime } from './role-names.ts';
import type { Milestone } from './setup.ts';
import { DATE_WORDS, stageWords } from './time-span.ts';
import { valuesOf, type TableRead } from './table-read.ts';

/** What nothing happens by, or what only says that the row was written. */
const NO_STAGE = new Set(
  `updated update modified modification loaded exported imported synced changed activity valid from until expires geändert aktualisiert 更新 actualizado
  modifié next planned scheduled estimated expected target deadline owner upload server processed received sent`.split(
    /\s+/,
  ),
);
/** `first_purchase_at` as `First purchase`, `Became a Lead Date` as `Became a Lead`. */
export function stageName(column: string): string {
  const spaced = column
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/u)
    .filter((word) => word !== '');
  const kept = spaced.filter(
    (word, i) => !(DATE_WORDS.has(word.toLowerCase()) && (i === spaced.length - 1 || i === 0)),
  );
  const han = (kept.length > 0 ? kept : spaced).join(' ').replace(/(?:日期|时间)$/u, '');
  const name = han || column;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The columns whose dates are stages that a person reached: no birthdays, due dates, or times at which the row was written. */
export function stagesOf(facts: readonly ColumnFacts[]): ColumnFacts[] {
  return facts.filter(({ name, time, filled, type }) => {
    if (!time || filled === 0 || (type !== 'time' && !(type === 'number' && time.format !== 'compact'))) return false;
    const said = stageWords(name);
    return said.length > 0 && !namesOtherTime(name) && !said.some((word) => NO_STAGE.has(word));
  });
}

export const asMilestones = (stages: readonly ColumnFacts[]): Milestone[] =>
  stages.map(({ name }) => ({ column: name, event: stageName(name) }));

/** How all of them read at once: one format for the table. */
export const readingOf = ({ sample }: TableRead, stages: readonly ColumnFacts[]): ReturnType<typeof timeReading> =>
  timeReading(
    stages.flatMap(({ index }) => valuesOf(sample, index)),
    'date',
  );
