import type { Vendor } from './vendor.ts';

/** https://amplitude.com/docs/apis/analytics/export: a line for each event, its times in UTC. */
export const amplitude: Vendor = {
  name: 'Amplitude',
  recognise(table) {
    if (!table.has('event_type', 'event_time') || !(table.has('amplitude_id') || table.has('device_id', '$insert_id')))
      return null;
    return {
      ids: table.ids(['visitor', 'amplitude_id'], ['customer', 'user_id'], ['visitor', 'device_id']),
      event: { column: table.column('event_type')! },
      time: table.column('event_time'),
      zone: 'UTC',
      repeats: table.repeatsOf('$insert_id', 'uuid'),
    };
  },
};
