import { count, people, percent, seconds as lasting } from '#charts/formats.ts';
import type { Curve, Curves } from '#charts/curves.ts';
import { shareTop } from '#charts/share-axis.ts';
import { evenAxis, growingAxis } from '#charts/time-axis.ts';
import type { Pointer } from '#engine/protocol.ts';
import { paceSaid } from '../draw-pace.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import { isFew, MOST_DRAWN, type Series, type Stretch } from './draw-series.ts';
import type { Linked } from './draw.ts';
import type { FunnelResult } from './result.ts';
import type { Survival } from './result-survival.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

/** By when how many convert, with those counted in who still may. */
export interface SurvivalDrawing {
  of: Curves;
  lines: SurvivalLine[];
  sentence: Stretch[];
  /** Whether segments, and groups, convert at the same pace; one sentence each. */
  tests: string[];
  /** Lines that are in the table only. */
  undrawn: number;
  /** What ends before the time of some has passed: `the log ended`. */
  ended: string;
  /** Whether somebody was still followed then: ticks on the curves. */
  ticks: boolean;
}

export interface SurvivalLine {
  name: string;
  colour: string;
  few: boolean;
  units: number;
  /** By the longest time anybody was followed. */
  share: string;
  interval: string;
  median: string;
  converted: Linked;
  censored: Linked;
  /** Of each point of the curve, and of each number at risk. */
  points: Linked[];
  atRisk: Linked[];
}

const HEIGHT = 240;
const ALL = 'All';

interface Followed {
  name: string;
  colour: string;
  pointer: Pointer;
  survival: Survival;
}

/** Null where it is not asked, or nobody began. Pure. */
export function drawSurvival(
  spec: FunnelSpec,
  result: FunnelResult,
  series: readonly Series[],
): SurvivalDrawing | null {
  const asked = spec.timeToConvert;
  const survival = result.timeToConvert?.survival;
  if (!asked || !survival || survival.units === 0) return null;
  const named = (step: number): string =>
    inAnyOrder(spec) ? result.steps[step]!.name : quoted(result.steps[step]!.name);
  const [first, last] = [named(asked.from), named(asked.to)];
  const all = followedOf(spec, result, survival, series).filter((each) => each.survival.units > 0);
  const drawn = all.slice(0, MOST_DRAWN + 1);
  const longest = Math.max(...drawn.map((each) => untilOf(each.survival)));
  const shortest = Math.min(...drawn.flatMap((each) => each.survival.points.flatMap((at) => at.seconds || [])));
  const got = `from ${first} to ${last}`;
  const ended = resolve(spec).lateSteps.value ? 'the log ended' : 'the log or range ended';
  const words: Words = { counts: result.counts, first, last, ended };
  const lines = all.map((each) => lineOf(each, words));
  return {
    of: {
      label: `Share that got ${got}, by the time it took`,
      curves: drawn.map((each): Curve => curveOf(each, result.counts)),
      axis: asked.scale === 'log' ? growingAxis(shortest === Infinity ? 1 : shortest, longest) : evenAxis(longest),
      top: shareTop(Math.max(...drawn.flatMap((each) => each.survival.points.map(({ high }) => high)))),
      height: HEIGHT,
      riskLabel: 'still followed and not there yet',
    },
    lines,
    sentence: sentence(survival, words),
    tests: testsOf(result, lines),
    undrawn: all.length - drawn.length,
    ended,
    ticks: drawn.some((each) => each.survival.censored > 0),
  };
}

interface Words {
  counts: FunnelResult['counts'];
  /** As they are named in a sentence. */
  first: string;
  last: string;
  ended: string;
}

function followedOf(spec: FunnelSpec, result: FunnelResult, survival: Survival, series: readonly Series[]): Followed[] {
  const before = spec.compare && 'previous' in spec.compare ? result.compare?.[0]?.survival : undefined;
  const others = series.flatMap(({ name, colour, pointer }): Followed[] => {
    const theirs =
      typeof pointer.segment === 'number'
        ? result.compare?.[pointer.segment]?.survival
        : result.breakdown?.find(({ value }) => JSON.stringify(value) === JSON.stringify(pointer.value))?.survival;
    return theirs ? [{ name, colour, pointer, survival: theirs }] : [];
  });
  return [
    { name: ALL, colour: others.length > 0 ? '--ink' : '--c1', pointer: {}, survival },
    ...others,
    ...(before ? [{ name: 'range before', colour: '--c-before', pointer: { previous: true }, survival: before }] : []),
  ];
}

