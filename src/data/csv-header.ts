import { columnType } from './column-type.ts';
import { nameSays } from './role-names.ts';

const ROLES = ['person', 'event', 'time'] as const;

/** Whether the first row names the columns: it differs from what stands under it, or it speaks in the words of headers. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  let score = 0;
  first.slice(0, 500).forEach((name, column) => {
    const own = columnType([name.trim()]);
    if (own === 'empty') return;
    if (own !== 'text') {
      score -= 2;
      return;
    }
    if (ROLES.some((role) => nameSays(role, name) >= 3)) score += 2;
    const values = rest.map((row) => row[column] ?? '');
    const type = columnType(values);
    if (type !== 'text' && type !== 'empty') score += 2;
    else if (values.includes(name)) score -= 2;
  });
  return score >= 0;
}

/**
 * `width` names, no two alike: `amount`, `amount 2`; a column without a name is called by its place, `column 3`.
 * Letters' case makes no difference, as it makes none to DuckDB.
 */
export function columnNames(header: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  const given = new Set(header.map((name) => name.trim().toLowerCase()));
  return Array.from({ length: width }, (_, i) => {
    const wanted = header[i]?.trim() || `column ${i + 1}`;
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()) || (n > 2 && given.has(name.toLowerCase())); n += 1)
      name = `${wanted} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
