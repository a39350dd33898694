import { sheet, withPlainColours, type Sheet } from './sheet.ts';
import type { Measure } from './svg.ts';

export interface Picture {
  svg: string;
  width: number;
  height: number;
}

const fontsInUse = (): string => getComputedStyle(document.documentElement).fontFamily;

/** Measures text in the fonts of the page. */
export function measuring(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const fonts = fontsInUse();
  return (text, sizePx, strong = false) => {
    if (!context) return text.length * sizePx * 0.6;
    context.font = `${strong ? 600 : 400} ${sizePx}px ${fonts}`;
    return context.measureText(text).width;
  };
}

/** The sheet as it looks now: in the colours of the theme worn and the fonts of the page. */
export function picture(what: Sheet, measure: Measure): Picture {
  const { svg, width, height } = sheet(what, measure, fontsInUse());
  const probe = document.createElement('i');
  document.body.append(probe);
  const known = new Map<string, string>();
  const colourOf = (token: string): string => {
    const held = known.get(token);
    if (held !== undefined) return held;
    probe.style.color = `var(${token})`;
    const colour = getComputedStyle(probe).color;
    known.set(token, colour);
    return colour;
  };
  const plain = withPlainColours(svg, colourOf);
  probe.remove();
  return { svg: plain, width, height };
}

/** The same picture in pixels, twice as many as on the page. */
export async function png({ svg, width, height }: Picture, scale = 2): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))), 'image/png');
  });
}
