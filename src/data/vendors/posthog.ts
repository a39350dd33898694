import type { Vendor } from './vendor.ts';

/** https://posthog.com/docs/cdp/batch-exports: the properties are JSON as text, or flattened where the file is JSON. */
export const posthog: Vendor = {
  name: 'PostHog',
  recognise(table) {
    if (!table.has('event', 'distinct_id', 'timestamp')) return null;
    const own = [
      'uuid',
      'person_id',
      'properties',
      'properties.$lib',
      'elements_chain',
      'team_id',
      'properties.$browser',
    ];
    if (own.filter((name) => table.has(name)).length < 2) return null;
    return {
      ids: table.ids(
        ['person', 'person_id', 'person.uuid'],
        ['visitor', 'distinct_id'],
        ['customer', 'properties.$user_id'],
      ),
      event: { column: table.column('event')! },
      time: table.column('timestamp'),
      zone: 'UTC',
      repeats: table.repeatsOf('uuid'),
    };
  },
};
