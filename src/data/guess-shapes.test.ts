import { existsSync, openAsBlob } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessSetup } from './guess-setup.ts';
import type { SetupGuess, TableGuess } from './setup.ts';
import { sampleCsv } from './table-sample.ts';

async function guess(files: Record<string, string | Blob>): Promise<SetupGuess> {
  const tables = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const sampled = await sampleCsv(typeof text === 'string' ? new Blob([text]) : text, name);
      if (!sampled.ok) throw new Error(JSON.stringify(sampled.problems));
      return { name, sample: sampled.value.sample };
    }),
  );
  return guessSetup(tables, 'Europe/Berlin');
}
const one = async (name: string, text: string): Promise<TableGuess> => (await guess({ [name]: text })).tables[0]!;
const rows = (header: string, count: number, row: (i: number) => (string | number)[]): string =>
  `${header}\n${Array.from({ length: count }, (_, i) => row(i).join(',')).join('\n')}\n`;
const day = (i: number): string => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
const why = ({ reasons }: TableGuess, field: string): string =>
  reasons
    .filter((reason) => reason.field === field)
    .map(({ reason }) => reason)
    .join(' ');

const shared = '../shared/data';
const here = existsSync(`${shared}/cdnow.txt`);
describe(`real files${here ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  const real = async (name: string): Promise<TableGuess> =>
    (await guess({ [name]: await openAsBlob(`${shared}/${name}`) })).tables[0]!;

  it.skipIf(!here)('invoice lines are events of one invoice', async () => {
    const found = await real('online_retail.csv.gz');
    expect(found.questions).toEqual([]);
    expect(found.setup).toMatchObject({
      shape: 'events',
      ids: [{ column: 'CustomerID', kind: 'customer' }],
      event: { constant: 'Purchase' },
      oneEventPer: 'InvoiceNo',
      time: 'InvoiceDate',
      amount: null,
      comment: null,
    });
    expect(why(found, 'amount')).toContain('“Quantity” × “UnitPrice”');
  });

  it.skipIf(!here)('purchases, a row each', async () => {
    const found = await real('cdnow.txt');
    expect(found.questions).toEqual([]);
    expect(found.setup).toMatchObject({
      shape: 'events',
      ids: [{ column: 'customer_id', kind: 'customer' }],
      event: { constant: 'Purchase' },
      oneEventPer: null,
      time: 'date',
      timeFormat: 'compact',
      amount: 'dollar_value',
    });
  });

  it.skipIf(!here)('a hospital that writes start and end of each handling', async () => {
    const found = await real('patients.csv.gz');
    expect(found.questions).toEqual([]);
    expect(found.setup).toMatchObject({
      ids: [{ column: 'patient', kind: 'patient' }],
      event: { column: 'handling' },
      oneEventPer: 'handling_id',
      time: 'time',
    });
  });

  it.skipIf(!here).each(['sepsis', 'traffic_fines', 'gamelaunch'])('%s needs no question', async (name) => {
    const found = await real(`${name}.csv.gz`);
    expect(found.questions).toEqual([]);
    expect(found.setup).toMatchObject({ shape: 'events', oneEventPer: null });
  });
});

describe('transactions', () => {
  it('are called by their file or their number', async () => {
    const table = rows('customer_id,order_no,created_at,total', 40, (i) => [
      `c${i % 9}`,
      `o${i}`,
      `${day(i)} 10:11`,
      i * 1.5,
    ]);
    const orders = await one('export.csv', table);
    expect(orders.setup).toMatchObject({ event: { constant: 'Order' }, oneEventPer: null, amount: 'total' });
    expect((await one('sales 2026.csv', table)).setup.event).toEqual({ constant: 'Purchase' });
    expect(orders.questions).toEqual([]);
  });

  it('may be calls without an amount', async () => {
    const found = await one(
      'call_centre.csv',
      rows('Kundennummer,call_id,Datum,Agent,Dauer', 40, (i) => [
        `K${100 + (i % 9)}`,
        i,
        `${day(i)} 09:30:00`,
        `A${i % 3}`,
        i * 7,
      ]),
    );
    expect(found.setup).toMatchObject({
      ids: [{ column: 'Kundennummer', kind: 'customer' }],
      event: { constant: 'Call' },
      time: 'Datum',
    });
    expect(found.questions).toEqual([]);
  });

  it('have amounts as numbers where they are written as text', async () => {
    const found = await one(
      'Bestellungen.csv',
      rows('Bestellnummer;Kundennummer;E-Mail;Bestelldatum;Betrag', 40, (i) => [
        `B${i};K${100 + (i % 9)};p${i % 9}@example.org;${13 + (i % 9)}.01.2026 10:05;${i},50 €`,
      ]),
    );
    expect(found.setup).toMatchObject({
      event: { constant: 'Bestellung' },
      ids: [
        { column: 'Kundennummer', kind: 'customer' },
        { column: 'E-Mail', kind: 'email' },
      ],
      timeFormat: 'dayFirst',
      amount: 'Betrag',
      formulas: [{ name: 'Betrag' }],
    });
    expect(found.questions).toEqual([]);
  });

  it('are called in words of their column', async () => {
    const cases: [string, string, string][] = [
      ['pedidos.csv', 'id_pedido,id_cliente,fecha_pedido,importe', 'Pedido'],
      ['a.csv', 'Numéro de commande,Client,Date de commande,Montant', 'Commande'],
      ['a.csv', '订单号,用户ID,下单时间,金额', '订单'],
      ['a.csv', 'Transaction ID,Card number,Date,Total', 'Transaction'],
    ];
    for (const [name, header, event] of cases) {
      const found = await one(
        name,
        rows(header, 40, (i) => [`P${i}`, `c${100 + (i % 15)}`, `${day(i)} 10:00`, i * 3]),
      );
      expect(found.questions).toEqual([]);
      expect(found.setup).toMatchObject({ event: { constant: event }, ids: [{ kind: 'customer' }] });
      expect(found.setup.amount).not.toBeNull();
    }
  });

  it('may be answers of a survey', async () => {
    const found = await one(
      'q1.csv',
      rows('email,answered_on,nps,why', 40, (i) => [
        `p${i}@example.org`,
        `${1 + (i % 28)}.3.2026`,
        (i * 7) % 11,
        `It took me ${i} days to get an answer`,
      ]),
    );
    expect(found.setup).toMatchObject({
      shape: 'events',
      ids: [{ column: 'email', kind: 'email' }],
      event: { constant: 'Survey response' },
      time: 'answered_on',
      timeFormat: 'dayFirst',
      score: 'nps',
      comment: 'why',
    });
    expect(found.questions).toEqual([]);
  });

  it('are none where a column may be the event, badly named', async () => {
    const found = await one(
      'log.csv',
      rows('user_id,time,kind,sort,amount', 60, (i) => [
        `u${i % 7}`,
        `${day(i)} 10:00`,
        ['view', 'cart', 'pay'][i % 3]!,
        ['web', 'app', 'shop', 'tv'][i % 4]!,
        i,
      ]),
    );
    expect(found.setup.event).toBeNull();
    expect(found.questions.map(({ at }) => at)).toEqual(['event']);
  });
});

describe('milestones', () => {
  it('are the dates of one row a customer', async () => {
    const found = await one(
      'customers.csv',
      rows('customer_id,country,signed_up_at,first_purchase_at,Became a lead date,birthday,updated_at', 40, (i) => [
        `c${i}`,
        'AT',
        day(i),
        i % 2 ? day(i + 5) : '',
        day(i + 1),
        '1980-02-03',
        day(i + 90),
      ]),
    );
    expect(found.questions).toEqual([]);
    expect(found.setup).toMatchObject({
      shape: 'milestones',
      ids: [{ column: 'customer_id', kind: 'customer' }],
      time: null,
      event: null,
      timeFormat: 'iso',
      milestones: [
        { column: 'signed_up_at', event: 'Signed up' },
        { column: 'first_purchase_at', event: 'First purchase' },
        { column: 'Became a lead date', event: 'Became a lead' },
      ],
    });
  });

  it('are not start and end of one thing, nor rows with an event', async () => {
    const trips = await one(
      'trips.csv',
      rows('user_id,trip_start,trip_end', 40, (i) => [`u${i}`, `${day(i)} 10:00`, `${day(i)} 11:00`]),
    );
    expect(trips.setup).toMatchObject({ shape: 'events', event: { constant: 'Trip' }, time: 'trip_start' });
    const events = await one(
      'log.csv',
      rows('user_id,event,started_at,shipped_at', 40, (i) => [`u${i}`, ['a', 'b'][i % 2]!, day(i), day(i)]),
    );
    expect(events.setup.shape).toBe('events');
  });
});

describe('people', () => {
  const crm = rows('email,phone,created_at,updated_at,plan', 40, (i) => [
    `p${i}@example.org`,
    `+4366000${1000 + i}`,
    `${day(i)} 10:00:00`,
    `${day(i + 3)} 10:00:00`,
    ['free', 'pro'][i % 2]!,
  ]);

  it('are events by their one date where nothing else has them', async () => {
    const found = await one('crm.csv', crm);
    expect(found.setup).toMatchObject({ shape: 'events', event: { constant: 'Created' }, time: 'created_at' });
    expect(found.questions).toEqual([]);
  });

  it('are not rows of events of which the sample has one for each person', async () => {
    const log = rows('visitor_id,page_type,time', 40, (i) => [
      `v${i}`,
      ['home', 'cart', 'pay'][i % 3]!,
      `${day(i)} 10:00`,
    ]);
    const links = rows('visitor_id,customer_id', 40, (i) => [`v${i}`, `c${i}`]);
    const { tables } = await guess({ 'log.csv': log, 'links.csv': links });
    expect(tables.map(({ setup }) => setup.shape)).toEqual(['events', 'links']);
    expect(tables[0]!.questions.map(({ at }) => at)).toEqual(['event']);
  });

  it('are attributes where another table has them', async () => {
    const sent = rows('recipient,action,at', 60, (i) => [
      `p${i % 40}@example.org`,
      ['sent', 'open'][(i * 7) % 2]!,
      `${day(i)} 10:00`,
    ]);
    const { tables } = await guess({ 'crm.csv': crm, 'mails.csv': sent });
    expect(tables.map(({ setup }) => setup.shape)).toEqual(['people', 'events']);
    expect(tables[1]!.setup.ids).toEqual([{ column: 'recipient', kind: 'email' }]);
  });
});

describe('several tables', () => {
  const web = rows('visitor_id,customer_id,event,time', 90, (i) => [
    `v${i % 30}`,
    i % 3 ? '' : `C${1000 + (i % 30)}`,
    ['view', 'cart', 'pay'][(i * 5) % 3]!,
    `${day(i % 20)} 10:00:00Z`,
  ]);
  const people = rows('Kunde,Land,Geburtsdatum', 40, (i) => [
    `C${1000 + i}`,
    ['AT', 'DE'][i % 2]!,
    `198${i % 10}-02-03`,
  ]);
  const links = rows('customer no,e-mail', 30, (i) => [`C${1000 + i}`, `p${i}@example.org`]);
  const costs = rows('date,channel,campaign,spend,clicks', 40, (i) => [
    day(i),
    ['Search', 'Social'][i % 2]!,
    `c${i % 4}`,
    i * 2.5,
    i,
  ]);
  const calls = rows('account holder,call time,reason of call', 40, (i) => [
    `C${1000 + (i % 25)}`,
    `${1 + (i % 12)}/${1 + (i % 9)}/2026 10:00`,
    ['Bill', 'Fault', 'Move'][i % 3]!,
  ]);
  const survey = rows('email,date,rating', 40, (i) => [
    `p${i % 30}@example.org`,
    `${13 + (i % 9)}/01/2026`,
    1 + (i % 5),
  ]);

  it('have kinds, channels and shapes that fit together', async () => {
    const { tables, identity } = await guess({
      'web.csv': web,
      'people.csv': people,
      'links.csv': links,
      'costs.csv': costs,
      'call_centre.csv': calls,
      'nps-survey.csv': survey,
    });
    const by = Object.fromEntries(tables.map((table) => [table.setup.table, table]));
    expect(tables.flatMap(({ questions }) => questions)).toEqual([]);
    expect(tables.map(({ setup }) => setup.shape)).toEqual(['events', 'people', 'links', 'costs', 'events', 'events']);
    expect(by['web.csv']!.setup.ids).toEqual([
      { column: 'visitor_id', kind: 'visitor' },
      { column: 'customer_id', kind: 'customer' },
    ]);
    expect(by['links.csv']!.setup.ids.map(({ kind }) => kind)).toEqual(['customer', 'email']);
    expect(by['costs.csv']!.setup).toMatchObject({ time: 'date', channel: { column: 'channel' }, amount: 'spend' });
    expect(by['web.csv']!.setup.channel).toEqual({ constant: 'Web' });
    expect(by['call_centre.csv']!.setup).toMatchObject({
      channel: { constant: 'Call centre' },
      ids: [{ column: 'account holder', kind: 'customer' }],
      event: { constant: 'Call' },
      timeFormat: 'dayFirst',
    });
    expect(why(by['call_centre.csv']!, 'timeFormat')).toBe('Read as day first, as the dates of nps-survey.csv are.');
    expect(by['nps-survey.csv']!.setup).toMatchObject({ score: 'rating', event: { constant: 'Survey response' } });
    expect(identity).toEqual({ rule: 'graph', kinds: ['customer', 'email', 'visitor'], cap: 10, split: [] });
  });

  it('take columns that share values for one kind', async () => {
    const { tables } = await guess({
      'web.csv': web,
      'shop.csv': rows('ordered by,time,total', 40, (i) => [`C${1000 + (i % 30)}`, `${day(i)} 10:00`, i]),
    });
    expect(tables[1]!.setup.ids).toEqual([{ column: 'ordered by', kind: 'customer' }]);
    expect(why(tables[1]!, 'ids')).toContain('“ordered by” holds the same ids as “customer_id” of web.csv: 10 values');
  });

  it('ask for the order of day and month where no table tells it', async () => {
    const { tables } = await guess({ 'call_centre.csv': calls });
    expect(tables[0]!.questions.map(({ at }) => at)).toEqual(['timeFormat']);
    expect(tables[0]!.setup.channel).toBeNull();
  });

  it('are one channel where they are parts of one', async () => {
    const { tables } = await guess({ 'web-1.csv': web, 'web-2.csv': web });
    expect(tables.map(({ setup }) => setup.channel)).toEqual([null, null]);
  });
});
