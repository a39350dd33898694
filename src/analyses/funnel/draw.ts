import { count, day, many, people, PEOPLE, percent, seconds } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import type { FunnelResult } from './result.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve, windowText } from './switches.ts';

/** What the list of people behind a number is called. */
export interface Heading {
  heading: string;
  note: string;
}

export interface Row {
  name: string;
  reached: Heading;
  count: number;
  /** `people`, or what else is counted. */
  called: string;
  /** Shares of those who entered, 0..1. */
  share: number;
  shareBefore: number;
  /** What lies between the step before and this one; null for the first step. */
  drop: Drop | null;
}

export interface Drop {
  who: Heading;
  left: number;
  /** Of those who reached the step before. */
  rate: number;
  /** `in 3 min 26 s`; null where nobody went on. */
  wentOn: string | null;
  /** The one drop of the funnel that may be loud. */
  largest: boolean;
}

/** A stretch of a sentence; the two or three numbers that matter are strong. */
export type Stretch = string | { strong: string };

export interface Drawing {
  rows: Row[];
  sentence: Stretch[];
  /** How many still have time, and why; null where nobody has. */
  open: { who: string; text: string } | null;
  /** How many the order of simultaneous events decides; null where none. */
  ties: { who: string; text: string } | null;
}

/** Everything the funnel shows, in the order it is read. Pure. */
export function draw(spec: FunnelSpec, result: FunnelResult, overview: LogOverview, zone: string): Drawing {
  const { steps } = result;
  const entered = steps[0]?.count ?? 0;
  const share = (n: number) => (entered === 0 ? 0 : n / entered);
  const largest = largestDrop(result);
  const { one, many: plural } = result.counts ?? PEOPLE;
  const rows = steps.map((step, i): Row => {
    const before = steps[i - 1];
    return {
      name: step.name,
      reached: reachedHeading(spec, result, i),
      count: step.count,
      called: step.count === 1 ? one : plural,
      share: share(step.count),
      shareBefore: share(before?.count ?? step.count),
      drop: before
        ? {
            who: leftHeading(spec, result, i),
            left: step.dropped,
            rate: before.count === 0 ? 0 : step.dropped / before.count,
            wentOn:
              step.count === 0
                ? null
                : step.medianSeconds === 0
                  ? 'at the same instant'
                  : `in ${seconds(step.medianSeconds)}`,
            largest: i === largest,
          }
        : null,
    };
  });
  return {
    rows,
    sentence: sentence(spec, result, largest),
    open: openNote(spec, result, overview, zone),
    ties: tiesNote(result),
  };
}

const inAnyOrder = (spec: FunnelSpec): boolean => resolve(spec).order.value === 'any';

function within(spec: FunnelSpec): string {
  const length = windowText(spec);
  return length ? ` within ${length}` : '';
}

function reachedHeading(spec: FunnelSpec, { steps, counts }: FunnelResult, i: number): Heading {
  const { name, count: n } = steps[i]!;
  if (inAnyOrder(spec))
    return { heading: `${people(n, counts)} did ${name} or more`, note: `in any order${within(spec)}` };
  const note = i === 0 ? 'entered the funnel' : `came through the ${many(i, 'step')} before it${within(spec)}`;
  return { heading: `${people(n, counts)} got to ${quoted(name)}`, note };
}

function leftHeading(spec: FunnelSpec, { steps, counts }: FunnelResult, i: number): Heading {
  const [before, now] = [steps[i - 1]!, steps[i]!];
  const left = people(now.dropped, counts);
  if (inAnyOrder(spec))
    return { heading: `${left} did ${before.name} and no more`, note: `in any order${within(spec)}` };
  return {
    heading: `${left} left before ${quoted(now.name)}`,
    note: `got to ${quoted(before.name)}, not to ${quoted(now.name)}${within(spec)}`,
  };
}

/** Index of the step before which the largest share was lost, or -1 where there is nothing to compare. */
function largestDrop({ steps }: FunnelResult): number {
  if (steps.length < 3) return -1;
  let largest = -1;
  let most = 0;
  steps.forEach((step, i) => {
    const before = steps[i - 1]?.count ?? 0;
    const rate = before === 0 ? 0 : step.dropped / before;
    if (i > 0 && rate > most) [largest, most] = [i, rate];
  });
  return largest;
}

function sentence(spec: FunnelSpec, { steps, counts }: FunnelResult, largest: number): Stretch[] {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return [];
  if (steps.length === 1) return [{ strong: people(first.count, counts) }, ` did ${quoted(first.name)}.`];
  const length = windowText(spec);
  const any = inAnyOrder(spec);
  const who = counts ? 'that' : 'who';
  const list: Stretch[] = [
    'Of ',
    { strong: people(first.count, counts) },
    any ? ` ${who} did at least one of the steps, ` : ` ${who} did ${quoted(first.name)}, `,
    {
      strong: any ? `${count(last.count)} did all ${steps.length}` : `${count(last.count)} got to ${quoted(last.name)}`,
    },
    length ? ` within ${length} (` : ' (',
    { strong: percent(last.rateFromFirst) },
    ').',
  ];
  const at = steps[largest];
  const before = steps[largest - 1];
  if (!at || !before || any) return list;
  list.push(
    ' The largest loss is before ',
    `${quoted(at.name)}: `,
    { strong: count(at.dropped) },
    ` of the ${count(before.count)} ${who} got to ${quoted(before.name)} went no further, `,
    { strong: percent(at.dropped / before.count) },
    '.',
  );
  return list;
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

const quoted = (name: string): string => `“${name}”`;

function openNote(spec: FunnelSpec, result: FunnelResult, overview: LogOverview, zone: string): Drawing['open'] {
  if (result.open === 0) return null;
  const length = windowText(spec);
  const end = `after the last event, ${day(overview.lastMs, zone)}`;
  return {
    who: people(result.open, result.counts),
    text: length
      ? `still ${result.open === 1 ? 'has' : 'have'} time: their ${length} end ${end}. These rates can only rise.`
      : `may still go on, as there is no time limit. These rates can only rise.`,
  };
}

function tiesNote({ decidedByTies, counts }: FunnelResult): Drawing['ties'] {
  if (decidedByTies === 0) return null;
  return {
    who: people(decidedByTies, counts),
    text: 'the step reached depends on how events at the same instant are ordered.',
  };
}

export interface FunnelTable {
  head: string[];
  /** One row a step: its name, then numbers; null where a number has no meaning. */
  rows: { name: string; cells: (number | null)[] }[];
}

/** The same numbers in full, for the table and for export. Rates are 0..1, times in seconds. */
export function table(result: FunnelResult): FunnelTable {
  return {
    head: [
      'Step',
      capital((result.counts ?? PEOPLE).many),
      'From first',
      'From previous',
      'Left',
      'Average, s',
      'Median, s',
      '90 % within, s',
    ],
    rows: result.steps.map((step, i) => {
      const timed = i > 0 && step.count > 0;
      return {
        name: step.name,
        cells: [
          step.count,
          step.rateFromFirst,
          i === 0 ? null : step.rateFromPrevious,
          i === 0 ? null : step.dropped,
          timed ? step.averageSeconds : null,
          timed ? step.medianSeconds : null,
          timed ? step.p90Seconds : null,
        ],
      };
    }),
  };
}
