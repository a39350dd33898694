/** A piece of a line that somebody typed, with its place in it. */
export interface Token {
  /** word: letters and signs that need no quotes; text: what stood in quotes; sign: all others; end: behind the last. */
  kind: 'word' | 'text' | 'sign' | 'end';
  text: string;
  at: number;
  length: number;
}

/** What is wrong with a line, and which part of it. */
export interface PlacedProblem {
  problem: string;
  at: number;
  length: number;
}

/** Signs that may stand anywhere in a word, and those that may only stand between two of them. */
const LETTER = String.raw`[\p{L}\p{M}\p{N}_$/#@&+'%]`;
const WORD = String.raw`-?${LETTER}(?:${LETTER}|[-.:](?=${LETTER}))*`;
/** As in JSON. */
const QUOTED = String.raw`"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const PIECE = new RegExp(
  String.raw`\s+|(?<text>${QUOTED})|(?<arrow>→|->)|(?<dots>…|\.{3})|(?<word>${WORD})|(?<sign>>=|<=|[^])`,
  'gu',
);
const WHOLE_WORD = new RegExp(`^${WORD}$`, 'u');

/** Whether a text is read as one word. */
export const isWord = (text: string): boolean => WHOLE_WORD.test(text);

/** `→` is also read from `->`, `…` from three dots. */
export function tokensOf(line: string): Token[] | PlacedProblem {
  const tokens: Token[] = [];
  for (const found of line.matchAll(PIECE)) {
    const { text, arrow, dots, word, sign } = found.groups!;
    const place = { at: found.index, length: found[0].length };
    if (text !== undefined) {
      tokens.push({ kind: 'text', text: JSON.parse(text) as string, ...place });
    } else if (sign === '"') {
      return { problem: 'This quote is not closed, or holds a \\ that means nothing.', ...place };
    } else if (word !== undefined) tokens.push({ kind: 'word', text: word, ...place });
    else if (arrow ?? dots ?? sign) tokens.push({ kind: 'sign', text: arrow ? '→' : dots ? '…' : sign!, ...place });
  }
  return tokens;
}

/** Goes through the tokens of a line and keeps the first problem met. */
export class TokenReader {
  problem: PlacedProblem | null = null;
  #next = 0;
  readonly #tokens: readonly Token[];
  readonly #end: Token;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#end = { kind: 'end', text: '', at: length, length: 0 };
  }

  /** The token that comes after so many others. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? this.#end;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  /** Whether these words or signs come next, not in quotes. */
  is(...texts: string[]): boolean {
    return texts.every((text, i) => this.peek(i).kind !== 'text' && this.peek(i).text === text);
  }

  /** Goes past these words or signs, where they come next. */
  took(...texts: string[]): boolean {
    if (!this.is(...texts)) return false;
    this.#next += texts.length;
    return true;
  }

  /** Notes a problem at what comes next, or from one token up to it. */
  fail(problem: string, from = this.peek()): undefined {
    const last = this.#tokens[this.#next - 1];
    const end = last && last.at >= from.at ? last.at + last.length : from.at + from.length;
    this.problem ??= { problem, at: from.at, length: end - from.at };
    return undefined;
  }
}
