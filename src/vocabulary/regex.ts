import { parseRegex, type RegexNode } from './regex-parse.ts';

/** Deeper ones would exhaust the stack. */
const MOST_SIGNS = 500;
/** More would make every sign of a text expensive. */
const MOST_STATES = 1000;

type State =
  | { kind: 'one'; one: (sign: string) => boolean; next: number }
  | { kind: 'at'; at: 'start' | 'end' | 'edge' | 'inside'; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'found' };

/** Whether a text holds what was asked for. */
export type RegexTest = (text: string) => boolean;

/**
 * A regular expression, as in JavaScript with the flag u, that is looked for in time linear in the text: all ways through
 * it are followed at once (Thompson 1968), so none is ever tried again. What would need more than that, looking around
 * and back references, is refused.
 */
export function regexTest(source: string): RegexTest | { problem: string } {
  if (source.length > MOST_SIGNS) return { problem: `An expression has at most ${MOST_SIGNS} signs.` };
  const wrong = syntaxProblem(source);
  if (wrong !== null) return { problem: wrong };
  const node = parseRegex(source);
  if ('unsupported' in node)
    return { problem: `“${node.unsupported}” is left out here: with it some texts would take forever.` };
  const compiler = new Compiler();
  const first = compiler.add(node, 0);
  if (first === null) return { problem: 'This expression is too long when its repeats are written out.' };
  return (text) => search(text, compiler.states, first);
}

function syntaxProblem(source: string): string | null {
  try {
    new RegExp(source, 'u');
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return `${error.message.replace(/^.*\/u?: /su, '')}.`;
    throw error;
  }
}

/** Writes an expression as states, from its end to its beginning. */
class Compiler {
  readonly states: State[] = [{ kind: 'found' }];
  /** Repeats of nothing make no states, but take their time too. */
  #left = MOST_STATES * 10;

  /** Adds the states of a part that goes on at `next` and returns the first of them; null where there would be too many. */
  add(node: RegexNode, next: number): number | null {
    if (--this.#left < 0) return null;
    if ('one' in node) return this.#push({ kind: 'one', one: node.one, next });
    if ('at' in node) return this.#push({ kind: 'at', at: node.at, next });
    if ('repeat' in node) return this.#repeat(node, next);
    if ('all' in node)
      return node.all.reduceRight<number | null>(
        (after, each) => (after === null ? null : this.add(each, after)),
        next,
      );
    return node.any.reduceRight<number | null>((other, each, i) => {
      const one = other === null ? null : this.add(each, next);
      return one === null || i === node.any.length - 1 ? one : this.#push({ kind: 'split', next: one, other: other! });
    }, next);
  }

  #repeat({ repeat, least, most }: Extract<RegexNode, { repeat: RegexNode }>, next: number): number | null {
    let after: number | null = next;
    if (most === Infinity) {
      const again: State = { kind: 'split', next, other: next };
      after = this.#push(again);
      const once = after === null ? null : this.add(repeat, after);
      if (once === null) return null;
      again.next = once;
    }
    for (let n = most === Infinity ? least : most; n > 0 && after !== null; n--) {
      const once: number | null = this.add(repeat, after);
      after = once === null || n <= least ? once : this.#push({ kind: 'split', next: once, other: next });
    }
    return after;
  }

  #push(state: State): number | null {
    return this.states.length < MOST_STATES ? this.states.push(state) - 1 : null;
  }
}

const WORD = /^\w$/u;

function search(text: string, states: readonly State[], first: number): boolean {
  /** By state, the place + 1 at which it was reached last. */
  const reached = new Uint32Array(states.length);
  const open: number[] = [];
  let here: number[] = [];
  let next: number[] = [];
  let before = '';
  let place = 0;
  for (let at = 0; at <= text.length;) {
    const sign = at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : '';
    at += sign.length || 1;
    place++;
    next.length = 0;
    // a way may begin anywhere
    here.push(first);
    for (const begin of here) {
      open.push(begin);
      while (open.length > 0) {
        const state = open.pop()!;
        if (reached[state] === place) continue;
        reached[state] = place;
        const is = states[state]!;
        if (is.kind === 'found') return true;
        if (is.kind === 'split') open.push(is.next, is.other);
        else if (is.kind === 'at') {
          if (holds(is.at, before, sign)) open.push(is.next);
        } else if (sign !== '' && is.one(sign)) next.push(is.next);
      }
    }
    before = sign;
    [here, next] = [next, here];
  }
  return false;
}

function holds(at: 'start' | 'end' | 'edge' | 'inside', before: string, after: string): boolean {
  if (at === 'start') return before === '';
  if (at === 'end') return after === '';
  return (WORD.test(before) !== WORD.test(after)) === (at === 'edge');
}
