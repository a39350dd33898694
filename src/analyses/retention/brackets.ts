import { MOST_PERIODS, MOST_WIDTH } from './spec.ts';

/** `1, 2, 4` as widths of columns; undefined where it is not such a list. */
export function bracketsOf(text: string): number[] | undefined {
  const widths = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
  const sum = widths.reduce((all, width) => all + width, 0);
  const fits = widths.length > 0 && widths.length < MOST_PERIODS && sum <= MOST_WIDTH;
  return fits && widths.every((width) => Number.isInteger(width) && width >= 1) ? widths : undefined;
}
