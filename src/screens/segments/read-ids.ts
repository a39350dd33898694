import { sniffCsv } from '#data/csv-sniff.ts';
import { tokenize } from '#data/csv-tokens.ts';
import { sniffEncoding } from '#data/encoding.ts';
import type { Bytes } from '#data/content.ts';
import { nameSays } from '#data/role-names.ts';
import { ok, type Outcome } from '#vocabulary/problem.ts';

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.trim()))].filter(Boolean);

/** Ids as somebody types or pastes them: one a line, or parted by commas, semicolons or tabs. */
export const typedIds = (text: string): string[] => distinct(text.split(/[\n\r\t,;]+/));

/** How much a column's name must speak of people to be no id itself. */
const NAMES_PEOPLE = 3;

/** The first column of a table in text, without its name: that of a column of ids in the data, or one such columns bear. */
export function fileIds(name: string, bytes: Bytes, columns: readonly string[]): Outcome<string[]> {
  const encoding = sniffEncoding([{ bytes, whole: true }], name);
  if (!encoding.ok) return encoding;
  const text = new TextDecoder(encoding.value.encoding).decode(bytes);
  const shape = sniffCsv(new TextEncoder().encode(text), name, true);
  if (!shape.ok) return shape;
  const [first, ...rest] = tokenize(text, shape.value)
    .rows.slice(shape.value.skipLines)
    .map((row) => row[0] ?? '');
  if (first === undefined) return ok([]);
  const said = first.trim().toLowerCase();
  const named = columns.some((column) => column.toLowerCase() === said) || nameSays('person', first) >= NAMES_PEOPLE;
  return ok(distinct(named ? rest : [first, ...rest]));
}
