import { Damaged } from './content.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** No element of a table begins so long. */
const MOST_SIGNS = 16 * 1_048_576;

/** Text with its references to signs resolved. Entities that a document declares itself stay as they are written. */
export const plainText = (xml: string): string =>
  xml.includes('&')
    ? xml.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
        const code = decimal ? Number(decimal) : hex ? parseInt(String(hex), 16) : null;
        if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        return ENTITIES[String(name)] ?? whole;
      })
    : xml;

const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export const attributesOf = (inside: string): Record<string, string> =>
  Object.fromEntries(
    [...inside.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name!, plainText(double ?? single ?? '')]),
  );

export interface XmlTag {
  name: string;
  opens: boolean;
  /** Both of one that is empty. */
  closes: boolean;
  attributes(): Record<string, string>;
}

const TAG = /<(\/?)([^\s/>"'=]+)([^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*)>/y;
/** What holds no elements; a declaration of types may hold others in brackets. */
const ASIDE: [begins: string, whole: RegExp][] = [
  ['<!--', /<!--[\s\S]*?-->/y],
  ['<![CDATA[', /<!\[CDATA\[[\s\S]*?\]\]>/y],
  ['<?', /<\?[\s\S]*?\?>/y],
  ['<!', /<!(?:[^<>[\]"']|"[^"]*"|'[^']*'|\[(?:[^\]"']|"[^"]*"|'[^']*')*\])*>/y],
];

/** The tags of a document as its text comes. Nothing outside of it is read, and no entity is expanded. */
export class XmlTags {
  #rest = '';
  /** Where the rest was looked at in vain: a tag without an end would be looked at again and again. */
  #wanted = 0;

  *tags(text: string, last = false): Generator<XmlTag, void> {
    this.#rest += text;
    if (this.#rest.length < this.#wanted && !last) return;
    const all = this.#rest;
    let at = all.indexOf('<');
    for (; at >= 0; at = all.indexOf('<', at)) {
      const end = endOf(all, at);
      if (end < 0) break;
      if (end > 0) {
        at = end;
        continue;
      }
      TAG.lastIndex = at;
      const match = TAG.exec(all);
      if (!match) break;
      at = TAG.lastIndex;
      const inside = match[3]!;
      const closes = match[1] === '/';
      yield {
        name: match[2]!,
        opens: !closes,
        closes: closes || inside.endsWith('/'),
        attributes: () => attributesOf(inside),
      };
    }
    this.#rest = at < 0 ? '' : all.slice(at);
    this.#wanted = this.#rest.length * 2;
    if (this.#rest.length > MOST_SIGNS) throw new Damaged('an element in it does not end');
  }
}

/** Where something that is no element ends: −1 where its end is still to come, 0 where it is an element. */
function endOf(text: string, at: number): number {
  for (const [begins, whole] of ASIDE) {
    if (!begins.startsWith(text.slice(at, at + begins.length))) continue;
    if (text.length - at < begins.length) return -1;
    whole.lastIndex = at;
    return whole.test(text) ? whole.lastIndex : -1;
  }
  return 0;
}
