import { sniffCsv } from './csv-sniff.ts';
import { tokenize } from './csv-tokens.ts';

const TRIAL_ROWS = 200;

/** Whether a text that was pasted is a table: several rows of several columns, or objects a line each. */
export function isTable(text: string): boolean {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) return isObjects(trimmed);
  const bytes = new TextEncoder().encode(text);
  const shape = sniffCsv(bytes, '', true);
  if (!shape.ok || shape.value.columns.length < 2) return false;
  const { rows } = tokenize(text, shape.value, 0, TRIAL_ROWS);
  const width = shape.value.columns.length;
  return rows.length > 1 && rows.filter((row) => row.length === width).length >= rows.length * 0.95;
}

function isObjects(text: string): boolean {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  try {
    if (text.startsWith('[')) return (JSON.parse(text) as unknown[]).some(isObject);
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.length > 1 && lines.slice(0, TRIAL_ROWS).every((line) => isObject(JSON.parse(line)));
  } catch {
    // a SyntaxError is how JSON.parse says that it is none
    return false;
  }
}

/** `Pasted table`, with a number where that is taken. */
export function pastedName(taken: readonly string[]): string {
  let name = 'Pasted table';
  for (let n = 2; taken.includes(name); n += 1) name = `Pasted table ${n}`;
  return name;
}
