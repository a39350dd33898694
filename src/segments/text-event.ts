import { eventMatchText, eventNames, type EventMatch } from '#vocabulary/event-match.ts';
import { ruleText } from '#vocabulary/rule.ts';

/** What is done: `Order`, `their first Order or Refund`, `anything`. The rule on it stands in another place of the sentence. */
export function eventText(match: EventMatch): string {
  const named = match.name !== undefined || eventNames(match) !== null;
  if (!named) return match.first ? 'their first event' : 'anything';
  const text = eventMatchText(match);
  return match.first ? `their first ${text}` : text;
}

/** ` where amount is more than 100`; nothing without a rule, or where a given name stands for it. */
export const whereText = ({ name, where }: EventMatch): string => (where && !name ? ` where ${ruleText(where)}` : '');
