import type { TableSample } from './mapping.ts';

const CALLED_TABLE = /\.(?:csv|tsv|tab|psv|dat)(?:\.gz)?$/i;
const LONGEST_NAME = 80;

/** Whether text that stands beside tables is rather for people to read: a README, a licence, a note. */
export function isProse(name: string, { columns, rows }: TableSample): boolean {
  if (CALLED_TABLE.test(name)) return false;
  if (columns.length < 2 || columns.some((column) => column.name.length > LONGEST_NAME)) return true;
  const full = rows.filter((row) => row.filter((cell) => cell !== null).length > columns.length / 2);
  return full.length < rows.length * 0.8;
}
