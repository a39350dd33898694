import type { TableSample } from './mapping.ts';

const CALLED_TABLE = /\.(?:csv|tsv|tab|psv|dat)(?:\.gz)?$/i;
const CALLED_PROSE = /(?:^|[/ ])(?:readme|licen[cs]e|changelog|copying|notice)\b[^/]*$|\.(?:md|rst|html?)$/i;
const LONGEST_NAME = 80;
/** As many words of a cell are rather a part of a sentence. */
const WORDS = /\S\s+\S+\s+\S/;

/** Whether text that stands beside tables is rather for people to read: a README, a licence, a note. */
export function isProse(name: string, { columns, rows }: TableSample): boolean {
  if (CALLED_TABLE.test(name)) return false;
  if (CALLED_PROSE.test(name) || columns.length < 2) return true;
  if (columns.some((column) => column.name.length > LONGEST_NAME)) return true;
  const cells = rows.flat().filter((cell) => cell !== null);
  const full = rows.filter((row) => row.filter((cell) => cell !== null).length > columns.length / 2);
  return full.length < rows.length * 0.8 || cells.filter((cell) => WORDS.test(cell)).length > cells.length * 0.4;
}
