import type { ColumnFacts } from './column-facts.ts';
import { words } from './role-names.ts';

/** Words around what a date is of. */
export const DATE_WORDS = new Set(
  `date dates datetime time timestamp tstamp at on ts utc day datum zeit zeitpunkt am um uhrzeit 日期 时间 fecha hora el date heure le`.split(
    /\s+/,
  ),
);
const START = /^(?:start|started|begin|began|from|beginn|anfang|von|inicio|début|开始)$/;
const END = /^(?:end|ended|finish|finished|stop|complete|completed|to|until|ende|bis|fin|结束)$/;

/** What a date is of: `first_purchase_at` is `first`, `purchase`. */
export const stageWords = (name: string): string[] => words(name).filter((word) => !DATE_WORDS.has(word));

/** Whether two columns are start and end of one thing, in this order: one event with a duration. */
export function isSpan(columns: readonly ColumnFacts[]): boolean {
  if (columns.length !== 2) return false;
  const [a, b] = columns.map(({ name }) => stageWords(name));
  const rest = (parts: string[], edge: RegExp) => parts.filter((word) => !edge.test(word)).join(' ');
  return a!.some((word) => START.test(word)) && b!.some((word) => END.test(word)) && rest(a!, START) === rest(b!, END);
}
