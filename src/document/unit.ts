import { DEFAULT_GAP } from '#log/sessions.ts';
import { durationText, parseDuration, type Duration } from '#vocabulary/duration.ts';
import { eventMatchText, parseEventMatch, type EventMatch } from '#vocabulary/event-match.ts';
import { isObject, type Fields } from '#vocabulary/fields.ts';
import type { Counted, RuleInForce } from '#vocabulary/result.ts';
import type { AnalysisDocument } from './document.ts';

/** What is counted: people, their sessions, or the distinct values of a property; events without a value are left out. */
export type Unit = 'person' | 'session' | { property: string; of?: 'event' | 'person' };

/** Only a gap longer than `gap` splits. A start event opens a session, an end event closes it and belongs to it. */
export interface Sessions {
  gap?: Duration;
  start?: EventMatch;
  end?: EventMatch;
}

export function readUnit(fields: Fields): Unit | undefined {
  const unit = fields.raw('unit');
  if (unit === undefined || unit === 'person' || unit === 'session') return unit;
  if (!isObject(unit))
    return fields.refuse('unit', 'document/choice', 'This must be "person", "session" or { property }.');
  const inner = fields.object('unit')!;
  const property = inner.string('property');
  const of = inner.oneOf('of', ['event', 'person']);
  inner.done();
  if (property === '' || (property === undefined && !inner.has('property')))
    return inner.refuse('property', 'document/missing', 'A unit needs the name of a property.');
  return property === undefined ? undefined : { property, ...(of && { of }) };
}

export function readSessions(fields: Fields): Sessions | undefined {
  const inner = fields.object('sessions');
  if (!inner) return undefined;
  const { problems } = fields;
  const match = (name: 'start' | 'end') =>
    inner.has(name) ? parseEventMatch(inner.raw(name), inner.at(name), problems) : undefined;
  const gap = inner.has('gap') ? parseDuration(inner.raw('gap'), inner.at('gap'), problems) : undefined;
  const start = match('start');
  const end = match('end');
  inner.done();
  return { ...(gap && { gap }), ...(start && { start }), ...(end && { end }) };
}

/** What the result's counts are called; undefined for people. */
export function countedAs({ unit = 'person' }: AnalysisDocument): Counted | undefined {
  if (unit === 'person') return undefined;
  if (unit === 'session') return { one: 'session', many: 'sessions' };
  return { one: `value of ${unit.property}`, many: `values of ${unit.property}` };
}

/** The rules of the envelope about what is counted, for every kind alike. */
export function unitRules({ unit = 'person', sessions }: AnalysisDocument): RuleInForce[] {
  if (unit === 'person') return [{ name: 'unit', value: unit, text: 'counts people', from: 'default' }];
  if (unit !== 'session') {
    const text = `counts values of ${unit.property}${unit.of === 'person' ? ' of the person' : ''}`;
    return [{ name: 'unit', value: unit.property, text, from: 'document' }];
  }
  const { gap = DEFAULT_GAP, start, end } = sessions ?? {};
  const parts = [
    `a session ends where nothing happens for more than ${durationText(gap)}`,
    ...(start ? [`one begins at ${eventMatchText(start)}`] : []),
    ...(end ? [`one ends with ${eventMatchText(end)}`] : []),
  ];
  return [
    { name: 'unit', value: unit, text: 'counts sessions', from: 'document' },
    {
      name: 'sessions',
      value: durationText(gap),
      text: parts.join(', '),
      from: sessions && Object.keys(sessions).length > 0 ? 'document' : 'default',
    },
  ];
}
