import { guessLifecycle } from '../guess-lifecycle.ts';
import type { Vendor } from './vendor.ts';

/** Event logs by the names of XES, https://xes-standard.org, as process mining writes them to tables. */
export const xes: Vendor = {
  name: 'XES',
  recognise(table) {
    const person = table.column('case:concept:name', 'case_concept_name');
    const event = table.column('concept:name', 'concept_name');
    const time = table.column('time:timestamp', 'time_timestamp');
    if (person === null || event === null || time === null) return null;
    const lifecycle = guessLifecycle(table.read, person, event);
    return {
      ids: [{ column: person, kind: 'case' }],
      event: { column: event },
      time,
      oneEventPer: lifecycle?.oneEventPer ?? null,
      ...(lifecycle ? { note: lifecycle.reason.reason } : {}),
    };
  },
};
