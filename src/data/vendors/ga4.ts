import type { Vendor } from './vendor.ts';

/** https://support.google.com/analytics/answer/7029846: events of Google Analytics 4, exported from BigQuery. */
export const ga4: Vendor = {
  name: 'Google Analytics 4',
  recognise(table) {
    if (!table.has('event_name', 'event_timestamp', 'user_pseudo_id')) return null;
    return {
      ids: table.ids(['visitor', 'user_pseudo_id'], ['customer', 'user_id']),
      event: { column: table.column('event_name')! },
      time: table.column('event_timestamp'),
      zone: 'UTC',
      channel: table.from(
        'session_traffic_source_last_click.cross_channel_campaign.default_channel_group',
        'session_traffic_source_last_click.manual_campaign.medium',
        'collected_traffic_source.manual_medium',
        'traffic_source.medium',
      ),
      amount: table.filled('ecommerce.purchase_revenue', 'event_value_in_usd', 'event_params.value'),
      score: null,
      comment: null,
    };
  },
};
