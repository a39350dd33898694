/** `a`, `a or b`, `a, b, or c`. Where one of two holds such a word itself, a comma parts them. */
export function listText(items: readonly string[], word: 'and' | 'or'): string {
  if (items.length <= 1) return items.join('');
  const comma = items.length > 2 || items.some((item) => /,| and | or /.test(item)) ? ',' : '';
  return `${items.slice(0, -1).join(', ')}${comma} ${word} ${items.at(-1)}`;
}
