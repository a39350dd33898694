import { segmentText } from '#segments/text.ts';
import type { Range } from '#vocabulary/calendar.ts';
import { ruleText } from '#vocabulary/rule.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { AnalysisDocument } from './document.ts';
import { unitRules } from './unit.ts';

/** What the envelope of a question limits and counts, for every kind alike. Zones are said beside every date. */
export function envelopeRules(document: AnalysisDocument): RuleInForce[] {
  const { range, where, segment, weekStart } = document;
  const set = (name: string, value: RuleInForce['value'], text: string): RuleInForce => ({
    name,
    value,
    text,
    from: 'document',
  });
  return [
    range?.from === undefined && range?.to === undefined
      ? { name: 'range', value: null, text: 'the whole log', from: 'default' }
      : set('range', `${range.from ?? ''}/${range.to ?? ''}`, rangeText(range)),
    ...(where ? [set('where', ruleText(where), `only events with ${ruleText(where)}`)] : []),
    ...(segment ? [set('segment', null, `only people who ${segmentText(segment)}`)] : []),
    ...unitRules(document),
    ...(weekStart === undefined ? [] : [set('weekStart', weekStart, `weeks begin on ${capital(weekStart)}`)]),
  ];
}

const rangeText = ({ from, to }: Range): string => [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ');

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
