import type { Fields } from '#vocabulary/fields.ts';
import { letterOf } from './spec-series.ts';

/** A number, a series by its place, a sign turned, or two parts with what is done to them. */
export type Formula =
  | { number: number }
  | { series: number }
  | { minus: Formula }
  | { sign: '+' | '-' | '*' | '/'; left: Formula; right: Formula };

/** What is wrong, and at which letter, 0 for the first. */
export interface FormulaFault {
  fault: string;
  at: number;
}

interface Token {
  text: string;
  at: number;
}

const LONGEST = 500;
const TOKEN = /\s*(\d+(?:\.\d+)?|\.\d+|[A-Za-z]+|[-+*/()−×·÷])/y;
const SIGNS: Record<string, string> = { '−': '-', '×': '*', '·': '*', '÷': '/' };

/** Letters are series, of which there are `series`; + − * / and parentheses as usual. */
export function parseFormula(text: string, series: number): Formula | FormulaFault {
  if (text.length > LONGEST) return { fault: `A formula has at most ${LONGEST} letters.`, at: LONGEST };
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) {
      const at = from + /^\s*/.exec(text.slice(from))![0].length;
      return { fault: `“${text[at]}” has no meaning here.`, at };
    }
    const sign = found[1]!;
    tokens.push({ text: SIGNS[sign] ?? sign, at: TOKEN.lastIndex - sign.length });
  }
  return new Reading(tokens, end, series).whole();
}

class Reading {
  #next = 0;
  #fault: FormulaFault | null = null;

  constructor(
    readonly tokens: readonly Token[],
    readonly end: number,
    readonly series: number,
  ) {}

  whole(): Formula | FormulaFault {
    const formula = this.#sum();
    const left = this.tokens[this.#next];
    if (left && !this.#fault) this.#refuse(`Nothing joins “${left.text}” to what is before it.`, left.at);
    return this.#fault ?? formula;
  }

  #sum(): Formula {
    return this.#chain(['+', '-'], () => this.#product());
  }

  #product(): Formula {
    return this.#chain(['*', '/'], () => this.#part());
  }

  #chain(signs: readonly string[], part: () => Formula): Formula {
    let formula = part();
    while (!this.#fault && signs.includes(this.tokens[this.#next]?.text ?? '')) {
      const sign = this.tokens[this.#next++]!.text as '+' | '-' | '*' | '/';
      formula = { sign, left: formula, right: part() };
    }
    return formula;
  }

  #part(): Formula {
    const token = this.tokens[this.#next++];
    if (!token) return this.#refuse('Something is missing at the end.', this.end);
    const { text, at } = token;
    if (text === '-') return { minus: this.#part() };
    if (text === '(') {
      const inside = this.#sum();
      const close = this.tokens[this.#next++];
      if (!this.#fault && close?.text !== ')') return this.#refuse('This parenthesis is not closed.', at);
      return inside;
    }
    if (/^[\d.]/.test(text)) return { number: Number(text) };
    if (/^[A-Za-z]$/.test(text)) {
      const place = text.toUpperCase().charCodeAt(0) - 65;
      if (place < this.series) return { series: place };
      return this.#refuse(`There is no series ${text.toUpperCase()}.`, at);
    }
    if (/^[A-Za-z]/.test(text)) return this.#refuse(`“${text}” is no series: they are called by one letter.`, at);
    return this.#refuse(`Before “${text}” something is missing.`, at);
  }

  #refuse(fault: string, at: number): Formula {
    this.#fault ??= { fault, at };
    return { number: NaN };
  }
}

/** Null where a series has no value, something is divided by nothing, or the number is too large to be one. */
export function evaluate(formula: Formula, valueOf: (series: number) => number | null): number | null {
  if ('number' in formula) return formula.number;
  if ('series' in formula) return valueOf(formula.series);
  if ('minus' in formula) {
    const value = evaluate(formula.minus, valueOf);
    return value === null ? null : 0 - value;
  }
  const left = evaluate(formula.left, valueOf);
  const right = evaluate(formula.right, valueOf);
  if (left === null || right === null) return null;
  if (formula.sign === '/' && right === 0) return null;
  const value = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
  }[formula.sign];
  return Number.isFinite(value) ? value : null;
}

/** The places of the series that a formula names, ascending. */
export function seriesOf(formula: Formula): number[] {
  const inside = (part: Formula): number[] =>
    'series' in part
      ? [part.series]
      : 'minus' in part
        ? inside(part.minus)
        : 'number' in part
          ? []
          : [...inside(part.left), ...inside(part.right)];
  return [...new Set(inside(formula))].sort((a, b) => a - b);
}

/** `series` is null where these could not be read, which is a problem of its own. */
export function readFormula(fields: Fields, series: number | null): string | undefined {
  const text = fields.string('formula');
  if (text === undefined || series === null) return undefined;
  const formula = parseFormula(text, series);
  if ('fault' in formula)
    return fields.refuse(
      'formula',
      'trend/formula',
      `${formula.fault} (place ${formula.at + 1})`,
      `Use ${series === 1 ? 'A' : `A to ${letterOf(series - 1)}`}, numbers, + − * / and parentheses: B / A.`,
    );
  if (seriesOf(formula).length === 0)
    return fields.refuse('formula', 'trend/formula', 'The formula names no series.', 'Name one by its letter: A * 2.');
  return text;
}
