import { many, people, percent } from '#charts/formats.ts';
import { quoted } from './draw-headings.ts';
import type { Linked } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { Instead } from './result-why-instead.ts';
import type { FunnelSpec } from './spec.ts';
import { windowText } from './switches.ts';

/** What those who left did, most frequent first. */
export interface InsteadList {
  title: string;
  rows: { name: string; share: number; percent: string; left: Linked }[];
  /** `12 more values`; null where all are listed. */
  left: string | null;
}

export function insteadLists(
  instead: Instead,
  spec: FunnelSpec,
  { first, last, counts }: { first: string; last: string; counts: FunnelResult['counts'] },
): InsteadList[] {
  if (instead.units === 0) return [];
  const length = windowText(spec);
  const nothing = length ? `nothing more within ${length}` : 'nothing more';
  const list = (
    title: string,
    rows: { name: string; units: number; did: string; pointer: Record<string, string | null> }[],
    left: string | null = null,
  ): InsteadList => ({
    title,
    left,
    rows: rows.map(({ name, units, did, pointer }) => ({
      name,
      share: units / instead.units,
      percent: percent(units / instead.units),
      left: {
        n: units,
        pointer: { why: pointer },
        who: { heading: `${people(units, counts)} ${did}`, note: `got to ${quoted(first)}, not to ${quoted(last)}` },
      },
    })),
  });
  const values = instead.lastValues;
  const property = spec.why?.last ?? '';
  return [
    list(
      'Did next',
      instead.next.map(({ event, units }) => ({
        name: event ?? nothing,
        units,
        did: event === null ? `did ${nothing}` : `did ${quoted(event)} next`,
        pointer: { next: event },
      })),
    ),
    list(
      'Did last',
      instead.last.map(({ event, units }) => ({
        name: event,
        units,
        did: `did ${quoted(event)} last`,
        pointer: { last: event },
      })),
    ),
    ...(values
      ? [
          list(
            `Last ${property}`,
            values.listed.map(({ value, units }) => ({
              name: value ?? `no ${property}`,
              units,
              did: value === null ? `had no ${property}` : `had ${property} ${value} last`,
              pointer: { lastValue: value },
            })),
            values.left > 0 ? many(values.left, 'more value') : null,
          ),
        ]
      : []),
  ];
}
