import type { Vendor, VendorTable } from './vendor.ts';

/** Places of the columns in an enriched event, which has no header: https://docs.snowplow.io/docs/fundamentals/canonical-event. */
const PLACES: Record<string, number> = {
  collector_tstamp: 4,
  event: 6,
  event_id: 7,
  user_id: 13,
  domain_userid: 16,
  network_userid: 18,
  mkt_medium: 48,
  se_action: 55,
  derived_tstamp: 125,
  event_name: 127,
};
const COLUMNS = 131;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The atomic table with its names, or the enriched events as they are written. */
export const snowplow: Vendor = {
  name: 'Snowplow',
  recognise(table) {
    const headless = isHeadless(table);
    if (!headless && !table.has('event_id', 'collector_tstamp', 'domain_userid')) return null;
    const named = (name: string) => (headless ? `column ${PLACES[name]}` : name);
    // a structured event is named by its action, every other by its schema
    const names = table.allFilled(...['se_action', 'event_name', 'event'].map(named));
    if (names.length === 0) return null;
    return {
      ids: table.ids(
        ['visitor', named('domain_userid')],
        ['customer', named('user_id')],
        ['visitor', named('network_userid')],
      ),
      event: names.length === 1 ? { column: names[0]! } : { firstOf: names },
      time: table.filled(...['derived_tstamp', 'collector_tstamp'].map(named)),
      zone: 'UTC',
      repeats: table.repeatsOf(named('event_id')),
      channel: table.from(named('mkt_medium')),
    };
  },
};

function isHeadless(table: VendorTable): boolean {
  if (table.columns.length !== COLUMNS || table.columns[6] !== 'column 7') return false;
  const ids = table.values('column 7');
  return ids.length > 0 && ids.every((id) => UUID.test(id));
}
