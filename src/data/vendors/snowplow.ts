import type { Vendor } from './vendor.ts';

/** The atomic table, or the enriched events, which are written without their names. */
export const snowplow: Vendor = {
  name: 'Snowplow',
  recognise(table) {
    if (!table.has('event_id', 'collector_tstamp', 'domain_userid')) return null;
    // a structured event is named by its action, every other by its schema
    const names = table.allFilled(...['se_action', 'event_name', 'event']);
    if (names.length === 0) return null;
    return {
      ids: table.ids(['visitor', 'domain_userid'], ['customer', 'user_id'], ['visitor', 'network_userid']),
      event: names.length === 1 ? { column: names[0]! } : { firstOf: names },
      time: table.filled(...['derived_tstamp', 'collector_tstamp']),
      zone: 'UTC',
      repeats: table.repeatsOf('event_id'),
      channel: table.from('mkt_medium'),
    };
  },
};
