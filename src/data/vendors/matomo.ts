import type { Vendor } from './vendor.ts';

/** Visits of the Live API, https://developer.matomo.org/api-reference/reporting-api#Live: as JSON with each action a row. */
export const matomo: Vendor = {
  name: 'Matomo',
  recognise(table) {
    const visitor = table.filled('visitorId', 'idvisitor');
    if (visitor === null || !(table.has('idVisit') || table.has('fingerprint'))) return null;
    const ids = table.ids(['visitor', visitor], ['customer', 'userId', 'user_id']);
    const channel = table.from('referrerTypeName', 'referrerType', 'referer_type');
    const action = (name: string) => `actionDetails.${name}`;
    const names = table.allFilled(...['goalName', 'eventAction', 'pageTitle', 'type'].map(action));
    if (table.has(action('timestamp')) && names.length > 0)
      return {
        ids,
        event: names.length === 1 ? { column: names[0]! } : { firstOf: names },
        time: table.column(action('timestamp')),
        zone: 'UTC',
        channel,
        amount: table.filled(action('revenue')),
      };
    const time = table.filled(
      'firstActionTimestamp',
      'serverTimestamp',
      'lastActionTimestamp',
      'visit_first_action_time',
    );
    if (time === null) return null;
    return {
      ids,
      event: { constant: 'Visit' },
      time,
      zone: 'UTC',
      channel,
      note: 'A row is a visit: export as JSON to have its actions, too.',
    };
  },
};
