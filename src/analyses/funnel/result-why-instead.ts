import type { Why } from './kernel-why.ts';

export interface Instead {
  /** Compared units that dropped. */
  units: number;
  /** The next event after the first step, most frequent first; null = nothing more before the time was over. */
  next: { event: string | null; units: number }[];
  /** The last event until then, which may be the first step itself. */
  last: { event: string; units: number }[];
  /** The last value of the property asked for; null = none. At most so many of them, and how many more there are. */
  lastValues?: { listed: { value: string | null; units: number }[]; left: number };
}

const MOST_VALUES = 50;

export function insteadOf(why: Why, compared: Uint8Array): Instead {
  const dropped = (row: number): boolean => compared[row] === 1 && Number.isNaN(why.took[row]!);
  const { names, lastValue } = why;
  const tally = (codes: Uint32Array, texts: string[]): [text: string | null, units: number][] => {
    const units = new Uint32Array(texts.length + 1);
    codes.forEach((code, row) => dropped(row) && units[code]!++);
    const text = (code: number): string => texts[code - 1] ?? '';
    return [...units.keys()]
      .filter((code) => units[code]! > 0)
      .sort((a, b) => units[b]! - units[a]! || (text(a) < text(b) ? -1 : 1))
      .map((code) => [code === 0 ? null : text(code), units[code]!]);
  };
  const values = lastValue && tally(lastValue.codes, lastValue.values);
  return {
    units: compared.reduce((sum, _, row) => sum + Number(dropped(row)), 0),
    next: tally(why.next, names).map(([event, units]) => ({ event, units })),
    last: tally(why.last, names).map(([event, units]) => ({ event: event!, units })),
    ...(values && {
      lastValues: {
        listed: values.slice(0, MOST_VALUES).map(([value, units]) => ({ value, units })),
        left: Math.max(0, values.length - MOST_VALUES),
      },
    }),
  };
}
