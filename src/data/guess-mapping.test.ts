import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessMapping } from './guess-mapping.ts';
import type { MappingGuess } from './mapping.ts';
import { sampleCsv } from './table-sample.ts';

async function guess(csv: string | Blob, zone = 'Europe/Berlin'): Promise<MappingGuess> {
  const blob = typeof csv === 'string' ? new Blob([csv]) : csv;
  const sampled = await sampleCsv(blob, 'test.csv');
  if (!sampled.ok) throw new Error(JSON.stringify(sampled.problems));
  return guessMapping(sampled.value.sample, zone);
}
const chosen = ({ person, event, time }: MappingGuess) => [person.column, event.column, time.column];

const shared = '../shared/data';
const here = existsSync(`${shared}/sepsis.csv.gz`);
describe(`real files${here ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  it.skipIf(!here).each([
    ['gamelaunch', ['userid', 'eventName', 'eventDate']],
    ['sepsis', ['case_id', 'activity', 'timestamp']],
    ['traffic_fines', ['case_id', 'activity', 'timestamp']],
    ['patients', ['patient', 'handling', 'time']],
    ['online_retail', ['CustomerID', null, 'InvoiceDate']],
  ])('%s', async (name, columns) => {
    const found = await guess(await openAsBlob(`${shared}/${name}.csv.gz`));
    expect(chosen(found)).toEqual(columns);
    expect(found.time).toMatchObject({ format: 'iso', hasZone: true });
    expect(found.zone).toBe('UTC');
  });
});

/** Rows of a made-up log: person, event, minute. */
const story = Array.from({ length: 60 }, (_, i) => ({
  person: `u${(i * 7) % 13}`,
  event: ['view product', 'add to cart', 'place order'][(i * 5) % 3]!,
  at: Date.UTC(2026, 2, 2, 9, i * 13, i),
}));
const csv = (header: string, row: (line: (typeof story)[number], i: number) => string): string =>
  `${header}\n${story.map(row).join('\n')}\n`;
const iso = (at: number): string => new Date(at).toISOString();

describe('shapes of vendors', () => {
  it('Mixpanel', async () => {
    const found = await guess(
      csv('event,time,distinct_id,$insert_id,$city,mp_country_code', (l, i) =>
        [l.event, l.at / 1000, l.person, `ins${i}`, 'Berlin', 'DE'].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['distinct_id', 'event', 'time']);
    expect(found.time).toMatchObject({ format: 'seconds', hasZone: true });
  });

  it('Amplitude, with ids known only late', async () => {
    const found = await guess(
      csv('uuid,user_id,device_id,amplitude_id,event_type,event_time,server_upload_time,os_name,country', (l, i) =>
        [
          `x${i}`,
          i % 3 ? '' : l.person,
          `d${i % 13}-abc`,
          9000 + (i % 13),
          l.event,
          iso(l.at).replace('T', ' ').replace('Z', '000'),
          iso(l.at + 9e6),
          'ios',
          'Austria',
        ].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['amplitude_id', 'event_type', 'event_time']);
    expect(found.person.others.map(({ column }) => column)).toContain('user_id');
    expect(found).toMatchObject({ zone: 'Europe/Berlin', time: { hasZone: false } });
  });

  it('Segment', async () => {
    const found = await guess(
      csv('anonymousId,userId,event,originalTimestamp,receivedAt,messageId,type', (l, i) =>
        [`a${i % 13}`, i % 2 ? l.person : '', l.event, iso(l.at), iso(l.at + 500), `m-${i}`, 'track'].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['anonymousId', 'event', 'originalTimestamp']);
  });

  it('PostHog', async () => {
    const found = await guess(
      csv('uuid,event,timestamp,distinct_id,properties.$browser', (l, i) =>
        [`0${i}f`, l.event, iso(l.at).replace('T', ' ').replace('Z', '000+00:00'), l.person, 'Firefox'].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['distinct_id', 'event', 'timestamp']);
  });

  it('GA4 in BigQuery', async () => {
    const found = await guess(
      csv('event_date,event_timestamp,event_name,user_pseudo_id,device.category,geo.country', (l) =>
        [
          iso(l.at).slice(0, 10).replaceAll('-', ''),
          l.at * 1000,
          l.event,
          `11${l.person.slice(1)}.99`,
          'mobile',
          'Italy',
        ].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['user_pseudo_id', 'event_name', 'event_timestamp']);
    expect(found.time).toMatchObject({ format: 'microseconds', others: [{ column: 'event_date' }] });
  });

  it('XES of process mining', async () => {
    const found = await guess(
      csv('case:concept:name;concept:name;time:timestamp;org:resource;lifecycle:transition', (l) =>
        [l.person, l.event, iso(l.at).replace('Z', '+01:00'), 'Pete', 'complete'].join(';'),
      ),
    );
    expect(chosen(found)).toEqual(['case:concept:name', 'concept:name', 'time:timestamp']);
  });

  it('Matomo-like, German, with day first', async () => {
    const found = await guess(
      csv('Kundennummer;Ereignis;Zeitpunkt;Betrag;Land', (l, i) => {
        const at = iso(l.at + i * 86_400_000);
        return [
          l.person,
          l.event,
          `${at.slice(8, 10)}.${at.slice(5, 7)}.${at.slice(0, 4)} ${at.slice(11, 16)}`,
          '3,50',
          'Österreich',
        ].join(';');
      }),
    );
    expect(chosen(found)).toEqual(['Kundennummer', 'Ereignis', 'Zeitpunkt']);
    expect(found.time.format).toBe('dayFirst');
    expect(found.time.reason).toBe(
      'Reads as DD.MM.YYYY hh:mm in every row of the sample. The day stands first: read as month first, some would be no dates. ' +
        'No zone in the text: read as Europe/Berlin, your browser’s zone.',
    );
  });

  it('Chinese', async () => {
    const found = await guess(
      csv('用户ID,事件,时间,渠道', (l) =>
        [l.person, l.event, iso(l.at).slice(0, 19).replace('T', ' ').replaceAll('-', '/'), '微信'].join(','),
      ),
      'Asia/Shanghai',
    );
    expect(chosen(found)).toEqual(['用户ID', '事件', '时间']);
    expect(found.zone).toBe('Asia/Shanghai');
  });

  it('the shop of the data-screen mock', async () => {
    const found = await guess(
      csv('visitor_id,customer_id,event,time,category,channel,amount', (l, i) =>
        [
          l.person,
          i % 5 ? '' : `c${i % 3}`,
          l.event,
          i === 7 ? '2026-13-04 09:12:00' : iso(l.at).slice(0, 19).replace('T', ' '),
          'Kitchen',
          'Direct',
          i % 9 ? '' : '12.50',
        ].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['visitor_id', 'event', 'time']);
    expect(found.person.reason).toBe('In the sample filled in every row, 13 values, name ends in “_id”.');
    expect(found.event.reason).toBe(
      '3 values that repeat; none is a date, number or id. The column is called “event”.',
    );
    expect(found.time.reason).toBe(
      'Reads as YYYY-MM-DD hh:mm:ss in all rows of the sample but 1. No zone in the text: read as Europe/Berlin, your browser’s zone.',
    );
    expect(found.person.others).toEqual([
      { column: 'customer_id', reason: 'In the sample only in 20% of the rows, 3 values, name ends in “_id”.' },
    ]);
  });
});

describe('what cannot be known', () => {
  const dates = (day: (i: number) => string) =>
    csv('user_id,event,date', (l, i) => [l.person, l.event, `${day(i)} 10:${String(i).padStart(2, '0')}`].join(','));

  it('says so where day and month could be either', async () => {
    const found = await guess(dates((i) => `${(i % 5) + 1}/${((i * 7) % 4) + 1}/2026`));
    expect(found.time.column).toBe('date');
    expect(found.time.reason).toContain('cannot be told from the sample: read as day first, check it.');
  });

  it('reads month first where a value says so', async () => {
    const found = await guess(dates((i) => `${(i % 5) + 1}/${((i * 7) % 28) + 1}/2026`));
    expect(found.time.format).toBe('monthFirst');
  });

  it('takes the order in which the file is sorted', async () => {
    const found = await guess(dates((i) => `${1 + Math.floor(i / 30)}/${1 + Math.floor((i % 30) / 3)}/2026`));
    expect(found.time).toMatchObject({ format: 'monthFirst', column: 'date' });
    expect(found.time.reason).toContain('in the order of time');
  });

  it('says when only some times name their zone', async () => {
    const found = await guess(
      csv('user_id,event,time', (l, i) => [l.person, l.event, i % 2 ? iso(l.at) : iso(l.at).slice(0, 19)].join(',')),
    );
    expect(found.time.reason).toContain('Some rows name their zone');
    expect(found.zone).toBe('Europe/Berlin');
  });

  it('leaves to the person what nothing speaks for', async () => {
    const found = await guess(csv('a,b,c', (_, i) => [i, i * 1.5, 'x'].join(',')));
    expect(chosen(found)).toEqual([null, null, null]);
    expect(found.time.reason).toContain('No column reads as the date');
  });

  it('does not take a country or a birthday', async () => {
    const found = await guess(
      csv('customer,country,birthday,plan', (l, i) =>
        [l.person, i % 2 ? 'Italy' : 'Spain', `1990-02-${10 + (i % 13)}`, 'pro'].join(','),
      ),
    );
    expect(chosen(found)).toEqual(['customer', null, null]);
    expect(found.time.others.map(({ column }) => column)).toEqual(['birthday']);
  });

  it('finds the roles in a file without a header', async () => {
    const found = await guess(csv('', (l) => [`${l.person}-${l.person}`, l.event, iso(l.at)].join(',')).slice(1));
    expect(chosen(found)).toEqual(['column 1', 'column 2', 'column 3']);
  });
});
