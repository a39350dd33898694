import { count, people, percent, PEOPLE } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { NamedSegment } from '#segments/named.ts';
import type { Counted } from '#vocabulary/result.ts';
import { OTHER } from '../breakdown-groups.ts';
import { groupName, groupPhrase, segmentPhrase, seriesName } from '../group-names.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelTrendPoint } from './result-trend.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

/** A stretch of a sentence; the two or three numbers that matter are strong. */
export type Stretch = string | { strong: string };

/** The funnel once more: of the people of a segment, or of a group of the breakdown. */
export interface Series {
  name: string;
  /** After whom it is about: `in “Loyal”`, `with device Phone`. */
  phrase: string;
  /** A token. */
  colour: string;
  /** What a pointer to one of its numbers says besides the number. */
  pointer: Pointer;
  steps: FunnelStep[];
  trend?: FunnelTrendPoint[];
  /** So few entered that a single person moves the shares. */
  few: boolean;
  /** Several groups together: no group that could be named. */
  mixed: boolean;
}

/** So many are drawn, the others are in the table. */
export const MOST_DRAWN = 6;
const FEW = 30;
const COLOURS = 8;
const NO_CATEGORY = '--c-other';

export const isFew = (entered: number): boolean => entered < FEW;

/** Segments in their order, then groups in theirs. */
export function seriesOf(spec: FunnelSpec, result: FunnelResult, saved: readonly NamedSegment[] = []): Series[] {
  const { compare, breakdown } = spec;
  const segments = compare && 'segments' in compare ? compare.segments : [];
  let hues = 0;
  const hue = (): string => (hues < COLOURS ? `--c${++hues}` : NO_CATEGORY);
  const basic = (steps: FunnelStep[], trend: FunnelTrendPoint[] | undefined) => ({
    steps,
    ...(trend && { trend }),
    few: isFew(steps[0]?.count ?? 0),
  });
  // a segment is of people, whatever is counted
  const ofPeople = (phrase: string): string => (result.counts ? `of people ${phrase}` : phrase);
  return [
    ...segments.flatMap((segment, i): Series[] => {
      const of = result.compare?.[i];
      if (!of) return [];
      return [
        {
          name: seriesName(segment, segments, saved),
          phrase: ofPeople(segmentPhrase(segment, saved)),
          colour: hue(),
          pointer: { segment: i },
          mixed: false,
          ...basic(of.steps, of.trend),
        },
      ];
    }),
    ...(breakdown
      ? (result.breakdown ?? []).map(({ value, steps, trend }): Series => ({
          name: groupName(value, breakdown, saved),
          phrase: ('segment' in breakdown ? ofPeople : String)(groupPhrase(value, breakdown, saved)),
          colour: value === null || value === OTHER ? NO_CATEGORY : hue(),
          pointer: { value },
          mixed: value === OTHER,
          ...basic(steps, trend),
        }))
      : []),
  ];
}

interface Side {
  who: string;
  base: number;
  steps: FunnelStep[];
}

/** Where the shares of two of them are furthest apart, with both bases; null where there is nothing to tell apart. */
export function difference(spec: FunnelSpec, result: FunnelResult, series: readonly Series[]): Stretch[] | null {
  const [high, low, step] = furthest(sides(result, series)) ?? [];
  if (!high || !low || !step) return null;
  const rate = (side: Side) => ({ strong: percent(side.steps[step]!.rateFromFirst) });
  const { name } = result.steps[step]!;
  const got = resolve(spec).order.value === 'any' ? `did ${name} or more` : `got to “${name}”`;
  return [
    ' The largest difference: of the ',
    `${people(low.base, named(result.counts))} ${low.who}, `,
    rate(low),
    ` ${got}; of the ${count(high.base)} ${high.who}, `,
    rate(high),
    '.',
  ];
}

const named = (counts: Counted | undefined): Counted => counts ?? PEOPLE;

function sides(result: FunnelResult, series: readonly Series[]): Side[] {
  const all = series
    .filter(({ mixed, steps }) => !mixed && steps[0]!.count > 0)
    .map(({ phrase, steps }): Side => ({ who: phrase, base: steps[0]!.count, steps }));
  const many = all.filter(({ base }) => !isFew(base));
  const told = many.length > 1 ? many : all;
  const [only] = told;
  if (told.length !== 1 || !only || series.length !== 1) return told;
  return [only, { who: 'altogether', base: result.steps[0]!.count, steps: result.steps }];
}

/** The one with the larger share, the one with the smaller, and the step. */
function furthest(list: readonly Side[]): [Side, Side, number] | null {
  if (list.length < 2) return null;
  let found: [Side, Side, number] | null = null;
  let most = 0.0005; // a tenth of a point is the least that is shown
  for (let step = list[0]!.steps.length - 1; step > 0; step--) {
    const share = (side: Side): number => side.steps[step]!.rateFromFirst;
    const high = list.reduce((one, other) => (share(other) > share(one) ? other : one));
    const low = list.reduce((one, other) => (share(other) < share(one) ? other : one));
    if (share(high) - share(low) <= most) continue;
    most = share(high) - share(low);
    found = [high, low, step];
  }
  return found;
}
