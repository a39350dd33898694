import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding, FindingKind } from '#data/finding.ts';
import type { GivenSetup } from '#data/resolve-setup.ts';
import { fileOf, startEngine, value } from '../../tests/support/engine.ts';
import { random } from '../../tests/support/random.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;
const EVENTS = ['view', 'search', 'add to cart', 'buy'];
const engines = { utc: startEngine('UTC'), berlin: startEngine('Europe/Berlin') };

type Row = [who: string, event: string, time: string, ...more: string[]];

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A log without a fault: sixty people from 5 January to 1 March 2026, a Monday to a Sunday, sorted by time. */
function clean(perPerson = 8): Row[] {
  const { next, int, pick } = random(7);
  const first = Date.UTC(2026, 0, 5);
  const rows = Array.from({ length: 60 * perPerson }, (_, i): [number, Row] => {
    const ms = first + Math.floor(next() * 56 * 86_400) * 1000 + 1000;
    return [ms, [`u${1 + (i % 60)}x`, pick(EVENTS), iso(ms), pick(['red', 'blue']), `${int(900)}.5`]];
  });
  return rows.sort(([a], [b]) => a - b).map(([, row]) => row);
}

const csv = (rows: readonly Row[], header = 'user_id,event,time,colour,amount'): string =>
  [header, ...rows.map((row) => row.join(','))].join('\n') + '\n';

type Files = Record<string, string>;

async function findings(files: Files | string, given: GivenSetup | null = null, engine = engines.utc) {
  const all = typeof files === 'string' ? { 'log.csv': files } : files;
  value(
    await engine.open(
      Object.entries(all).map(([name, text]) => fileOf(text, name)),
      given,
      1,
    ),
  );
  return value(await engine.quality(NOW, 2));
}

const of = (list: readonly Finding[], kind: FindingKind): Finding[] => list.filter((each) => each.kind === kind);
const kinds = (list: readonly Finding[]): FindingKind[] => [...new Set(list.map(({ kind }) => kind))].sort();

/** Opens the same files as a remedy would have it. */
const remedied = (files: Files | string, finding: Finding, remedy = 0) =>
  findings(files, finding.remedies[remedy]!.setup);

describe('a log without a fault', () => {
  test('has nothing to decide', async () => {
    const found = await findings(csv(clean()));
    expect(found.filter(({ state }) => state !== 'know')).toEqual([]);
    expect(kinds(found)).toEqual(['leftEdge', 'rightEdge']);
  });

  test('of times without a zone says in which they are read, and which days the clocks change', async () => {
    const local = csv(clean().map(([who, what, time, ...more]): Row => [who, what, time.replace('Z', ''), ...more]));
    const found = await findings(local, null, engines.berlin);
    expect(kinds(found)).toEqual(['leftEdge', 'rightEdge', 'unknownZone']);
    expect(of(found, 'unknownZone')[0]!.remedies.map(({ label }) => label)).toEqual(['Read them in UTC']);
    const spring = local.replaceAll('2026-01-1', '2026-04-1');
    expect(of(await findings(spring, null, engines.berlin), 'clockChange')[0]!.title).toBe('29 Mar 2026 has 23 hours');
    expect(of(await findings(csv(clean())), 'unknownZone')).toEqual([]);
  });
});

