import { count, people, PEOPLE, percent, points, seconds } from '#charts/formats.ts';
import type { Pointer } from '#engine/protocol.ts';
import type { LogOverview } from '#log/overview.ts';
import type { NamedSegment } from '#segments/named.ts';
import { arrived, lossOf, saidBefore, stepsBefore, worst } from './draw-before.ts';
import { leftHeading, quoted, reachedHeading, type Heading } from './draw-headings.ts';
import { difference, MOST_DRAWN, seriesOf, type Series, type Stretch } from './draw-series.ts';
import {
  beforeNote,
  funnelSentence,
  lossSentence,
  openNote,
  slowestSentence,
  tiesNote,
  type Note,
} from './draw-words.ts';
import { requiredBefore } from './kernel-required.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';
import { optionalSteps } from './switches.ts';

export interface Row {
  name: string;
  reached: Linked;
  /** `people`, or what else is counted. */
  called: string;
  /** Shares of those who entered, 0..1. */
  share: number;
  shareBefore: number;
  /** The share in the range before; null where that is not asked, and for the first step. */
  was: number | null;
  /** Who got there in the range before; null where that is not asked. */
  earlier: Linked | null;
  /** What the row says to those who do not see it. */
  says: string;
  /** The same of each series that is drawn. */
  lanes: Lane[];
  /** Between which numbers the order of simultaneous events leaves it; null where that does not matter. */
  ties: TiesSpan | null;
  /** It may be skipped: who is not here has not left. */
  optional: boolean;
  /** What lies between the last required step and this one; null for the first step. */
  drop: Drop | null;
}

export interface TiesSpan {
  /** Shares of those who entered, 0..1. */
  low: number;
  high: number;
  /** `1,850 – 1,870`. */
  text: string;
  /** Whom it decides. */
  people: Linked;
}

/** One series at one step. */
export interface Lane {
  name: string;
  colour: string;
  few: boolean;
  share: number;
  shareBefore: number;
  says: string;
  reached: Linked;
  /** Null for the first step. */
  left: Linked | null;
}

/** A number with the people behind it. */
export interface Linked {
  n: number;
  pointer: Pointer;
  who: Heading;
}

export interface Drop {
  left: Linked;
  /** Of those who reached the step before. */
  rate: number;
  /** The rate in the range before; null where that is not asked. */
  was: number | null;
  /** `in 3 min 26 s`; null where nobody went on. */
  wentOn: string | null;
  /** The one drop of the funnel that may be loud, and what it says of itself. */
  loud: string | null;
}

export interface DrawnSeries extends Series {
  /** One a step. */
  lanes: Lane[];
}

export interface Drawing {
  rows: Row[];
  sentence: Stretch[];
  /** In the table all of them, in the figure the first. */
  series: DrawnSeries[];
  /** How many series are in the table only. */
  undrawn: number;
  /** Whether a series that is drawn has few people. */
  few: boolean;
  /** What is to be known of the range before; null where that is not asked. */
  before: { drawn: boolean; text: string } | null;
  /** How many still have time, and why; null where nobody has. */
  open: (Note & { people: Linked }) | null;
  /** How many the order of simultaneous events decides; null where none. */
  ties: (Note & { people: Linked }) | null;
}

const STILL = { called: 'still with time', note: 'have not finished, and their time has not passed' };
const DECIDED = { called: 'decided by ties', note: 'events at the same instant decide how far they got' };

const linked = (note: Note | null, n: number, pointer: Pointer, of: { called: string; note: string }) =>
  note && { ...note, people: { n, pointer, who: { heading: `${note.who} ${of.called}`, note: of.note } } };

