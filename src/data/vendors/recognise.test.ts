import { openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainContent } from '../content.ts';
import { guessSetup } from '../guess-setup.ts';
import { sampleJson } from '../json-table.ts';
import type { TableSample } from '../mapping.ts';
import { blankTable, type TableSetup } from '../setup.ts';
import { sampleCsv } from '../table-sample.ts';

async function sampled(file: string): Promise<TableSample> {
  const blob = await openAsBlob(`tests/fixtures/vendors/${file}`);
  const found = await (/json$/.test(file) ? sampleJson(plainContent(file, blob)) : sampleCsv(blob, file));
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value.sample;
}

type Expected = Pick<TableSetup, 'ids'> & Partial<TableSetup>;
const EXPORTS: [file: string, vendor: string, expected: Expected][] = [
  [
    'mixpanel.ndjson',
    'Mixpanel',
    {
      ids: [
        { column: 'properties.distinct_id', kind: 'visitor' },
        { column: 'properties.$user_id', kind: 'customer' },
        { column: 'properties.$device_id', kind: 'visitor' },
      ],
      event: { column: 'event' },
      time: 'properties.time',
      timeFormat: 'seconds',
      repeats: { column: 'properties.$insert_id' },
      channel: { column: 'properties.utm_medium' },
    },
  ],
  [
    'amplitude.ndjson',
    'Amplitude',
    {
      ids: [
        { column: 'amplitude_id', kind: 'visitor' },
        { column: 'user_id', kind: 'customer' },
        { column: 'device_id', kind: 'visitor' },
      ],
      event: { column: 'event_type' },
      time: 'event_time',
      repeats: { column: '$insert_id' },
    },
  ],
  [
    'posthog.csv',
    'PostHog',
    {
      ids: [
        { column: 'person_id', kind: 'person' },
        { column: 'distinct_id', kind: 'visitor' },
      ],
      event: { column: 'event' },
      time: 'timestamp',
      repeats: { column: 'uuid' },
    },
  ],
  [
    'segment.ndjson',
    'Segment',
    {
      ids: [
        { column: 'anonymousId', kind: 'visitor' },
        { column: 'userId', kind: 'customer' },
      ],
      event: { firstOf: ['event', 'name', 'type'] },
      time: 'timestamp',
      repeats: { column: 'messageId' },
    },
  ],
  [
    'ga4-bigquery.ndjson',
    'Google Analytics 4',
    {
      ids: [
        { column: 'user_pseudo_id', kind: 'visitor' },
        { column: 'user_id', kind: 'customer' },
      ],
      event: { column: 'event_name' },
      time: 'event_timestamp',
      timeFormat: 'microseconds',
      channel: { column: 'traffic_source.medium' },
      amount: 'ecommerce.purchase_revenue',
    },
  ],
  [
    'snowplow-atomic.csv',
    'Snowplow',
    {
      ids: [
        { column: 'domain_userid', kind: 'visitor' },
        { column: 'user_id', kind: 'customer' },
        { column: 'network_userid', kind: 'visitor' },
      ],
      event: { firstOf: ['se_action', 'event_name', 'event'] },
      time: 'derived_tstamp',
      repeats: { column: 'event_id' },
      channel: { column: 'mkt_medium' },
    },
  ],
  [
    'snowplow-enriched.tsv',
    'Snowplow',
    {
      ids: [
        { column: 'domain_userid', kind: 'visitor' },
        { column: 'user_id', kind: 'customer' },
        { column: 'network_userid', kind: 'visitor' },
      ],
      event: { firstOf: ['se_action', 'event_name', 'event'] },
      time: 'derived_tstamp',
      repeats: { column: 'event_id' },
      channel: { column: 'mkt_medium' },
    },
  ],
  [
    'matomo-visits.json',
    'Matomo',
    {
      ids: [
        { column: 'visitorId', kind: 'visitor' },
        { column: 'userId', kind: 'customer' },
      ],
      event: {
        firstOf: ['goalName', 'eventAction', 'pageTitle', 'type'].map((name) => `actionDetails.${name}`),
      },
      time: 'actionDetails.timestamp',
      timeFormat: 'seconds',
      channel: { column: 'referrerTypeName' },
      amount: 'actionDetails.revenue',
    },
  ],
  [
    'matomo-visits.csv',
    'Matomo',
    {
      ids: [
        { column: 'visitorId', kind: 'visitor' },
        { column: 'userId', kind: 'customer' },
      ],
      event: { constant: 'Visit' },
      time: 'firstActionTimestamp',
      timeFormat: 'seconds',
      channel: { column: 'referrerTypeName' },
    },
  ],
  [
    'shopify-orders.csv',
    'Shopify',
    {
      ids: [
        { column: 'Email', kind: 'email' },
        { column: 'Phone', kind: 'phone' },
      ],
      event: { constant: 'Order' },
      time: 'Created at',
      oneEventPer: 'Name',
      channel: { column: 'Source' },
      amount: 'Total',
    },
  ],
  [
    'hubspot-contacts.csv',
    'HubSpot',
    {
      shape: 'milestones',
      ids: [
        { column: 'Record ID', kind: 'contact' },
        { column: 'Email', kind: 'email' },
        { column: 'Phone Number', kind: 'phone' },
      ],
      zone: 'Europe/Berlin',
      milestones: [
        { column: 'Create Date', event: 'Contact created' },
        { column: 'Became a Subscriber Date', event: 'Became a Subscriber' },
        { column: 'Became a Lead Date', event: 'Became a Lead' },
        { column: 'Became a Marketing Qualified Lead Date', event: 'Became a Marketing Qualified Lead' },
        { column: 'Became an Opportunity Date', event: 'Became an Opportunity' },
        { column: 'Became a Customer Date', event: 'Became a Customer' },
        { column: 'First Deal Created Date', event: 'First deal created' },
      ],
      channel: { column: 'Original Traffic Source' },
    },
  ],
  [
    'hubspot-deals.csv',
    'HubSpot',
    {
      shape: 'milestones',
      ids: [{ column: 'Associated Contact IDs', kind: 'contact' }],
      zone: 'Europe/Berlin',
      milestones: [
        { column: 'Create Date', event: 'Deal created' },
        { column: 'Date entered "Proposal (Sales Pipeline)"', event: 'Deal entered Proposal (Sales Pipeline)' },
        { column: 'Close Date', event: 'Deal closed' },
      ],
      channel: { column: 'Original Traffic Source' },
      amount: 'Amount',
    },
  ],
  [
    'salesforce-campaign-members.csv',
    'Salesforce',
    {
      shape: 'milestones',
      ids: [
        { column: 'Email', kind: 'email' },
        { column: 'ContactId', kind: 'contact' },
        { column: 'LeadId', kind: 'lead' },
      ],
      zone: 'Europe/Berlin',
      milestones: [
        { column: 'CreatedDate', event: 'Added to campaign' },
        { column: 'FirstRespondedDate', event: 'Responded to campaign' },
      ],
      channel: { column: 'LeadSource' },
    },
  ],
  [
    'qualtrics.csv',
    'Qualtrics',
    {
      ids: [{ column: 'RecipientEmail', kind: 'email' }],
      event: { constant: 'Survey response' },
      time: 'EndDate',
      zone: 'Europe/Vienna',
      repeats: { column: 'ResponseId' },
      channel: { column: 'DistributionChannel' },
      score: 'Q1',
      comment: 'Q2',
    },
  ],
  [
    'xes.csv',
    'XES',
    {
      ids: [{ column: 'case:concept:name', kind: 'case' }],
      event: { column: 'concept:name' },
      time: 'time:timestamp',
      oneEventPer: 'concept:instance',
    },
  ],
];

