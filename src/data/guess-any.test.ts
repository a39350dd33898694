import { expect, it } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { guessSetup } from './guess-setup.ts';
import type { NamedSample } from './table-read.ts';
import { columnsOfEvents } from './table-events.ts';
import { typedColumns } from './table-sample.ts';

const NAMES =
  `user_id customer email Phone visitor_id session_id order_no InvoiceNo amount price Quantity nps comment channel utm_medium event
  event_name activity status type page time date created_at updated_at birthday first_purchase_at start end lifecycle case_id id uuid country
  spend campaign name a b c 渠道 用户ID Betrag Datum distinct_id $insert_id properties event_type event_time amplitude_id messageId`.split(
    /\s+/,
  );

/** A table of any columns with any contents, some of them as names would have it. */
function anyTable(seed: number): NamedSample {
  const { int, pick } = random(seed);
  const names = [...new Set(Array.from({ length: 1 + int(9) }, () => pick(NAMES)))];
  const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + (i % 300))).toISOString();
  const kinds: ((i: number) => string)[] = [
    (i) => `u${(i * 7) % 23}`,
    (i) => `x${i}-${seed}`,
    (i) => `p${i % 19}@example.org`,
    (i) => day(i),
    (i) => `${1 + (i % 12)}/${1 + ((i * 5) % 12)}/2026`,
    (i) => String(1767225600 + i * 3600),
    (i) => pick(['view', 'cart', 'pay', `at ${i % 3}`]),
    (i) => String(i % 11),
    (i) => `${i},50 €`,
    (i) => `It took me ${i} days to hear of you`,
    () => pick(['start', 'complete']),
    () => '',
    (i) => (int(2) ? '' : String(i * 1.5)),
  ];
  const made = names.map(() => pick(kinds));
  const rows = Array.from({ length: pick([1, 2, 30, 120]) }, (_, i) => made.map((make) => make(i) || null));
  return {
    name: pick(['a.csv', 'orders.csv', 'web.ndjson', 'x/calls.xlsx: sheet “S”']),
    sample: { columns: typedColumns(names, rows), rows },
  };
}

it('finds only columns there are, asks for what it does not find, and finds the same again', () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const tables = Array.from({ length: 1 + (seed % 3) }, (_, i) => anyTable(seed * 3 + i));
    const guess = guessSetup(tables, 'Europe/Vienna');
    expect(guessSetup(structuredClone(tables), 'Europe/Vienna')).toEqual(guess);
    guess.tables.forEach(({ setup, questions, reasons }, i) => {
      const where = `table ${i} of seed ${seed}`;
      const { columns, shape, ids, event, time, milestones, channel, amount, score, comment } = setup;
      expect(columns, where).toEqual(tables[i]!.sample.columns.map(({ name }) => name));
      const roles = [amount, score, comment, channel && 'column' in channel ? channel.column : null];
      for (const name of [...columnsOfEvents(setup), ...roles.filter((role) => role !== null)])
        expect(columns, where).toContain(name);
      const asked = questions.map(({ at }) => at);
      if (shape === 'events') {
        expect(ids.length === 0, where).toBe(asked.includes('ids'));
        expect(event === null, where).toBe(asked.includes('event'));
        expect(time === null, where).toBe(asked.includes('time'));
      }
      if (shape === 'milestones') expect(milestones.length, where).toBeGreaterThan(0);
      if (shape === 'links') expect(ids.length, where).toBeGreaterThan(1);
      expect(new Set(ids.map(({ column }) => column)).size, where).toBe(ids.length);
      expect(
        reasons.some(({ field }) => field === 'shape'),
        where,
      ).toBe(true);
      const fields = [
        ...ids.map(({ column }) => column),
        time,
        event && 'column' in event ? event.column : null,
      ].filter((name) => name !== null);
      expect(new Set(fields).size, where).toBe(fields.length);
    });
    if (guess.identity.rule === 'graph') expect(guess.identity.kinds.length).toBeGreaterThan(1);
  }
});
