import { expect, test } from 'vitest';
import { codesOf, fileOf, startEngine, value } from '../tests/support/engine.ts';

const CSV = 'user,event,time\na,view,2024-01-01 10:00:00\nb,view,2024-01-01 11:00:00\n';
const README = `Exports of the shop

These files are made every night, at two, by the job.
They hold events, orders and answers. Ask Ann, Bob or Carl for more.
`;

test('a folder has each of its tables, and says what in it is none', async () => {
  const opened = value(
    await startEngine().open(
      [
        fileOf(CSV, 'shop/data.csv'),
        fileOf(CSV, 'shop/2024/data.csv'),
        fileOf(CSV, 'more/data.csv'),
        fileOf(README, 'shop/README.txt'),
        fileOf(README, 'shop/words.txt'),
        fileOf(Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]), 'shop/logo.png'),
        fileOf('', 'shop/empty.csv'),
      ],
      null,
      1,
    ),
  );
  expect(opened.tables.map(({ name }) => name)).toEqual(['data.csv', '2024/data.csv', 'more/data.csv']);
  expect(opened.rows).toBe(6);
  expect(opened.notes.map(({ code, at, severity }) => [code, at, severity])).toEqual([
    ['data/notTable', 'README.txt', 'warning'],
    ['data/notTable', 'words.txt', 'warning'],
    ['data/binary', 'logo.png', 'warning'],
    ['data/empty', 'empty.csv', 'warning'],
  ]);
});

test('a folder without any table is a problem, and so is a file of its own that is none', async () => {
  const engine = startEngine();
  expect(codesOf(await engine.open([fileOf(README, 'shop/words.txt')], null, 1))).toEqual(['data/notTable']);
  expect(codesOf(await engine.open([fileOf(CSV, 'a.csv'), fileOf('', 'b.csv')], null, 1))).toEqual(['data/empty']);
});
