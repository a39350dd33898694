import { count, hundredths, number, people, percent, PEOPLE } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Counted } from '#vocabulary/result.ts';
import { drawOverlap, type DrawnOverlap } from './draw-overlap.ts';
import { told, type Said } from './draw-says.ts';
import { baseName, segmentName } from './names.ts';
import type { Compared, CompareResult, PropertyProfile, Row } from './result.ts';
import { OTHER } from './result-values.ts';
import type { CompareSpec } from './spec.ts';

/** A number whose people can be opened. */
export interface Behind {
  pointer: { of?: number; event?: string; property?: string; value?: string | null };
  heading: string;
  note: string;
}

export interface DrawnRow {
  key: string;
  value: string;
  /** The segment's own rule is about it. */
  ofRule: boolean;
  people: string;
  share: string;
  baseShare: string;
  /** – where nobody is compared with. */
  index: string;
  /** Where the bar ends, −1..1 of half the scale: 0 = index 100, 1 = 200 or more. */
  bar: number;
  few: boolean;
  clear: boolean;
  interval: string;
  q: string;
  /** What a pointer that rests on the bar is told. */
  says: string;
  members: Behind;
  base: Behind;
  sort: { index: number; share: number };
}

export interface DrawnGroup {
  key: string;
  title: string;
  ofRule: boolean;
  /** `12 more values`. */
  left: string | null;
  rows: DrawnRow[];
}

export interface DrawnNumber {
  name: string;
  segment: { average: string; median: string };
  base: { average: string; median: string };
  /** Of a property: how many have a number, and the middle half of them. */
  spread: { segment: string; base: string } | null;
}

export interface DrawnProfile {
  name: string;
  size: string;
  says: Said[];
  groups: DrawnGroup[];
  numbers: DrawnNumber[];
}

export interface Drawing {
  counted: Counted;
  base: { name: string; size: string };
  profiles: DrawnProfile[];
  overlap: DrawnOverlap | null;
  tested: number;
  tooFew: number;
}

export const CLEAR = 0.05;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const valueText = (value: string | null): string =>
  value === null ? 'no value' : value === OTHER ? 'Others' : value;

const PER_PERSON = { events: 'Events', days: 'Active days', sessions: 'Sessions' } as const;

/** Everything a comparison shows, in the order it is read. Pure. */
export function draw(
  spec: CompareSpec,
  result: CompareResult,
  _overview: LogOverview,
  _zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const counted = result.counts ?? PEOPLE;
  const base = baseName(spec, saved);
  return {
    counted,
    base: { name: base, size: count(result.base.people) },
    profiles: result.segments.map(({ people: size, takeaway }, s): DrawnProfile => {
      const at = { segment: s, name: segmentName(spec, s, saved), base, counted };
      return {
        name: at.name,
        size: count(size),
        says: told(takeaway, base, result.tested),
        groups: [...result.properties.map((of) => propertyGroup(of, at)), eventGroup(result, at)].filter(
          ({ rows }) => rows.length > 0,
        ),
        numbers: [...perPerson(result, s), ...numeric(result, s, counted)],
      };
    }),
    overlap: drawOverlap(spec, result, saved, counted),
    tested: result.tested,
    tooFew: result.tooFew,
  };
}

interface At {
  segment: number;
  name: string;
  base: string;
  counted: Counted;
}

function eventGroup({ events, segments }: CompareResult, at: At): DrawnGroup {
  const own = segments[at.segment]!.ofRule.events;
  return {
    key: 'events',
    title: 'Did',
    ofRule: false,
    left: null,
    rows: events.map((row) => ({
      ...rowOf(row, row.event, { event: row.event }, `did ${row.event}`, at),
      ofRule: own.includes(row.event),
    })),
  };
}

function propertyGroup({ property, values, left, ofRule }: PropertyProfile, at: At): DrawnGroup {
  return {
    key: `property ${property}`,
    title: property,
    ofRule: ofRule[at.segment]!,
    left: left > 0 ? `${count(left)} more ${left === 1 ? 'value' : 'values'}` : null,
    rows: values.map((row) =>
      rowOf(
        row,
        valueText(row.value),
        { property, value: row.value },
        row.value === null ? `have no ${property}` : `have ${property} ${valueText(row.value)}`,
        at,
      ),
    ),
  };
}

function rowOf(row: Row, value: string, what: Behind['pointer'], note: string, at: At): DrawnRow {
  const compared = row.segments[at.segment]!;
  const { index } = compared;
  const behind = (n: number, who: string, of: Behind['pointer']): Behind => ({
    pointer: { ...of, ...what },
    heading: people(n, at.counted),
    note: `${who}, ${note}`,
  });
  return {
    key: JSON.stringify(what),
    value,
    ofRule: false,
    people: count(compared.people),
    share: percent(compared.share),
    baseShare: percent(row.share),
    index: index === null ? '–' : count(Math.round(index)),
    bar: index === null ? 0 : Math.min(1, index / 100 - 1),
    few: compared.few,
    clear: compared.q !== null && compared.q < CLEAR,
    interval: intervalText(compared),
    q: qText(compared),
    says: saysOf(compared, row, at),
    members: behind(compared.people, at.name, { of: at.segment }),
    base: behind(row.people, capital(at.base), {}),
    sort: { index: index ?? -1, share: compared.share },
  };
}

const intervalText = ({ interval }: Compared): string =>
  interval ? `${count(Math.round(interval[0]))}–${count(Math.round(interval[1]))}` : '–';

const qText = ({ q }: Compared): string => (q === null ? '–' : q < 0.01 ? 'under 0.01' : hundredths(q));

function saysOf(compared: Compared, row: Row, { base, counted }: At): string {
  const { index, interval, q, few } = compared;
  const shares = `${percent(compared.share)} of them, ${percent(row.share)} of ${base}`;
  if (index === null || interval === null) return shares;
  const test =
    q === null
      ? 'Not tested.'
      : q < CLEAR
        ? `A clear difference, q ${qText(compared)}.`
        : `No clear difference, q ${qText(compared)}.`;
  const rough = few ? ` Under 30 ${counted.many}: read with care.` : '';
  return `${shares}. Index ${count(Math.round(index))}, 95% interval ${intervalText(compared)}. ${test}${rough}`;
}

const perPerson = ({ numbers }: CompareResult, segment: number): DrawnNumber[] =>
  numbers.map(({ of, base, segments }) => ({
    name: PER_PERSON[of],
    segment: typical(segments[segment]!),
    base: typical(base),
    spread: null,
  }));

const typical = ({ average, median }: { average: number; median: number }): DrawnNumber['base'] => ({
  average: hundredths(average),
  median: number(median),
});

const numeric = ({ properties }: CompareResult, segment: number, counted: Counted): DrawnNumber[] =>
  properties.flatMap(({ property, numeric: of }): DrawnNumber[] => {
    if (!of) return [];
    const own = of.segments[segment]!;
    const spread = (each: typeof own): string =>
      each.people === 0
        ? 'nobody'
        : `${people(each.people, counted)}, half of them ${number(each.p25)}–${number(each.p75)}`;
    const none = { average: '–', median: '–' };
    return [
      {
        name: property,
        segment: own.people === 0 ? none : typical(own),
        base: of.base.people === 0 ? none : typical(of.base),
        spread: { segment: spread(own), base: spread(of.base) },
      },
    ];
  });
