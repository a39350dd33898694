import { count, percent } from '#charts/formats.ts';
import type { Told } from './result-takeaway.ts';

/** A stretch of a sentence; strong is what matters in it. */
export type Said = string | { strong: string };

/** `More of them have **device Phone** (99.3%, everyone 57.3%); fewer did **Order** (1.0%, everyone 7.8%).` */
export function told(takeaway: Told[], base: string, tested: number): Said[] {
  if (takeaway.length === 0)
    return tested === 0
      ? []
      : [`No clear difference from ${base} in ${tested === 1 ? 'one test' : `${count(tested)} tests`}.`];
  const differences = takeaway.map(asPhrase);
  const over = differences.filter(({ more }) => more);
  const under = differences.filter(({ more }) => !more);
  const listed = (list: Phrase[]): Said[] =>
    list.flatMap(({ verb, what, share, baseShare }, i): Said[] => [
      `${i === 0 ? '' : i === list.length - 1 ? ' and ' : ', '}${verb} `,
      { strong: what },
      ` (${percent(share)}, ${base} ${percent(baseShare)})`,
    ]);
  const more = over.length > 0 ? ['More of them ', ...listed(over)] : [];
  const fewer = under.length > 0 ? [over.length > 0 ? '; fewer ' : 'Fewer of them ', ...listed(under)] : [];
  return joined([...more, ...fewer, '.']);
}

interface Phrase {
  verb: 'did' | 'have';
  what: string;
  share: number;
  baseShare: number;
  more: boolean;
}

/** That fewer have no score is told as what it is: more have one. */
function asPhrase(told: Told): Phrase {
  const { share, baseShare, index } = told;
  if ('event' in told) return { verb: 'did', what: told.event, share, baseShare, more: index > 100 };
  const { property, value } = told;
  if (value !== null) return { verb: 'have', what: `${property} ${value}`, share, baseShare, more: index > 100 };
  const article = /^[aeiou]/i.test(property) ? 'an' : 'a';
  return {
    verb: 'have',
    what: `${article} ${property}`,
    share: 1 - share,
    baseShare: 1 - baseShare,
    more: index < 100,
  };
}

const joined = (parts: Said[]): Said[] =>
  parts.reduce<Said[]>((out, part) => {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
    return out;
  }, []);
