import type { Vendor } from './vendor.ts';

/** https://developer.mixpanel.com/reference/raw-event-export: a line for each event, all but its name in `properties`. */
export const mixpanel: Vendor = {
  name: 'Mixpanel',
  recognise(table) {
    const flat = table.has('distinct_id', 'time') && (table.has('$insert_id') || table.has('mp_lib'));
    const nested = table.has('properties.distinct_id', 'properties.time');
    const event = table.column('event', 'event_name');
    if (event === null || (!flat && !nested)) return null;
    const named = (name: string) => (nested ? `properties.${name}` : name);
    return {
      // before a login the distinct id is that of the device, after it that of the user
      ids: table.ids(
        ['visitor', named('distinct_id')],
        ['customer', named('$user_id')],
        ['visitor', named('$device_id')],
      ),
      event: { column: event },
      time: table.column(named('time')),
      zone: 'UTC',
      repeats: table.repeatsOf(named('$insert_id')),
    };
  },
};
