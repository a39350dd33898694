type Put = (path: string, value: string | null) => void;

/** Thrown where a text is not the JSON of an object. */
export class NotJson extends Error {}

/** Objects nested deeper than this stay JSON. */
const MOST_LEVELS = 24;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\r\n]*/y;
const QUOTE = 34;
/** How a list of keys and values begins, as BigQuery writes the parameters of an event. */
const KEY_LIST = /\[\s*\{\s*"key"\s*:/y;

/**
 * The values of one object by the path of their names, `a.b`. Numbers as they are written, so that a long id keeps its
 * digits; lists as JSON, but for those of keys and values, which are flattened as objects are; null for what is missing.
 * JSON.parse would round the numbers.
 */
export function flattenJson(text: string, give: Put): void {
  let at = 0;
  let put = give;
  const blanks = (): void => {
    const sign = text.charCodeAt(at);
    if (sign > 32) return;
    BLANKS.lastIndex = at;
    BLANKS.test(text);
    at = BLANKS.lastIndex;
  };
  const wrong = (): NotJson =>
    new NotJson(at >= text.length ? 'it ends too early' : `unexpected ${JSON.stringify(text[at])} at sign ${at + 1}`);
  const expect = (sign: string): void => {
    if (text[at] !== sign) throw wrong();
    at += 1;
  };

  const string = (): string => {
    const start = at;
    let end = text.indexOf('"', start + 1);
    for (; end >= 0; end = text.indexOf('"', end + 1)) {
      let before = end - 1;
      while (text.charCodeAt(before) === 92) before -= 1;
      if ((end - before) % 2 === 1) break;
    }
    if (end < 0) {
      at = text.length;
      throw wrong();
    }
    at = end + 1;
    const raw = text.slice(start + 1, end);
    return /[\\\u0000-\u001f]/.test(raw) ? String(parsed(text.slice(start, at))) : raw;
  };
  const parsed = (json: string): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      // a SyntaxError is how JSON.parse says that it is none
      throw new NotJson('a text or a list in it is not JSON');
    }
  };
  /** A list, or an object too deep to part, as it is written. */
  const nested = (): string => {
    const start = at;
    let depth = 0;
    do {
      const sign = text.charCodeAt(at);
      if (sign === QUOTE) {
        string();
        continue;
      }
      if (sign === 0x5b || sign === 0x7b) depth += 1;
      else if (sign === 0x5d || sign === 0x7d) depth -= 1;
      at += 1;
    } while (depth > 0 && at < text.length);
    const json = text.slice(start, at);
    parsed(json);
    return /[\r\n]/.test(json) ? compact(json) : json;
  };
  const word = (): string | null => {
    for (const [written, value] of WORDS)
      if (text.startsWith(written, at)) {
        at += written.length;
        return value;
      }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number === undefined) throw wrong();
    at += number.length;
    return number;
  };
  const value = (path: string, level: number): void => {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) put(path, string());
    else if (sign === 0x7b && level < MOST_LEVELS) object(`${path}.`, level + 1);
    else if (sign === 0x5b && keyList(path)) return;
    else if (sign === 0x5b || sign === 0x7b) put(path, nested());
    else put(path, word());
  };
  /** `[{"key": "a", "value": {"string_value": "x"}}]` as `a` = x; false, and nothing read, where a list is another one. */
  const keyList = (path: string): boolean => {
    KEY_LIST.lastIndex = at;
    if (!KEY_LIST.test(text)) return false;
    const [start, outer] = [at, put];
    const pairs: KeyValue[] = [];
    do {
      at += 1;
      const pair: KeyValue = { key: null, value: null, fits: true };
      put = (name, value) => take(pair, name, value);
      blanks();
      if (text[at] === '{') object('', 0);
      else pair.fits = false;
      pairs.push(pair);
      blanks();
    } while (text[at] === ',' && pairs.at(-1)!.fits);
    put = outer;
    const read = text[at] === ']' && pairs.every(({ key, fits }) => fits && key !== null);
    at = read ? at + 1 : start;
    if (read) for (const { key, value } of pairs) put(`${path}.${key!}`, value);
    return read;
  };
  const object = (prefix: string, level: number): void => {
    expect('{');
    blanks();
    if (text[at] === '}') {
      at += 1;
      return;
    }
    for (;;) {
      if (text[at] !== '"') throw wrong();
      const path = prefix + string();
      blanks();
      expect(':');
      blanks();
      value(path, level);
      blanks();
      if (text[at] === '}') break;
      expect(',');
      blanks();
    }
    at += 1;
  };

  blanks();
  object('', 0);
  blanks();
  if (at < text.length) throw wrong();
}

interface KeyValue {
  key: string | null;
  value: string | null;
  fits: boolean;
}

/** The value stands under the name of its type; when it was set is of no use. */
function take(pair: KeyValue, name: string, value: string | null): void {
  if (name === 'key') pair.key = value;
  else if (name === 'value' || /^value\.\w+_value$/.test(name)) pair.value ??= value;
  else if (name !== 'value.set_timestamp_micros') pair.fits = false;
}

/** Without the blanks of its layout; numbers as they are written. */
const compact = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part[0] === '"' ? part : ''));

/** NaN is no JSON, but Python writes it for a number that is missing. */
const WORDS: [string, string | null][] = [
  ['true', 'true'],
  ['false', 'false'],
  ['null', null],
  ['NaN', null],
];
