import { describe, expect, test } from 'vitest';
import { guessSetup } from './guess-setup.ts';
import { parseGiven, resolveSetup } from './resolve-setup.ts';
import { sampleCsv } from './table-sample.ts';

const rows = (columns: string) =>
  `${columns}\n${Array.from({ length: 30 }, (_, i) => `u${i % 7},${['Visit', 'Order', 'Return'][i % 3]},2026-03-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00`).join('\n')}\n`;

async function guessOf(files: Record<string, string>) {
  const tables = [];
  for (const [name, text] of Object.entries(files)) {
    const sampled = await sampleCsv(new Blob([text]), name);
    if (!sampled.ok) throw new Error(sampled.problems[0]!.message);
    tables.push({ name, sample: sampled.value.sample });
  }
  return guessSetup(tables, 'UTC');
}

describe('what a person said is laid over the guess', () => {
  test('by column, for every table that has it', async () => {
    const guess = await guessOf({ 'a.csv': rows('user_id,event,time') });
    const resolved = resolveSetup({ person: 'event', zone: 'Asia/Tokyo' }, guess);
    expect(resolved.ok && resolved.value.tables[0]).toMatchObject({ ids: [{ column: 'event' }], zone: 'Asia/Tokyo' });
    const wrong = resolveSetup({ person: 'nobody' }, guess);
    expect(!wrong.ok && wrong.problems.map(({ code, at }) => [code, at])).toEqual([
      ['data/noColumn', 'mapping.person'],
    ]);
  });

  test('by table, also of last month’s file under this month’s name', async () => {
    const march = await guessOf({ 'march.csv': rows('user_id,event,time') });
    const before = resolveSetup({ tables: [{ table: 'march.csv', channel: { constant: 'Shop' } }] }, march);
    if (!before.ok) throw new Error(before.problems[0]!.message);
    const april = await guessOf({ 'april.csv': rows('user_id,event,time'), 'else.csv': rows('kunde,aktion,datum') });
    const after = resolveSetup(before.value, april);
    expect(after.ok && after.value.tables.map(({ table, channel }) => [table, channel])).toEqual([
      ['april.csv', { constant: 'Shop' }],
      ['else.csv', { constant: 'Else' }],
    ]);
  });

  test('a table nobody has, a column nobody has and no events at all are problems', async () => {
    const guess = await guessOf({ 'a.csv': rows('user_id,event,time') });
    const codes = (given: Parameters<typeof resolveSetup>[0]) => {
      const resolved = resolveSetup(given, guess);
      return resolved.ok ? [] : resolved.problems.map(({ code }) => code);
    };
    expect(codes({ tables: [{ table: 'b.csv' }] })).toEqual(['data/noTable']);
    expect(codes({ tables: [{ table: 'a.csv', time: 'later' }] })).toEqual(['data/noColumn']);
    expect(codes({ tables: [{ table: 'a.csv', zone: 'Moon/Base' }] })).toEqual(['document/zone']);
    expect(codes({ tables: [{ table: 'a.csv', skip: true }] })).toEqual(['data/noEventTable']);
    expect(codes({ tables: [{ table: 'a.csv', ids: [] }] })).toEqual(['data/unsure']);
  });
});

test('a mapping file says columns, parts of a setup, or both; what is misspelt is refused', () => {
  const read = (value: unknown) => {
    const given = parseGiven(value);
    return given.ok ? given.value : given.problems.map(({ code, at }) => `${code} ${at}`);
  };
  expect(read({ person: 'a', tables: [{ table: 't', skip: true }] })).toEqual({
    person: 'a',
    tables: [{ table: 't', skip: true }],
  });
  expect(read({ persons: 'a' })).toEqual(['document/unknownField persons']);
  expect(read({ timeFormat: 'soon' })).toEqual(['document/choice timeFormat']);
  expect(read(7)).toEqual(['document/type ']);
});
