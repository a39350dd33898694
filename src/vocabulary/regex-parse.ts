/** A regular expression as a tree. */
export type RegexNode =
  | { one: (sign: string) => boolean }
  | { at: 'start' | 'end' | 'edge' | 'inside' }
  | { all: RegexNode[] }
  | { any: RegexNode[] }
  | { repeat: RegexNode; least: number; most: number };

/** A part, as it is written, that cannot be looked for in a time that grows with the text only. */
export interface Unsupported {
  unsupported: string;
}

const ASSERTIONS: Record<string, 'start' | 'end' | 'edge' | 'inside'> = {
  '^': 'start',
  $: 'end',
  '\\b': 'edge',
  '\\B': 'inside',
};
const SET = /\[(?:[^\\\]]|\\.)*\]/suy;
const ESCAPE = /\\(?:u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|[pP]\{[^}]*\}|k<[^>]*>|[1-9]\d*|.)/isuy;
const GROUP = /\((?:\?(?:<(?![=!])[^>]*>|<?[=!]|:))?/uy;
const TIMES = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/uy;

/** Reads an expression that is known to be one, with the flag u. */
export function parseRegex(source: string): RegexNode | Unsupported {
  let at = 0;
  let unsupported: string | null = null;
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const found = form.exec(source);
    if (found) at += found[0].length;
    return found;
  };

  function readAny(): RegexNode {
    const any = [readAll()];
    while (source[at] === '|') {
      at++;
      any.push(readAll());
    }
    return any.length === 1 ? any[0]! : { any };
  }

  function readAll(): RegexNode {
    const all: RegexNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')' && unsupported === null) {
      const node = readOne();
      all.push(readTimes(node));
    }
    return { all };
  }

  function readOne(): RegexNode {
    const group = take(GROUP);
    if (group) {
      if (/[=!]$/u.test(group[0])) unsupported = `${group[0]}…)`;
      const inner = readAny();
      at++;
      return inner;
    }
    const [text] = take(SET) ?? take(ESCAPE) ?? [String.fromCodePoint(source.codePointAt(at)!)];
    if (!text.startsWith('[') && !text.startsWith('\\')) at += text.length;
    const assertion = ASSERTIONS[text];
    if (assertion) return { at: assertion };
    if (/^\\(?:[1-9]|k<)/u.test(text)) unsupported = text;
    return unsupported === null ? { one: signTest(text) } : { all: [] };
  }

  function readTimes(node: RegexNode): RegexNode {
    const times = take(TIMES);
    if (!times) return node;
    const [text, least, comma, most] = times;
    if (least === undefined)
      return { repeat: node, least: text.startsWith('+') ? 1 : 0, most: text.startsWith('?') ? 1 : Infinity };
    return {
      repeat: node,
      least: Number(least),
      most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most),
    };
  }

  const node = readAny();
  return unsupported === null ? node : { unsupported };
}

/** Of one sign the built-in expressions are as good as any. */
function signTest(text: string): (sign: string) => boolean {
  if (text !== '.' && !text.startsWith('[') && !text.startsWith('\\')) return (sign) => sign === text;
  const form = new RegExp(`^${text}$`, 'u');
  const known = new Map<string, boolean>();
  return (sign) => {
    const found = known.get(sign) ?? form.test(sign);
    known.set(sign, found);
    return found;
  };
}