describe('exports of vendors', () => {
  it.each(EXPORTS)('%s is recognised as %s without a question', async (file, vendor, expected) => {
    const sample = await sampled(file);
    const { tables } = guessSetup([{ name: file, sample }], 'Europe/Berlin');
    expect(tables[0]!.questions).toEqual([]);
    expect(tables[0]!.vendor).toBe(vendor);
    expect(tables[0]!.setup).toEqual(
      blankTable(file, { columns: sample.columns.map(({ name }) => name), ...expected }),
    );
  });

  it('have their lists as columns and rows', async () => {
    const valuesOf = ({ columns, rows }: TableSample, name: string) =>
      rows.map((row) => row[columns.findIndex((column) => column.name === name)]);
    const ga4 = await sampled('ga4-bigquery.ndjson');
    expect(valuesOf(ga4, 'event_params.ga_session_id').slice(0, 4)).toEqual([
      '1768550394',
      '1768550394',
      '1768550394',
      '1768550395',
    ]);
    expect(valuesOf(ga4, 'user_properties.member')[0]).toBe('gold');
    expect(valuesOf(ga4, 'items')[2]).toContain('"SKU-A"');
    const matomo = await sampled('matomo-visits.json');
    expect(valuesOf(matomo, 'idVisit')).toEqual(['68536', '68536', '68537', '68538', '68538', '68538', '68539']);
    expect(valuesOf(matomo, 'actionDetails.goalName').filter(Boolean)).toEqual(['Sign up']);
    expect(valuesOf(matomo, 'actionDetails.type')).toEqual([
      'action',
      'event',
      'action',
      'action',
      'event',
      'goal',
      'action',
    ]);
  });

  it('are not seen in tables that only share a name or two', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `v${i % 7},${['a', 'b', 'c'][i % 3]!},2026-01-02 10:${10 + i}:00`,
    );
    const csv = new Blob([`distinct_id,event,timestamp\n${rows.join('\n')}\n`]);
    const found = await sampleCsv(csv, 'log.csv');
    if (!found.ok) throw new Error();
    const { tables } = guessSetup([{ name: 'log.csv', sample: found.value.sample }], 'Europe/Berlin');
    expect(tables[0]).toMatchObject({
      vendor: null,
      setup: { zone: 'Europe/Berlin', time: 'timestamp' },
      questions: [],
    });
  });
});
