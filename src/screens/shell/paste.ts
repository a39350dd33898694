import { isTable } from '#data/pasted.ts';
import { csv } from '#ui/files.ts';

/** The table that was copied, as text; null where it is none. */
export function pastedTable(clipboard: DataTransfer): string | null {
  const text = clipboard.getData('text/plain');
  if (isTable(text)) return text;
  const cells = tableIn(clipboard.getData('text/html'));
  return cells && isTable(cells) ? cells : null;
}

/** The first table of a page, whose scripts do not run here. */
function tableIn(html: string): string | null {
  if (!/<table\b/i.test(html)) return null;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  return csv(rows, false);
}