/** Everything the funnel shows, in the order it is read. Pure. */
export function draw(
  spec: FunnelSpec,
  result: FunnelResult,
  overview: LogOverview,
  zone: string,
  saved: readonly NamedSegment[] = [],
): Drawing {
  const { steps, counts } = result;
  const before = stepsBefore(spec, result);
  const optional = optionalSteps(spec);
  const requisite = requiredBefore(steps.length, optional);
  const series = seriesOf(spec, result, saved).map((each): DrawnSeries => ({
    ...each,
    lanes: steps.map((_, i) => lane(spec, each, i, requisite[i]!, counts)),
  }));
  const drawn = series.slice(0, MOST_DRAWN);
  const grown = before ? worst(steps, before, optional) : -1;
  const loud = grown > 0 ? grown : largestDrop(steps, optional);
  const { one, many: plural } = counts ?? PEOPLE;
  const rows = steps.map((step, i): Row => {
    const last = steps[requisite[i]!];
    const earlier = before?.[i];
    return {
      name: step.name,
      reached: { n: step.count, pointer: { step: i }, who: reachedHeading(spec, step, i, counts) },
      called: step.count === 1 ? one : plural,
      ...shares(steps, i),
      was: earlier && i > 0 ? earlier.rateFromFirst : null,
      earlier: earlier
        ? {
            n: earlier.count,
            pointer: { previous: true, step: i },
            who: reachedHeading(spec, earlier, i, counts, 'range before'),
          }
        : null,
      says: `${step.name}: ${percent(shares(steps, i).share)} of those who entered${before ? `; ${saidBefore(before, i, counts)}` : ''}`,
      lanes: drawn.map(({ lanes }) => lanes[i]!),
      ties: tiesSpan(steps, i),
      optional: optional.includes(i),
      drop: last
        ? {
            left: {
              n: step.dropped,
              pointer: { step: i, dropped: true },
              who: leftHeading(spec, last, step, counts, undefined, optional.includes(i)),
            },
            rate: lossOf(step),
            was: earlier && arrived(earlier) > 0 ? lossOf(earlier) : null,
            wentOn: wentOn(step),
            loud:
              i !== loud ? null : grown > 0 ? `${points(lossOf(step) - lossOf(before![i]!))} points` : 'largest loss',
          }
        : null,
    };
  });
  return {
    rows,
    sentence: [
      ...funnelSentence(spec, result),
      ...(difference(spec, result, series) ??
        lossSentence(spec, result, loud, requisite[loud] ?? -1, grown > 0, before)),
      ...(series.length === 0 ? slowestSentence(spec, result, optional) : []),
    ],
    series,
    undrawn: series.length - drawn.length,
    few: drawn.some(({ few }) => few),
    before: beforeNote(result, before, spec),
    open: linked(openNote(spec, result, overview, zone), result.open, { open: true }, STILL),
    ties: linked(tiesNote(result), result.decidedByTies, { decidedByTies: true }, DECIDED),
  };
}

function shares(steps: readonly FunnelStep[], i: number): { share: number; shareBefore: number } {
  const entered = steps[0]!.count;
  const share = (n: number): number => (entered === 0 ? 0 : n / entered);
  return { share: share(steps[i]!.count), shareBefore: share(arrived(steps[i]!)) };
}

function lane(spec: FunnelSpec, series: Series, i: number, last: number, counts: FunnelResult['counts']): Lane {
  const { name, colour, few, steps, pointer } = series;
  const step = steps[i]!;
  const optional = spec.steps[i]?.optional ?? false;
  const { share, shareBefore } = shares(steps, i);
  return {
    name,
    colour,
    few,
    share,
    shareBefore,
    says: `${name}: ${count(step.count)} of ${people(steps[0]!.count, counts)}, ${percent(share)}`,
    reached: {
      n: step.count,
      pointer: { ...pointer, step: i },
      who: reachedHeading(spec, step, i, counts, name),
    },
    left:
      last < 0
        ? null
        : {
            n: step.dropped,
            pointer: { ...pointer, step: i, dropped: true },
            who: leftHeading(spec, steps[last]!, step, counts, name, optional),
          },
  };
}

const wentOn = (step: FunnelStep): string | null =>
  step.count === 0 ? null : step.medianSeconds === 0 ? 'at the same instant' : `in ${seconds(step.medianSeconds)}`;

function tiesSpan(steps: readonly FunnelStep[], i: number): TiesSpan | null {
  const { ties, name } = steps[i]!;
  const entered = steps[0]!.count;
  if (!ties || entered === 0) return null;
  const low = Math.min(ties.together, ties.apart);
  const high = Math.max(ties.together, ties.apart);
  return {
    low: low / entered,
    high: Math.min(1, high / entered),
    text: `${count(low)} – ${count(high)}`,
    people: {
      n: high - low,
      pointer: { step: i, decidedByTies: true },
      who: {
        heading: `Whether they got to ${quoted(name)} is decided by ties`,
        note: `${count(ties.together)} got there if events at the same instant may stand in either order, ${count(ties.apart)} if they are no two steps`,
      },
    },
  };
}

/** Index of the step before which the largest share was lost, or -1 where there is nothing to compare. */
function largestDrop(steps: readonly FunnelStep[], optional: readonly number[]): number {
  if (steps.length - optional.length < 3) return -1;
  let largest = -1;
  let most = 0;
  steps.forEach((step, i) => {
    if (i > 0 && !optional.includes(i) && lossOf(step) > most) [largest, most] = [i, lossOf(step)];
  });
  return largest;
}
