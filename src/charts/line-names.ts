import { fitted } from './svg.ts';

export interface LineName {
  text: string;
  x: number;
  y: number;
}

/** Room for the names of lines at their ends. */
export const NAMES_PX = 104;
const LINE_PX = 13;
const LETTER_PX = 6;

/** Names beside the ends of lines, moved apart where they would cover each other. */
export function lineNames(ends: readonly LineName[], lowest: number): LineName[] {
  const names = ends
    .map(({ text, x, y }) => ({ text: fitted(text, NAMES_PX - 12, (part) => part.length * LETTER_PX), x: x + 8, y }))
    .sort((one, other) => one.y - other.y);
  for (let i = 1; i < names.length; i++) names[i]!.y = Math.max(names[i]!.y, names[i - 1]!.y + LINE_PX);
  for (let i = names.length - 1; i >= 0; i--)
    names[i]!.y = Math.min(names[i]!.y, (names[i + 1]?.y ?? lowest + LINE_PX) - LINE_PX);
  return names;
}
