import type { Bytes } from './content.ts';
import { CsvWriter } from './csv-write.ts';

const TRIAL_LINES = 200;
const PARTS = /[,;\t|"]/;

const fieldsOf = (line: string): string[] => line.trim().split(/ +/);

/**
 * Whether a text is a table whose columns stand under each other, parted by runs of blanks: as many words on every line,
 * and no other sign that could part them.
 */
export function isAligned(text: string, whole: boolean): boolean {
  const all = text.slice(0, 65_536).split(/\r\n|\n/);
  const lines = (whole && text.length <= 65_536 ? all : all.slice(0, -1)).filter((line) => line.trim() !== '');
  const trial = lines.slice(0, TRIAL_LINES);
  const width = fieldsOf(trial[0] ?? '').length;
  if (trial.length < 3 || width < 2 || trial.some((line) => PARTS.test(line))) return false;
  const padded = trial.filter((line) => /^ |\S {2,}\S/.test(line)).length;
  const even = trial.filter((line) => fieldsOf(line).length === width).length;
  return padded >= trial.length / 2 && even >= trial.length * 0.95;
}

/** Such a table as CSV. */
export async function* alignedToCsv(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void> {
  const decoder = new TextDecoder();
  const writer = new CsvWriter();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    const part = written(lines, writer);
    if (part.length > 0) yield part;
  }
  yield written([rest + decoder.decode()], writer);
}

export const alignedText = (text: string): Bytes => written(text.split('\n'), new CsvWriter());

function written(lines: readonly string[], writer: CsvWriter): Bytes {
  const parts: Bytes[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const part = writer.add(fieldsOf(line));
    if (part) parts.push(part);
  }
  const last = writer.rest();
  if (parts.length === 0) return last;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, last.length));
  let at = 0;
  for (const part of [...parts, last]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