describe('rows that are lost', () => {
  test('without a person, and with one each', async () => {
    const rows = clean();
    for (const i of [5, 50, 300]) rows[i]![0] = '';
    const [lost] = of(await findings(csv(rows)), 'withoutPerson');
    expect(lost).toMatchObject({ state: 'decide', count: 3, rows: [5, 50, 300], title: '3 rows have no person' });
    expect(lost!.examples[0]).toMatch(/^Row 6: /);
    const after = await remedied(csv(rows), lost!);
    expect(of(after, 'withoutPerson')).toMatchObject([{ state: 'done', count: 3, rows: [5, 50, 300] }]);
    expect(of(await remedied(csv(rows), of(after, 'withoutPerson')[0]!), 'withoutPerson')[0]!.state).toBe('decide');
  });

  test('without a time, with one that cannot be read, without a name and not parted into fields', async () => {
    const rows = clean();
    rows[7]![2] = '';
    for (const i of [9, 10]) rows[i]![2] = `${13 + i}/01/2026 10:00`;
    rows[11]![1] = '';
    const text = csv(rows).replace(rows[100]!.join(','), `${rows[100]!.join(',')},x,y,z`);
    const found = await findings(text);
    expect(of(found, 'withoutTime')).toMatchObject([{ count: 1, rows: [7] }]);
    expect(of(found, 'unreadableTimes')).toMatchObject([
      { count: 2, rows: [9, 10], examples: ['22/01/2026 10:00', '23/01/2026 10:00'], remedies: [] },
    ]);
    expect(of(found, 'unnamed')).toMatchObject([{ count: 1, rows: [11] }]);
    expect(of(found, 'brokenRows')).toMatchObject([{ count: 1, rows: [] }]);
    const hidden = await remedied(text, of(found, 'unnamed')[0]!);
    expect(of(hidden, 'unnamed')).toEqual([]);
    expect(of(hidden, 'applied')).toMatchObject([{ state: 'done', count: 1, title: 'Events without a name left out' }]);
  });

  test('offers the format that reads more', async () => {
    const text = csv(
      clean().map(([who, what, time, ...more]): Row => {
        const [year, month, day] = time.slice(0, 10).split('-');
        return [who, what, `${day}/${month}/${year} ${time.slice(11, 19)}`, ...more];
      }),
    );
    const [lost] = of(await findings(text, { timeFormat: 'monthFirst', zone: 'UTC' }), 'unreadableTimes');
    expect(lost!.remedies.map(({ label }) => label)).toEqual(['Read times day first']);
    expect(of(await remedied(text, lost!), 'unreadableTimes')).toEqual([]);
  });
});

describe('repeats', () => {
  test('exact ones are dropped and kept again', async () => {
    const rows = clean();
    const text = csv([...rows.slice(0, 20), rows[3]!, ...rows.slice(20), rows[19]!, rows[3]!]);
    const [found] = of(await findings(text), 'repeats');
    expect(found).toMatchObject({ state: 'decide', count: 3, rows: [20, 481, 482] });
    const [done] = of(await remedied(text, found!), 'repeats');
    expect(done).toMatchObject({ state: 'done', count: 3 });
    expect(of(await remedied(text, done!), 'repeats')).toEqual([found]);
  });

  test('events sent twice are told by their own number', async () => {
    const header = 'user_id,event,time,colour,amount,insert_id,received';
    const rows = clean().map((row, i): Row => [...row, `i${i}`, `a${i}`]);
    expect(of(await findings(csv(rows, header)), 'repeats')).toEqual([]);
    const again: Row[] = rows.slice(10, 14).map((row) => [...(row.slice(0, -1) as Row), 'late']);
    const text = csv([...rows, ...again], header);
    const [found] = of(await findings(text), 'repeats');
    expect(found).toMatchObject({ count: 4, title: '4 rows have a “insert_id” that came before' });
    expect(of(await remedied(text, found!), 'repeats')).toMatchObject([{ state: 'done', count: 4 }]);
  });
});

describe('times', () => {
  test('out of order, in the future, newest first', async () => {
    const rows = clean();
    const mine = rows.flatMap(([who], i) => (who === 'u7x' ? [i] : []));
    const [a, b] = [mine[2]!, mine[3]!];
    [rows[a]![2], rows[b]![2]] = [rows[b]![2], rows[a]![2]];
    expect(of(await findings(csv(rows)), 'outOfOrder')).toMatchObject([{ count: 1, rows: [b] }]);
    const backwards = await findings(csv(clean().reverse()));
    expect(of(backwards, 'outOfOrder')[0]!.title).toBe('log.csv is written newest first');
    const later = csv([...clean(), ['u1x', 'buy', iso(NOW + 3 * DAY_MS), 'red', '1']]);
    expect(of(await findings(later), 'inFuture')).toMatchObject([{ count: 1, rows: [480] }]);
  });

  test('at midnight only', async () => {
    const days = clean().map(([who, what, time, ...more], i): Row => {
      const date = i % 10 === 0 ? `${time.slice(0, 10)}T00:00:00Z` : time;
      return [who, what, date, ...more];
    });
    expect(of(await findings(csv(days)), 'midnightOnly')).toMatchObject([{ count: 48, figure: '10%' }]);
    const hourly = clean().map(([who, what, time, ...more]): Row => [
      who,
      what,
      `${time.slice(0, 13)}:00:00Z`,
      ...more,
    ]);
    expect(of(await findings(csv(hourly)), 'midnightOnly')).toEqual([]);
  });

  test('days without events, but not those that are always without', async () => {
    const busy = clean(40);
    const on = (date: string) => (row: Row) => row[2].startsWith(date);
    const text = csv(busy.filter((row) => !on('2026-01-21')(row) && !on('2026-01-22')(row)));
    expect(of(await findings(text), 'gaps')).toMatchObject([{ count: 2, examples: ['21 Jan 2026 to 22 Jan 2026'] }]);
    const closed = busy.filter((row) => new Date(row[2]).getUTCDay() !== 0);
    expect(of(await findings(csv(closed)), 'gaps')).toEqual([]);
  });

  test('the beginning and the end of the log', async () => {
    const rows = clean();
    const early = rows.map(([, ...rest], i): Row => [`u${i < 45 ? i : i % 45}y`, ...rest]);
    expect(of(await findings(csv(early)), 'leftEdge')[0]!.effect).toMatch(/may have been there before/);
    const cut = rows.filter(([, , time]) => time < '2026-02-26');
    expect(of(await findings(csv(cut)), 'rightEdge')).toMatchObject([
      { title: 'The last week is open', figure: 'ends Wed 25 Feb' },
    ]);
  });
});

