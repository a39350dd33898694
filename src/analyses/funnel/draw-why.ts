import { chance, count, hundredths, number, people, percent, points, seconds } from '#charts/formats.ts';
import { quoted, within, type Heading } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import { insteadLists, type InsteadList } from './draw-why-instead.ts';
import { isClear, traitName, whyNotes, whySentence } from './draw-why-words.ts';
import type { Linked } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { GoesWith, Trait, WhyResult } from './result-why.ts';
import type { FunnelSpec } from './spec.ts';

export interface WhyRow {
  key: string;
  name: string;
  /** When it was done, or where the value is from. */
  place: string;
  /** 0..1. */
  rateWith: number;
  rateWithout: number;
  with: string;
  without: string;
  converted: Linked;
  dropped: Linked;
  ratio: string;
  interval: string;
  /** Places of the ratio and both ends of its interval on the axis, 0..1. */
  at: number;
  low: number;
  high: number;
  q: string;
  clear: boolean;
  /** What the row says to those who do not see it. */
  says: string;
}

export interface WhyList {
  title: string;
  /** With it the rate is higher. */
  more: boolean;
  rows: WhyRow[];
  /** The first so many are clear. */
  clear: number;
}

export interface DrawnWhy {
  from: number;
  to: number;
  sentence: Stretch[];
  lists: WhyList[];
  /** Odds ratios marked on the axis, with their places on it. */
  ticks: { text: string; at: number }[];
  notes: string[];
  instead: InsteadList[];
}

/** Null where the question does not ask why. */
export function drawWhy(spec: FunnelSpec, result: FunnelResult): DrawnWhy | null {
  const { why, counts } = result;
  if (!why) return null;
  const { from, to, goesWith } = why;
  const [first, last] = [result.steps[from]!.name, result.steps[to]!.name];
  const axis = axisOf(goesWith);
  const list = (more: boolean): WhyList => {
    const rows = goesWith.filter(({ oddsRatio }) => oddsRatio >= 1 === more);
    const ordered = [...rows.filter(isClear), ...rows.filter((row) => !isClear(row))];
    return {
      title: more ? `Goes with getting to ${quoted(last)}` : `Goes with leaving before ${quoted(last)}`,
      more,
      rows: ordered.map((row) => rowOf(row, why, { first, last, spec, axis, counts })),
      clear: rows.filter(isClear).length,
    };
  };
  return {
    from,
    to,
    sentence: whySentence(why, first, last, counts),
    lists: [list(true), list(false)],
    ticks: ticksOf(axis),
    notes: whyNotes(why, spec, first, counts),
    instead: insteadLists(why.instead, spec, { first, last, counts }),
  };
}

export function traitPlace(trait: Trait, { afterSeconds }: Pick<WhyResult, 'afterSeconds'>, first: string): string {
  if (!('event' in trait)) return `at ${quoted(first)}`;
  return trait.when === 'before'
    ? `before ${quoted(first)}`
    : `in the ${seconds(afterSeconds ?? 0)} after ${quoted(first)}`;
}

/** The largest logarithm of an odds ratio that the axis holds; what lies further ends at its edge. */
function axisOf(rows: readonly GoesWith[]): number {
  const far = rows.map(({ oddsRatio }) => Math.abs(Math.log(oddsRatio)));
  return Math.min(Math.log(20), Math.max(Math.log(2.5), 1.3 * Math.max(0, ...far)));
}

const placeOf = (ratio: number, axis: number): number => Math.min(1, Math.max(0, 0.5 + Math.log(ratio) / (2 * axis)));

/** 1, and on either side the furthest power of two that leaves room for its label. */
function ticksOf(axis: number): DrawnWhy['ticks'] {
  const power = 2 ** Math.max(1, Math.floor((0.9 * axis) / Math.LN2));
  return [
    { text: `1/${power}`, at: placeOf(1 / power, axis) },
    { text: '1', at: placeOf(1, axis) },
    { text: `${power}`, at: placeOf(power, axis) },
  ];
}

interface About {
  first: string;
  last: string;
  spec: FunnelSpec;
  axis: number;
  counts: FunnelResult['counts'];
}

function rowOf(row: GoesWith, why: WhyResult, { first, last, spec, axis, counts }: About): WhyRow {
  const { with: those, without, rateWith, rateWithout, oddsRatio, oddsInterval, differenceInterval, q } = row;
  const name = traitName(row);
  const place = traitPlace(row, why, first);
  const [low, high] = oddsInterval.map(ratioText);
  const link = (converted: boolean): Linked => {
    const n = converted ? those.converted : those.units - those.converted;
    return { n, pointer: pointerTo(row, converted), who: headingOf(row, n, converted, { place, last, spec, counts }) };
  };
  return {
    key: JSON.stringify(pointerTo(row, true)),
    name,
    place,
    rateWith,
    rateWithout,
    with: `${percent(rateWith)} of ${count(those.units)}`,
    without: `${percent(rateWithout)} of ${count(without.units)}`,
    converted: link(true),
    dropped: link(false),
    ratio: ratioText(oddsRatio),
    interval: `${low} to ${high}`,
    at: placeOf(oddsRatio, axis),
    low: placeOf(oddsInterval[0], axis),
    high: placeOf(oddsInterval[1], axis),
    q: chance(q),
    clear: isClear(row),
    says:
      `${name} ${place}: ${percent(rateWith)} with it, ${percent(rateWithout)} without, ` +
      `${points(row.difference)} points (${differenceInterval.map(points).join(' to ')}); odds ratio ${ratioText(oddsRatio)} ` +
      `(${low} to ${high}), q ${chance(q)}${row.corrected ? '; half a unit added to each cell, as one is empty' : ''}`,
  };
}

/** `2.31`, `14.2`, `120`. */
function ratioText(ratio: number): string {
  if (ratio < 0.01) return 'under 0.01';
  return ratio < 10 ? hundredths(ratio) : ratio < 100 ? number(Math.round(ratio * 10) / 10) : count(ratio);
}

function pointerTo(row: GoesWith, converted: boolean) {
  const trait = 'event' in row ? { event: row.event, when: row.when } : { property: row.property, value: row.value };
  return { why: { ...trait, converted } };
}

function headingOf(
  row: GoesWith,
  n: number,
  converted: boolean,
  { place, last, spec, counts }: Pick<About, 'last' | 'spec' | 'counts'> & { place: string },
): Heading {
  const did = 'event' in row ? `did ${quoted(row.event)}` : `had ${traitName(row)}`;
  return {
    heading: `${people(n, counts)} ${did} and ${converted ? 'got to' : 'left before'} ${quoted(last)}`,
    note: `${place}${within(spec)}`,
  };
}
