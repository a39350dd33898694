import { count, many, people, PEOPLE, percent, seconds } from '#charts/formats.ts';
import { quoted, within } from './draw-headings.ts';
import type { Stretch } from './draw-series.ts';
import type { FunnelResult } from './result.ts';
import type { GoesWith, Trait, WhyResult } from './result-why.ts';
import type { FunnelSpec } from './spec.ts';
import { resolve } from './switches.ts';

const CLEAR = 0.05;

export const isClear = ({ q }: Pick<GoesWith, 'q'>): boolean => q < CLEAR;

/** `device Phone`, `no device`, or the event. */
export const traitName = (trait: Trait): string =>
  'event' in trait ? trait.event : trait.value === null ? `no ${trait.property}` : `${trait.property} ${trait.value}`;

export function whySentence(why: WhyResult, first: string, last: string, counts: FunnelResult['counts']): Stretch[] {
  const who = counts ? 'that' : 'who';
  const { units, converted, minimum, tested, goesWith } = why;
  if (units === 0) return [{ strong: 'Nobody' }, ` ${who} got to ${quoted(first)} can be compared yet.`];
  const clear = goesWith.filter(isClear);
  const strongest = (more: boolean): GoesWith | undefined => clear.find(({ oddsRatio }) => oddsRatio >= 1 === more);
  const [with_, against] = [strongest(true), strongest(false)];
  const told = (row: GoesWith): Stretch[] => [
    { strong: traitName(row) },
    ` (${percent(row.rateWith)}, without it ${percent(row.rateWithout)})`,
  ];
  return [
    'Of ',
    { strong: people(units, counts) },
    ` ${who} got to ${quoted(first)}, `,
    { strong: `${count(converted)} got to ${quoted(last)}` },
    ` (${percent(converted / units)}). `,
    ...(with_ ? (['Getting there goes most with ', ...told(with_)] as Stretch[]) : []),
    ...(against
      ? ([with_ ? '; leaving with ' : 'Leaving goes most with ', ...told(against), '.'] as Stretch[])
      : with_
        ? ['.']
        : [
            tested === 0
              ? `Nothing can be compared: it takes ${count(minimum)} with and ${count(minimum)} without, and some of each who got there and who left.`
              : `Nothing goes clearly with it in ${many(tested, 'comparison')}.`,
          ]),
  ];
}

/** What the numbers rest on. */
export function whyNotes(why: WhyResult, spec: FunnelSpec, first: string, counts: FunnelResult['counts']): string[] {
  const who = counts ? 'that' : 'who';
  const called = (counts ?? PEOPLE).many;
  const { minimum, tested, tooFew, open, still, afterSeconds, goesWith } = why;
  const end = resolve(spec).lateSteps.value ? 'log' : 'log or the range';
  const time = `${people(open, counts)} still had time when the ${end} ended`;
  return [
    'What goes with getting there need not be its cause: whoever is about to go on also does other things.',
    'An odds ratio of 2: the odds of getting there are twice as high with it. The line is its 95% interval.',
    `q is p adjusted for ${many(tested, 'comparison')}; under 0.05 is clear.${tooFew > 0 ? ` Not compared: ${many(tooFew, 'event or value', 'events and values')} with fewer than ${count(minimum)} ${called} with or without it, or fewer than 5 expected on a side.` : ''}`,
    still && afterSeconds !== null
      ? `What ${called} did after ${quoted(first)} is compared over the same ${seconds(afterSeconds)} for everybody, and only of the ${people(still.units, counts)} ${who} had not gone on by then and still could: who leaves has more time to do things than who goes on.`
      : betweenNote(spec, first, called),
    ...(open > 0
      ? [
          spec.why?.open
            ? `${time}; they count as having left if they had not got there.`
            : `${time} (${within(spec).trim() || 'no limit'}); they are left out, whether or not they got there.`,
        ]
      : []),
    ...(goesWith.some(({ corrected }) => corrected)
      ? ['Where everybody or nobody got there, half a unit is added to each of the four counts for the odds ratio.']
      : []),
  ];
}

function betweenNote(spec: FunnelSpec, first: string, called: string): string {
  const { order, windowEvents } = resolve(spec);
  return order.value === 'strict' || windowEvents.value !== null
    ? `What ${called} did after ${quoted(first)} is not compared: the rule for events between two steps decides it.`
    : `What ${called} did after ${quoted(first)} is not compared: nobody got further.`;
}
