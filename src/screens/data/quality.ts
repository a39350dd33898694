import type { OpenedLog } from '#engine/protocol.ts';
import { count, many, percent } from '#charts/formats.ts';

export interface Finding {
  level: 'warn' | 'info' | 'good';
  text: string;
  note: string;
}

/** What a person must know of a log before trusting its numbers. */
export function findings({ rows, unusable, unnamed, overview, mapping }: OpenedLog): Finding[] {
  const list: Finding[] = [];
  const of = (n: number) => `${percent(n / Math.max(1, rows))} of rows`;
  if (unusable.withoutPerson)
    list.push({
      level: 'warn',
      text: `${many(unusable.withoutPerson, 'row')} without a person`,
      note: `${mapping.person} is empty in ${of(unusable.withoutPerson)}. Kept out of journeys, counted here.`,
    });
  if (unusable.withoutTime)
    list.push({
      level: 'warn',
      text: `${many(unusable.withoutTime, 'row')} without a time`,
      note: `${mapping.time} is empty in ${of(unusable.withoutTime)}. Kept out of journeys, counted here.`,
    });
  if (unusable.unreadableTimes) {
    const [first, ...others] = unusable.unreadableExamples;
    const such = first === undefined ? '' : `“${[first, ...others].slice(0, 3).join('”, “')}”. `;
    list.push({
      level: 'warn',
      text: `${many(unusable.unreadableTimes, 'time')} cannot be read`,
      note: `${such}Kept out of journeys. Choose another format above if these are right.`,
    });
  }
  if (unnamed)
    list.push({
      level: 'info',
      text: `${many(unnamed, 'event')} without a name`,
      note: `${mapping.event} is empty in ${of(unnamed)}. They are events all the same.`,
    });
  if (list.length === 0)
    list.push({
      level: 'good',
      text: `All ${count(overview.events)} rows are events`,
      note: 'Each has a person, a name and a time.',
    });
  return list;
}
