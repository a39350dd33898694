import { people, percent } from '#charts/formats.ts';
import type { Behind } from './draw.ts';
import { called, visitWords } from './draw-words.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { matchText } from './switches.ts';

export interface DrawnCell {
  count: string;
  level: number;
  says: string;
  behind: Behind;
}

export interface DrawnMatrix {
  head: { place: number; label: string }[];
  rows: { name: string; cells: (DrawnCell | null)[] }[];
  /** Nodes that have no row. */
  left: number;
  /** What shares are of. */
  base: string;
}

/** Rows at first: the largest nodes. */
export const FIRST_ROWS = 40;
const LEVELS = 9;

export function drawMatrix(spec: PathsSpec, result: PathsResult): DrawnMatrix {
  const { names, namesTotal, shares, first, visits } = result.matrix;
  const { matrixAt } = spec;
  const words = visitWords(spec, result);
  const most = Math.max(0, ...shares.slice(0, FIRST_ROWS).flat());
  const placeText = (place: number): string =>
    matrixAt === undefined
      ? `step ${place}`
      : place === 0
        ? 'the event itself'
        : `${Math.abs(place)} ${place < 0 ? 'before' : 'after'}`;
  return {
    head: (shares[0] ?? []).map((_, k) => ({ place: first + k, label: headText(first + k, matrixAt !== undefined) })),
    left: namesTotal - names.length,
    base:
      matrixAt === undefined
        ? `Of ${people(visits, words)}, before a start or an end cuts them.`
        : `Around the first “${matchText(matrixAt)}” of ${people(visits, words)} that have one, ${percent(visits / Math.max(1, result.visits))} of all.`,
    rows: names.map((name, row) => ({
      name,
      cells: shares[row]!.map((share, k) => {
        if (share === 0) return null;
        const n = Math.round(share * visits);
        const where = placeText(first + k);
        return {
          count: percent(share),
          level: Math.min(LEVELS - 1, Math.floor((share / most) * LEVELS)),
          says: `${called(name)} is ${where} of ${people(n, words)}, ${percent(share)}`,
          behind: {
            pointer: { position: `${first + k}_${name}` },
            heading: `“${called(name)}” as ${where}`,
            note: `${people(n, words)}, ${percent(share)}`,
          },
        };
      }),
    })),
  };
}

const headText = (place: number, around: boolean): string => {
  if (!around) return place === 1 ? 'Step 1' : String(place);
  return place === 0 ? 'here' : place < 0 ? `−${-place}` : `+${place}`;
};
