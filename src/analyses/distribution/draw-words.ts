import { count, hundredths, many, number, people } from '#charts/formats.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { Edges } from '../value-bins.ts';
import type { DistributionSpec, Measure } from './spec.ts';

/** How numbers and bins of one question are said. */
export interface Words {
  counted: Counted;
  /** What is distributed: people, or weeks in which somebody did it. */
  values: Counted;
  /** `events per person`, `amount per person and week`. */
  axis: string;
  /** A value alone: sums with two decimals, so that columns of them line up. */
  plain: (value: number) => string;
  /** `4.2 events`, `90.00 of amount`. */
  amount: (value: number) => string;
  /** `all events`, `the whole amount`. */
  whole: string;
}

export function wordsOf({ measure, per }: DistributionSpec, counted: Counted): Words {
  const what = typeof measure === 'object' ? measure.sum : measure;
  return {
    counted,
    values: per ? { one: per, many: `${per}s` } : counted,
    axis: `${what} per ${counted.one}${per ? ` and ${per}` : ''}`,
    plain: typeof measure === 'object' ? hundredths : number,
    amount: (value) =>
      typeof measure === 'object'
        ? `${hundredths(value)} of ${measure.sum}`
        : `${number(value)} ${value === 1 ? measure.slice(0, -1) : measure}`,
    whole: typeof measure === 'object' ? `the whole ${measure.sum}` : `all ${measure}`,
  };
}

/** `3`, `4–7`, `26+`, `under 1`; of sums `50–100`, where the end is in the next bin. */
export function binName({ from, to }: Edges, measure: Measure): string {
  if (from === null) return `under ${number(to!)}`;
  if (to === null) return `${number(from)}+`;
  if (typeof measure === 'object' || !Number.isInteger(from) || !Number.isInteger(to))
    return `${number(from)}–${number(to)}`;
  return to - from === 1 ? count(from) : `${count(from)}–${count(to - 1)}`;
}

/** `1 event`, `4–7 events`, `50–100 of amount`. */
export const withUnit = (name: string, measure: Measure): string =>
  typeof measure === 'object'
    ? `${name} of ${measure.sum}`
    : `${name} ${name === '1' ? measure.slice(0, -1) : measure}`;

/** A bin and all below it: `7 or less`, `under 100`, `any number`. */
export function upToName({ to }: Edges, measure: Measure): string {
  if (to === null) return 'any number';
  return typeof measure === 'object' || !Number.isInteger(to) ? `under ${number(to)}` : `${count(to - 1)} or less`;
}

/** `391 people`, and where values are of periods `500 weeks of 391 people`. */
export const valuesText = (values: number, units: number, { counted, values: called }: Words): string =>
  called === counted ? people(units, counted) : `${many(values, called.one, called.many)} of ${people(units, counted)}`;
