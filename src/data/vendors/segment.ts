import type { Vendor } from './vendor.ts';

/** https://segment.com/docs/connections/storage/catalog/amazon-s3: a line for each call; also its tables in a warehouse. */
export const segment: Vendor = {
  name: 'Segment',
  recognise(table) {
    const raw = table.has('messageId', 'type') && (table.has('anonymousId') || table.has('userId'));
    const warehouse =
      table.has('anonymous_id', 'original_timestamp', 'received_at') &&
      (table.has('event') || table.has('context_library_name'));
    if (!raw && !warehouse) return null;
    // a track call has an event, a page or screen perhaps a name, and each a type
    const names = table
      .allFilled('event_text', 'event', 'name', 'type')
      .filter((name, _, all) => name !== 'event' || !all.includes('event_text'));
    const time = table.filled(
      'timestamp',
      'originalTimestamp',
      'original_timestamp',
      'sentAt',
      'receivedAt',
      'received_at',
    );
    if (names.length === 0 || time === null) return null;
    return {
      ids: table.mostFilledFirst(
        table.ids(
          ['visitor', 'anonymousId', 'anonymous_id'],
          ['customer', 'userId', 'user_id'],
          ['email', 'traits.email', 'context.traits.email'],
        ),
      ),
      event: names.length === 1 ? { column: names[0]! } : { firstOf: names },
      time,
      zone: 'UTC',
      repeats: table.repeatsOf('messageId', 'message_id', 'id'),
      // its own `channel` is the kind of library that sent the call
      channel: table.from('context.campaign.medium', 'context_campaign_medium', 'context.campaign.source') ?? null,
    };
  },
};