describe('ids', () => {
  const renamed = (name: (who: string, i: number) => string) =>
    csv(clean().map(([who, ...rest], i): Row => [name(who, i), ...rest]));
  const rounded = async (name: (who: string, i: number) => string) => of(await findings(renamed(name)), 'roundedIds');
  const numberOf = (who: string) => Number(who.slice(1, -1));

  test('that a spreadsheet rounded or wrote as numbers', async () => {
    expect(await rounded((who) => `1.${numberOf(who)}E+15`)).toMatchObject([{ count: 60 }]);
    expect(await rounded((who) => `${1_000_000_000_000 + 7 * numberOf(who)}`.padEnd(15, '3') + '000')).toMatchObject([
      { count: 60 },
    ]);
    expect(await rounded((who) => `10${numberOf(who) + 100}45678901234567`)).toEqual([]);
    const uuid = (who: string) => `3f2504e0-4f89-11d3-9a0c-0305e82c${String(numberOf(who)).padStart(4, '0')}`;
    expect(await rounded(uuid)).toEqual([]);
    expect(
      await rounded((who) =>
        uuid(who)
          .replace('3f2504e0', `3f25${uuid(who).slice(-4)}`)
          .slice(0, 30),
      ),
    ).toMatchObject([{ count: 60 }]);
    expect(await rounded((who) => String(numberOf(who)))).toEqual([]);
  });

  test('that another table has with zeros', async () => {
    const pad = (who: string) => who.slice(1, -1).padStart(5, '0');
    const padded = csv(clean().map(([who, ...rest]): Row => [pad(who), ...rest]));
    const short = csv(
      clean().map(([who, ...rest]): Row => [who.slice(1, -1), ...rest]),
      'user_id,event,time,shop,till',
    );
    const found = of(await findings({ 'web.csv': padded, 'shop.csv': short }), 'roundedIds');
    expect(found).toMatchObject([{ table: 'shop.csv', count: 60 }]);
  });

  test('that are nobody are left out, and taken back in', async () => {
    const text = renamed((who, i) => (i % 40 === 3 ? 'unknown' : who));
    const [found] = of(await findings(text), 'busyIds');
    expect(found).toMatchObject({ state: 'decide', count: 12, title: '“unknown” has 12 events' });
    const [done] = of(await remedied(text, found!), 'busyIds');
    expect(done).toMatchObject({ state: 'done', count: 12 });
    expect(of(await remedied(text, done!), 'busyIds')).toEqual([found]);
    const bots = csv([...clean(), ...clean(10).map(([, ...rest]): Row => ['crawler-7', ...rest])]);
    expect(of(await findings(bots), 'busyIds')).toMatchObject([{ count: 600 }]);
  });

  test('that link too many', async () => {
    const header = 'visitor_id,event,time,customer_id';
    const rows = clean().map(([who, what, time], i): Row => [who, what, time, i % 8 === 0 ? `c${who}` : '']);
    const identity = { rule: 'graph' as const, kinds: ['customer', 'visitor'], cap: 3, split: [] };
    const shared = rows.map((row, i): Row => (i % 50 === 0 ? ['kiosk', row[1], row[2], `c${row[0]}`] : row));
    const ids = [
      { column: 'visitor_id', kind: 'visitor' },
      { column: 'customer_id', kind: 'customer' },
    ];
    const given = { identity, tables: [{ table: 'log.csv', ids }] };
    expect(of(await findings(csv(rows, header), given), 'overlinkedIds')).toEqual([]);
    expect(of(await findings(csv(shared, header), given), 'overlinkedIds')).toMatchObject([
      { count: 1, examples: [expect.stringMatching(/^visitor kiosk: seen with \d+ others$/)] },
    ]);
  });
});

