import { attributesOf, plainText } from './xml-tags.ts';

export interface Workbook {
  texts: string[];
  /** Whether numbers of a style are dates, by the style's place. */
  dates: boolean[];
  /** Days are counted from 1904, as on old Macs. */
  from1904: boolean;
}

const MOST_COLUMNS = 16_384;
const DAY_MS = 86_400_000;

/** Attributes of the opening tags of a name. */
export function tagsOf(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*)>`, 'g'))].map((match) =>
    attributesOf(match[1]!),
  );
}

/** The text of an entry without its layout and without the readings that stand over Japanese words. */
const textIn = (xml: string): string =>
  plainText(
    [...xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, '').matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)]
      .map((match) => match[1]!)
      .join(''),
  ).replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

export const sharedTexts = (xml: string): string[] =>
  [...xml.matchAll(/<si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/si>)/g)].map((match) => textIn(match[1] ?? ''));

/** Which styles of cells show dates: by a built-in number, or by a code with the signs of dates in it. */
export function dateStyles(xml: string): boolean[] {
  const codes = new Map(tagsOf(xml, 'numFmt').map((tag) => [Number(tag['numFmtId']), tag['formatCode'] ?? '']));
  const cells = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(xml)?.[0] ?? '';
  return tagsOf(cells, 'xf').map((tag) => {
    const id = Number(tag['numFmtId']);
    const code = codes.get(id);
    if (code === undefined)
      return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58 && id !== 48 && id !== 49);
    return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General/gi, ''));
  });
}

/** The cells of one row as text, empty where there is none. */
export function cellsOf(xml: string, { texts, dates, from1904 }: Workbook): string[] {
  const row: string[] = [];
  for (const match of xml.matchAll(/<c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const [, attributes = '', inner = ''] = match;
    const place = /\br="([A-Z]+)\d+"/.exec(attributes)?.[1];
    const at = place ? [...place].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1 : row.length;
    if (at >= MOST_COLUMNS) continue;
    while (row.length < at) row.push('');
    const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? 'n';
    const value = plainText(/<v(?:\s[^>]*)?>([^<]*)<\/v>/.exec(inner)?.[1] ?? '');
    if (type === 's') row[at] = texts[Number(value)] ?? '';
    else if (type === 'inlineStr') row[at] = textIn(inner);
    else if (type === 'b') row[at] = value === '' ? '' : value === '1' ? 'true' : 'false';
    else if (type === 'e') row[at] = '';
    else if (type !== 'n' || value === '') row[at] = value;
    else if (dates[Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? -1)]) row[at] = dateText(Number(value), from1904);
    // a double is written with 17 digits, of which the last are noise
    else row[at] = String(Number(value));
  }
  return row;
}

/** Excel takes 1900 for a leap year: before March its days are one ahead. */
function dateText(days: number, from1904: boolean): string {
  const unix = from1904 ? days - 24_107 : days < 60 ? days - 25_568 : days - 25_569;
  const date = new Date(Math.round(unix * DAY_MS));
  if (Number.isNaN(date.getTime())) return String(days);
  const iso = date.toISOString().replace('T', ' ').replace('Z', '');
  if (days >= 0 && days < 1) return iso.slice(11, 19);
  return iso.endsWith(' 00:00:00.000') ? iso.slice(0, 10) : iso.replace(/\.000$/, '');
}
