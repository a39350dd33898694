/** How the fields of a CSV are parted and wrapped. */
export interface CsvDialect {
  /** One character. */
  delimiter: string;
  /** '' where quotes are ordinary characters. */
  quote: '"' | "'" | '';
  newline: '\n' | '\r\n' | '\r';
}

export interface CsvTokens {
  /** Fields with their quotes taken off; lines with nothing on them are left out. */
  rows: string[][];
  /** Where the row after the last one begins. */
  next: number;
  /** Whether the last row ended in a line break, so that it cannot have been cut short. */
  closed: boolean;
  /** Whether the text ended inside quotes. */
  open: boolean;
}

/**
 * Parts a text by RFC 4180: quoted fields may hold delimiters, line breaks and doubled quotes. A quote inside a field that
 * was not opened by one is a character like any other, and so is one inside a quoted field that neither a delimiter nor
 * a line break follows.
 */
export function tokenize(text: string, dialect: CsvDialect, from = 0, maxRows = Infinity): CsvTokens {
  const { delimiter, quote } = dialect;
  const breakSign = dialect.newline === '\r' ? '\r' : '\n';
  const rows: string[][] = [];
  let row: string[] = [];
  let at = from;
  let open = false;
  let closed = true;
  const part = delimiter.charCodeAt(0);
  const lineEnd = breakSign.charCodeAt(0);
  const endsField = (i: number): boolean => {
    if (i >= text.length) return true;
    const sign = text.charCodeAt(i);
    return sign === part || sign === lineEnd || (sign === 13 && text.charCodeAt(i + 1) === 10);
  };

  const quoted = (): string => {
    let value = '';
    let start = at + 1;
    for (;;) {
      const close = text.indexOf(quote, start);
      if (close < 0) {
        open = true;
        at = text.length;
        return value + text.slice(start);
      }
      if (text[close + 1] !== quote && endsField(close + 1)) {
        at = close + 1;
        return value + text.slice(start, close);
      }
      value += text.slice(start, close + 1);
      start = close + (text[close + 1] === quote ? 2 : 1);
    }
  };
  const plain = (): string => {
    const start = at;
    while (!endsField(at)) at += 1;
    return text.slice(start, at);
  };

  while (at < text.length && rows.length < maxRows) {
    row.push(quote !== '' && text[at] === quote ? quoted() : plain());
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    closed = at < text.length;
    if (text[at] === '\r') at += 1;
    if (text[at] === breakSign) at += 1;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return { rows, next: at, closed, open };
}
