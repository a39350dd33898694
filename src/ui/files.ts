export type Cell = string | number | null;

/**
 * Comma-separated text. A cell that a spreadsheet would run as a formula gets an apostrophe in front,
 * unless the caller says not to; numbers are never touched.
 */
export function csv(rows: readonly (readonly Cell[])[], guarded = true): string {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = guarded && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => row.map(cell).join(',') + '\r\n').join('');
}

/** A name for a file from a title: letters and digits of any script, the rest as dashes. */
export function fileName(title: string, ending: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${Array.from(words.join('-')).slice(0, 60).join('').replace(/-$/, '') || 'answer'}.${ending}`;
}

/** Hands a text or a picture to the browser's downloads. */
export function download(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
