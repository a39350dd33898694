import { expect, it } from 'vitest';
import { singular, thingNamed, thingOfName, titleOfTable } from './event-things.ts';

it.each([
  ['exports/call_centre-2026-01.csv.gz', 'Call centre'],
  ['WebEvents.ndjson', 'Web events'],
  ['nps.csv', 'NPS'],
  ['calls.xlsx: sheet “Log”, not “Cover”', 'Calls'],
  ['export.xlsx: sheet “Calls”', 'Calls'],
  ['2026-01.csv', '2026-01'],
  ['订单.csv', '订单'],
])('the table %s is called “%s”', (table, title) => expect(titleOfTable(table)).toBe(title));

it.each([
  ['Visits', 'Visit'],
  ['Page views', 'Page view'],
  ['Deliveries', 'Delivery'],
  ['Searches', 'Search'],
  ['Status', 'Status'],
  ['Bus', 'Bus'],
])('one of “%s” is “%s”', (many, one) => expect(singular(many)).toBe(one));

it('knows what a row is by a word of the name', () => {
  expect(thingNamed('Rechnungsnummer')).toBe('Kauf');
  expect(thingNamed('invoice_no')).toBe('Purchase');
  expect(thingNamed('country')).toBeNull();
  expect(thingOfName('data.xlsx: sheet “Tickets 2026”')).toBe('Ticket');
});
