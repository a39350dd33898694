import { many, PEOPLE, people } from '#charts/formats.ts';
import { eventMatchText } from '#vocabulary/event-match.ts';
import type { Counted } from '#vocabulary/result.ts';
import { roundTimeText } from '#vocabulary/round-times.ts';
import type { Edges } from '../value-bins.ts';
import type { IntervalSpec } from './spec.ts';

/** How the numbers of one question are said. */
export interface Words {
  counted: Counted;
  /** What times are of: people, or pairs where somebody may have several. */
  values: Counted;
  from: string;
  to: string;
  /** `from “Visit” to “Order”`. */
  way: string;
  all: boolean;
}

const PAIRS: Counted = { one: 'pair', many: 'pairs' };

export function wordsOf({ from, to, each }: IntervalSpec, counted: Counted = PEOPLE): Words {
  const [one, other] = [eventMatchText(from), eventMatchText(to)];
  const all = each === 'all';
  return {
    counted,
    values: all ? PAIRS : counted,
    from: `“${one}”`,
    to: `“${other}”`,
    way: one === other ? `from one “${one}” to the next` : `from “${one}” to “${other}”`,
    all,
  };
}

/** `under 1 s`, `5–10 min`, `30 min – 1 h`, `90 days and more`. */
export function binName({ from, to }: Edges): string {
  if (!from) return `under ${roundTimeText(to!)}`;
  if (to === null) return `${roundTimeText(from)} and more`;
  const [low, high] = [roundTimeText(from), roundTimeText(to)];
  const unit = high.slice(high.indexOf(' '));
  return low.replace(/^(\S+) day$/, '$1 days').endsWith(unit)
    ? `${low.slice(0, low.indexOf(' '))}–${high}`
    : `${low} – ${high}`;
}

/** A bin and all below it: `under 10 min`, `however long`. */
export const upToName = ({ to }: Edges): string => (to === null ? 'however long' : `under ${roundTimeText(to)}`);

/** `391 people`, and where they may have several `500 pairs of 391 people`. */
export const valuesText = (values: number, units: number, { counted, all }: Words): string =>
  all ? `${many(values, 'pair')} of ${people(units, counted)}` : people(units, counted);
