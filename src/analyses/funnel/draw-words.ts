import { count, day, people, PEOPLE, percent, seconds } from '#charts/formats.ts';
import type { LogOverview } from '#log/overview.ts';
import { arrived, lossOf } from './draw-before.ts';
import { inAnyOrder, quoted } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import type { FunnelResult, FunnelStep } from './result.ts';
import type { FunnelSpec } from './spec.ts';
import { windowText } from './switches.ts';

/** A number of people, and what is said of them. */
export interface Note {
  who: string;
  text: string;
}

export function funnelSentence(spec: FunnelSpec, { steps, counts }: FunnelResult): Stretch[] {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return [];
  if (steps.length === 1) return [{ strong: people(first.count, counts) }, ` did ${quoted(first.name)}.`];
  const length = windowText(spec);
  const any = inAnyOrder(spec);
  const who = counts ? 'that' : 'who';
  return [
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
}

export function lossSentence(
  spec: FunnelSpec,
  { steps, counts }: FunnelResult,
  loud: number,
  /** The last required step before that one. */
  behind: number,
  grew: boolean,
  before: readonly FunnelStep[] | null,
): Stretch[] {
  const at = steps[loud];
  const last = steps[behind];
  if (!at || !last || inAnyOrder(spec)) return [];
  const earlier = before?.[loud];
  const changed = earlier && arrived(earlier) > 0 ? lossOf(earlier) : null;
  return [
    grew ? ' The loss grew most before ' : ' The largest loss is before ',
    `${quoted(at.name)}: `,
    { strong: count(at.dropped) },
    ` of the ${count(arrived(at))} ${counts ? 'that' : 'who'} got to ${quoted(last.name)} went no further, `,
    { strong: percent(lossOf(at)) },
    changed === null ? '.' : `; in the range before ${percent(changed)}.`,
  ];
}

const ENOUGH = 30;

/** The required step that takes longest, of those that enough people took; nothing where there is only one. */
export function slowestSentence(
  spec: FunnelSpec,
  { steps, counts }: FunnelResult,
  optional: readonly number[],
): Stretch[] {
  if (inAnyOrder(spec)) return [];
  const taken = steps.filter((step, i) => i > 0 && !optional.includes(i) && step.count >= ENOUGH);
  const [slowest, ...others] = taken.toSorted((a, b) => b.medianSeconds - a.medianSeconds);
  if (!slowest || others.length === 0 || slowest.medianSeconds === others[0]!.medianSeconds) return [];
  return [
    ` The slowest step is to ${quoted(slowest.name)}: half of the ${people(slowest.count, counts)} took more than `,
    { strong: seconds(slowest.medianSeconds) },
    '.',
  ];
}

/** What is to be known of the range before; null where nothing is asked of it, or there is none. */
export function beforeNote(
  { compare, counts }: FunnelResult,
  before: readonly FunnelStep[] | null,
  spec: FunnelSpec,
): { drawn: boolean; text: string } | null {
  if (before) return { drawn: true, text: 'range before' };
  if (!compare || !spec.compare || !('previous' in spec.compare)) return null;
  return { drawn: false, text: `No ${(counts ?? PEOPLE).many} entered in the range before.` };
}

export function openNote(spec: FunnelSpec, result: FunnelResult, overview: LogOverview, zone: string): Note | null {
  if (result.open === 0) return null;
  const length = windowText(spec);
  const end = `after the last event, ${day(overview.lastMs, zone)}`;
  return {
    who: people(result.open, result.counts),
    text: length
      ? `still ${result.open === 1 ? 'has' : 'have'} time: their ${length} end ${end}. ${mayChange(spec)}`
      : `may still go on, as there is no time limit. ${mayChange(spec)}`,
  };
}

/**
 * An excluded event that is still to come takes an attempt back, and a deeper way may pass an optional step. Rates from
 * the step before may fall in any case: more come to it.
 */
const mayChange = (spec: FunnelSpec): string =>
  spec.exclude?.length || spec.steps.some(({ optional }) => optional)
    ? 'These rates may still change.'
    : inAnyOrder(spec)
      ? 'How many steps they do can only rise.'
      : 'Their conversion from the first step can only rise.';

export function tiesNote({ decidedByTies, counts }: FunnelResult): Note | null {
  if (decidedByTies === 0) return null;
  return {
    who: people(decidedByTies, counts),
    text: 'the step reached depends on how events at the same instant are ordered.',
  };
}
