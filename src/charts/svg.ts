/** Width in pixels of a text as it will be set. */
export type Measure = (text: string, sizePx: number, strong?: boolean) => number;

/** SVG markup without its `<svg>`. Colours are tokens by name; they become plain when the figure is saved. */
export interface Figure {
  height: number;
  body: string;
}

/** A stretch of one line. */
export interface Run {
  text: string;
  strong?: boolean;
}

export interface TextLook {
  size?: number;
  ink?: string;
  strong?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text as XML may hold it: controls and halves of characters have no place there. */
export const escaped = (text: string): string =>
  Array.from(text, (letter) => {
    const code = letter.codePointAt(0)!;
    if (code < 32) return ' ';
    if ((code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return '\ufffd';
    return NAMED[letter] ?? letter;
  }).join('');

/** Pixels as markup has them, to a tenth. */
export const px = (n: number): string => String(Math.round(n * 10) / 10);

/** One line of text; `y` is its baseline. */
export function line(x: number, y: number, runs: string | readonly Run[], look: TextLook = {}): string {
  const { size = 12, ink = '--ink-2', strong = false, anchor = 'start' } = look;
  const inside =
    typeof runs === 'string'
      ? escaped(runs)
      : runs
          .map((run) =>
            run.strong ? `<tspan font-weight="600" fill="var(--ink)">${escaped(run.text)}</tspan>` : escaped(run.text),
          )
          .join('');
  const weight = strong ? ' font-weight="600"' : '';
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" fill="var(${ink})"${weight}${side} xml:space="preserve">${inside}</text>`;
}

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { opacity = 1, radius = 0 }: { opacity?: number; radius?: number } = {},
): string =>
  `<rect x="${px(x)}" y="${px(y)}" width="${px(Math.max(0, width))}" height="${px(height)}" fill="var(${fill})"` +
  `${opacity === 1 ? '' : ` fill-opacity="${opacity}"`}${radius ? ` rx="${radius}"` : ''}/>`;

export const stroke = (x1: number, y1: number, x2: number, y2: number, ink: string): string =>
  `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="var(${ink})"/>`;

/** Stripes of what is open, for `hatched`; once in a figure. */
export const HATCH =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<path d="M0 0v6" stroke="var(--surface)" stroke-width="3"/></pattern></defs>';

export const hatched = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" fill="url(#hatch)"/>`;

/** A text cut to a width, with an ellipsis where something went. */
export function fitted(text: string, widthPx: number, width: (text: string) => number): string {
  if (width(text) <= widthPx) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && width(`${letters.join('').trimEnd()}…`) > widthPx) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Lines no wider than `widthPx`, broken between words. A word may be strong in part: `**31**,`. */
export function wrapped(runs: readonly Run[], widthPx: number, size: number, measure: Measure): Run[][] {
  const words: Run[][] = [];
  let inWord = false;
  for (const { text, strong = false } of runs)
    for (const piece of text.match(/\s+|\S+/g) ?? []) {
      const blank = /^\s/.test(piece);
      if (!blank && inWord) words.at(-1)!.push({ text: piece, strong });
      else if (!blank) words.push([{ text: piece, strong }]);
      inWord = !blank;
    }
  const lines: Run[][] = [];
  let used = Infinity;
  for (const word of words) {
    const wide = word.reduce((sum, { text, strong }) => sum + measure(text, size, strong), 0);
    const gap = measure(' ', size);
    const fits = used + gap + wide <= widthPx;
    if (!fits) lines.push([]);
    word.forEach((piece, i) =>
      append(lines.at(-1)!, { ...piece, text: fits && i === 0 ? ` ${piece.text}` : piece.text }),
    );
    used = fits ? used + gap + wide : wide;
  }
  return lines;
}

function append(line: Run[], piece: Run): void {
  const last = line.at(-1);
  if (last?.strong === piece.strong) line[line.length - 1] = { ...piece, text: last!.text + piece.text };
  else line.push(piece);
}