describe('names and columns', () => {
  test('names that differ in case, blanks and accents are merged, and taken apart', async () => {
    const rows = clean();
    rows[4]![1] = 'Add_to_Cart';
    rows[40]![1] = 'ádd to cart';
    const [found] = of(await findings(csv(rows)), 'similarNames');
    expect(found).toMatchObject({ count: 2, remedies: [{ label: 'Merge into “add to cart”' }] });
    const after = await remedied(csv(rows), found!);
    expect(of(after, 'similarNames')).toEqual([]);
    expect(of(after, 'applied')).toMatchObject([{ state: 'done', count: 2 }]);
    expect(of(await remedied(csv(rows), of(after, 'applied')[0]!), 'similarNames')).toEqual([found]);
  });

  test('columns that differ between files', async () => {
    const half = (from: number) => clean().slice(from, from + 240);
    const one = csv(half(0));
    const other = csv(half(240), 'user_id,event,time,colour,price');
    expect(of(await findings({ 'a.csv': one, 'b.csv': csv(half(240)) }), 'driftingColumns')).toEqual([]);
    const [found] = of(await findings({ 'a.csv': one, 'b.csv': other }), 'driftingColumns');
    expect(found).toMatchObject({ count: 2 });
    expect(found!.examples[0]).toBe('“amount” is missing in b.csv, which has “price”');
  });

  test('a column that ends within a file, but not one that only some events have', async () => {
    const ends = clean().map((row, i): Row => (i < 240 ? row : [row[0], row[1], row[2], row[3]!, '']));
    expect(of(await findings(csv(ends)), 'driftingColumns')).toMatchObject([{ title: '“amount” ends within log.csv' }]);
    const sorted = clean().sort(([, a], [, b]) => (a < b ? 1 : -1));
    const some = sorted.map((row): Row => (row[1] < 'f' ? row : [row[0], row[1], row[2], row[3]!, '']));
    expect(of(await findings(csv(some)), 'driftingColumns')).toEqual([]);
  });
});

const shared = '../shared/data';

describe(`data of others${existsSync(shared) ? '' : ' (that of ../shared/data is absent and skipped)'}`, () => {
  const demo = mkdtempSync(join(tmpdir(), 'sojourn-demo-'));
  afterAll(() => rmSync(demo, { recursive: true }));
  const read = (path: string, name: string) => ({ name, blob: new Blob([readFileSync(path)]) });

  test('the demo has what was put into it', async () => {
    const engine = engines.berlin;
    execFileSync(process.execPath, ['scripts/demo.mjs', demo]);
    value(await engine.open([read(join(demo, 'shop.csv.gz'), 'shop.csv.gz')], null, 1));
    const found = value(await engine.quality(NOW, 2));
    expect(kinds(found.filter(({ state }) => state === 'decide'))).toEqual([
      'repeats',
      'unreadableTimes',
      'withoutPerson',
    ]);
    expect(kinds(found.filter(({ state }) => state === 'know'))).toEqual(['clockChange', 'leftEdge', 'rightEdge']);
  });

  test.skipIf(!existsSync(shared))('a shop has its repeats and rows without a customer', async () => {
    const engine = engines.utc;
    value(await engine.open([read(join(shared, 'online_retail.csv.gz'), 'online_retail.csv.gz')], null, 1));
    const found = value(await engine.quality(NOW, 2));
    expect(of(found, 'repeats')[0]!.count).toBe(5_268);
    expect(of(found, 'withoutPerson')[0]!.count).toBe(135_080);
    expect(kinds(found)).toEqual(['gaps', 'leftEdge', 'repeats', 'rightEdge', 'withoutPerson']);
  });

  test.skipIf(!existsSync(shared))('a hospital has nothing to decide', async () => {
    const engine = engines.utc;
    value(await engine.open([read(join(shared, 'sepsis.csv.gz'), 'sepsis.csv.gz')], null, 1));
    const found = value(await engine.quality(NOW, 2));
    expect(found.filter(({ state }) => state === 'decide')).toEqual([]);
    expect(of(found, 'lostNa')).toMatchObject([{ state: 'done', count: 24 }]);
    expect(of(found, 'gaps')).toEqual([]);
  });
});
