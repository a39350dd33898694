import { durationText, type Duration } from '#vocabulary/duration.ts';
import { gapText } from '#vocabulary/pattern-print.ts';
import { isStep, type Pattern, type PatternPart } from '#vocabulary/pattern.ts';
import { eventText, whereText } from './text-event.ts';

/** `Order and then Refund within 7 days`, `View, then Order, not followed by Refund`: what somebody did. */
export function patternSentence({ then }: Pattern, within?: Duration): string {
  const steps = then.flatMap((part, at) => (isStep(part) ? [at] : []));
  const last = steps.at(-1) ?? -1;
  const said = steps.map((at, step) => {
    const between = step === 0 ? [] : then.slice(steps[step - 1]! + 1, at);
    return { text: stepText(then[at]!), how: howText(between, step === 0), without: withoutText(between) };
  });
  const [first, ...others] = said;
  const link = others.length > 1 ? ', ' : ' and ';
  const chain = others.map(({ text, how, without }) => `${link}${how}${text}${without}`).join('');
  const after = then.slice(last + 1).flatMap((part) => ('not' in part ? [notText(part)] : []));
  const never = after.length === 0 ? '' : `${chain ? ',' : ''} not followed by ${after.join(' or ')}`;
  const limit = within ? `${chain && never ? ',' : ''} within ${durationText(within)}` : '';
  return `${first?.text ?? 'anything'}${chain}${never}${limit}`;
}

const stepText = (part: PatternPart): string =>
  'any' in part || 'gap' in part || 'not' in part ? 'any one event' : `${eventText(part)}${whereText(part)}`;

const notText = ({ not }: Extract<PatternPart, { not: unknown }>): string => `${eventText(not)}${whereText(not)}`;

/** How the next event follows: `then `, `right after it `, `at most 1 hour later `. */
function howText(between: PatternPart[], isFirst: boolean): string {
  if (isFirst) return '';
  const gaps = between.flatMap((part) => ('gap' in part ? [gapText(part.gap)] : []));
  if (gaps.length > 0) return `${gaps.join(' and ')} later `;
  return between.length === 0 ? 'right after it ' : 'then ';
}

function withoutText(between: PatternPart[]): string {
  const missing = between.flatMap((part) => ('not' in part ? [notText(part)] : []));
  return missing.length === 0 ? '' : ` without ${missing.join(' or ')} in between`;
}
