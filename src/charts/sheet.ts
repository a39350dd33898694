import { box, escaped, line, stroke, wrapped, type Figure, type Measure } from './svg.ts';

export const SHEET_EDGE = 20;

export interface Sheet {
  title: string;
  figure: Figure;
  /** The rules in force, as under the figure on the page. */
  rules: string;
  /** Of the whole sheet, edges included. */
  width: number;
}

/** A figure on paper: its title above, the rules it was counted by below. Colours are still tokens. */
export function sheet({ title, figure, rules, width }: Sheet, measure: Measure, fonts: string) {
  const wide = width - 2 * SHEET_EDGE;
  const parts: string[] = [];
  let y = SHEET_EDGE;
  for (const runs of wrapped([{ text: title }], wide, 16, measure)) {
    parts.push(line(SHEET_EDGE, y + 17, runs, { size: 16, ink: '--ink', strong: true }));
    y += 24;
  }
  y += 8;
  parts.push(`<g transform="translate(${SHEET_EDGE} ${y})">${figure.body}</g>`);
  y += figure.height + 16;
  parts.push(stroke(0, y + 0.5, width, y + 0.5, '--line'));
  y += 12;
  for (const runs of wrapped([{ text: rules }], wide, 12, measure)) {
    parts.push(line(SHEET_EDGE, y + 12, runs, { ink: '--ink-3' }));
    y += 16;
  }
  const height = Math.ceil(y + 12);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="${escaped(fonts)}" style="font-variant-numeric:tabular-nums lining-nums" role="img">` +
    `<title>${escaped(title)}</title>${box(0, 0, width, height, '--surface')}${parts.join('')}</svg>`;
  return { svg, width, height };
}

/** Names of tokens become the colours they have now, so that the picture stands alone. */
export const withPlainColours = (svg: string, colourOf: (token: string) => string): string =>
  svg.replace(
    / (fill|stroke)="var\((--[\w-]+)\)"/g,
    (_, what: string, token: string) => ` ${what}="${colourOf(token)}"`,
  );