/** As far as anybody was followed. */
const untilOf = ({ points, atRisk, censoredSeconds }: Survival): number =>
  Math.max(points.at(-1)!.seconds, atRisk.at(-1)?.seconds ?? 0, censoredSeconds.at(-1) ?? 0);

function lineOf({ name, colour, pointer, survival }: Followed, { counts, first, last, ended }: Words): SurvivalLine {
  const { units, converted, censored, medianSeconds, points, atRisk } = survival;
  const end = points.at(-1)!;
  const noted = (note: string): string => (name === ALL ? note : `${name}: ${note}`);
  const linked = (n: number, more: Pointer, heading: string, note: string): Linked => ({
    n,
    pointer: { ...pointer, ...more },
    who: { heading, note: noted(note) },
  });
  return {
    name,
    colour,
    few: isFew(units),
    units,
    share: percent(end.rate),
    interval: `${percent(end.low)} – ${percent(end.high)}`,
    median: medianSeconds === null ? 'not reached' : lasting(medianSeconds),
    converted: linked(
      converted,
      { convertedWithin: end.seconds },
      `${people(converted, counts)} got to ${last}`,
      `of those who got to ${first}`,
    ),
    censored: linked(
      censored,
      { censored: true },
      `${people(censored, counts)} still followed at the end`,
      `got to ${first}, and ${ended} before their time had passed`,
    ),
    points: points.map(({ seconds, converted: n }) =>
      linked(
        n,
        { convertedWithin: seconds },
        `${people(n, counts)} got to ${last} within ${lasting(seconds)}`,
        `since ${first}`,
      ),
    ),
    atRisk: atRisk.map(({ seconds, units: n }) =>
      linked(
        n,
        { followedFor: seconds },
        `${people(n, counts)} followed for ${lasting(seconds)} or longer`,
        `had not got to ${last} before that`,
      ),
    ),
  };
}

const curveOf = ({ name, colour, survival }: Followed, counts: FunnelResult['counts']): Curve => ({
  name,
  colour,
  until: untilOf(survival),
  marks: survival.censoredSeconds,
  points: survival.points.map(({ seconds, rate, low, high, atRisk }) => ({
    seconds,
    share: rate,
    low,
    high,
    atRisk,
    says: `${name === ALL ? '' : `${name}, `}within ${lasting(seconds)}: ${percent(rate)}, interval ${percent(low)} to ${percent(high)}, ${people(atRisk, counts)} followed so long`,
  })),
  atRisk: survival.atRisk.map(({ seconds, units }) => ({
    seconds,
    n: units,
    says: `${name}: ${people(units, counts)} followed for ${lasting(seconds)}`,
  })),
});

function sentence({ units, censored, points, medianSeconds }: Survival, { counts, first, ended }: Words): Stretch[] {
  const end = points.at(-1)!;
  const who = counts ? 'that' : 'who';
  if (end.seconds === 0 && end.rate === 0)
    return [`None of the ${people(units, counts)} ${who} got to ${first} went on to the end.`];
  return [
    'An estimated ',
    { strong: percent(end.rate) },
    ` of the ${people(units, counts)} ${who} got to ${first} convert within ${lasting(end.seconds)}`,
    ...(censored > 0
      ? [', counting in the ', { strong: count(censored) }, ` ${who} were still followed when ${ended}.`]
      : ['; everybody was followed until their time had passed.']),
    medianSeconds === null ? ' Fewer than half of them do.' : ` Half of them do within ${lasting(medianSeconds)}.`,
  ];
}

function testsOf(
  { timeToConvert, breakdown, compare, counts }: FunnelResult,
  lines: readonly SurvivalLine[],
): string[] {
  if (lines.length < 2) return [];
  const { segments, breakdown: groups } = timeToConvert?.logRank ?? {};
  const among = (list: readonly { survival?: Survival }[] = []) => list.map(({ survival }) => survival);
  return [
    ...paceSaid('The segments', 'convert', among(compare), segments, counts),
    ...paceSaid('The groups', 'convert', among(breakdown), groups, counts),
  ];
}
