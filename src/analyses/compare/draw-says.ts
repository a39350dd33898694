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
  const over = takeaway.filter(({ index }) => index > 100);
  const under = takeaway.filter(({ index }) => index < 100);
  const more = over.length > 0 ? ['More of them ', ...listed(over, base)] : [];
  const fewer = under.length > 0 ? [over.length > 0 ? '; fewer ' : 'Fewer of them ', ...listed(under, base)] : [];
  return joined([...more, ...fewer, '.']);
}

const listed = (list: Told[], base: string): Said[] =>
  list.flatMap((each, i): Said[] => [
    i === 0 ? '' : ' and ',
    'event' in each ? 'did ' : 'have ',
    {
      strong:
        'event' in each ? each.event : each.value === null ? `no ${each.property}` : `${each.property} ${each.value}`,
    },
    ` (${percent(each.share)}, ${base} ${percent(each.baseShare)})`,
  ]);

const joined = (parts: Said[]): Said[] =>
  parts.reduce<Said[]>((out, part) => {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
    return out;
  }, []);
