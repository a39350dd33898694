import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'sojourn-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

interface Ended {
  code: number;
  out: string;
  err: string;
}

const sojourn = (args: string[], input = ''): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/sojourn.mjs', ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
    child.stdin.end(input);
  });

const events = file(
  'events.csv',
  'user,event,time,plan\na,open,2024-01-01T10:00:00Z,free\na,pay,2024-01-01T11:00:00Z,pro\nb,open,2024-01-02T10:00:00Z,free\n',
);

test('wrong usage ends with 2 and says how it is used', async () => {
  for (const args of [[], ['walk'], ['run'], ['run', 'x.json'], ['inspect', '--dta', 'x'], ['check', 'a', 'b']]) {
    const ended = await sojourn(args);
    expect(ended.code, args.join(' ')).toBe(2);
    expect(ended.err).toContain('usage: sojourn');
    expect(ended.out).toBe('');
  }
  expect(await sojourn(['--help'])).toMatchObject({ code: 0 });
});

test('an option that a command does not heed is wrong usage', async () => {
  const segment = file('everybody.json', { sojourn: 1, segment: { did: { event: 'open' } } });
  const saved = file('none-saved.json', {});
  for (const [args, message] of [
    [['people', segment, '--data', events, '--pointer', '{"step":0}'], 'people of a segment need no --pointer'],
    [['run', segment, '--data', events, '--pointer', '{"step":0}'], 'run takes no --pointer'],
    [['inspect', '--data', events, '--segments', saved], 'inspect takes no --segments'],
    [['inspect', '--data', events, '--people-data', events], 'inspect takes no --people-data'],
    [['check', segment, '--data', events], 'check takes no --data'],
    [['stream', '--segments', saved], 'stream takes no --segments'],
  ] as const) {
    const ended = await sojourn([...args]);
    expect(ended.code, args.join(' ')).toBe(2);
    expect(ended.err).toContain(message);
    expect(ended.err).toContain('usage: sojourn');
    expect(ended.out).toBe('');
  }
});

test('inspect shows what was understood, and asks where it cannot know', async () => {
  const inspected = await sojourn(['inspect', '--data', events]);
  expect(inspected.err).toBe('');
  expect(JSON.parse(inspected.out)).toMatchObject({
    setup: { tables: [{ ids: [{ column: 'user' }], event: { column: 'event' }, time: 'time' }] },
    rows: 3,
    people: 2,
    variants: 2,
    first: '2024-01-01T10:00:00.000Z',
    quality: { unusable: { rows: 0 } },
  });
  const asked = await sojourn(['inspect', '--data', file('plain.csv', 'x,y\n1,2\n3,4\n')]);
  expect(asked.code).toBe(0);
  expect((JSON.parse(asked.out) as { questions: unknown[] }).questions.length).toBeGreaterThan(0);
});

test('a folder is all files in it', async () => {
  const shop = join(folder, 'shop');
  mkdirSync(join(shop, '.git'), { recursive: true });
  writeFileSync(join(shop, '.git', 'config'), 'x');
  writeFileSync(join(shop, 'web.csv'), 'user,event,time\na,open,2024-01-01T10:00:00Z\nb,open,2024-01-02T10:00:00Z\n');
  writeFileSync(join(shop, 'calls.ndjson'), '{"user":"a","event":"call","time":"2024-01-03T10:00:00Z"}\n'.repeat(2));
  writeFileSync(join(shop, 'README.md'), '# Shop\n\nNothing to see here.\n');
  const inspected = await sojourn(['inspect', '--data', shop]);
  expect(JSON.parse(inspected.out)).toMatchObject({
    tables: [{ name: 'calls.ndjson' }, { name: 'web.csv' }],
    notes: [{ code: 'data/notTable', at: 'README.md' }],
    rows: 4,
    people: 2,
  });
});

test('what cannot be read ends with 1 and problems on standard error', async () => {
  const ended = await sojourn(['check', join(folder, 'none.json')]);
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.err)).toMatchObject({ problems: [{ code: 'cli/unreadable' }] });
  expect(JSON.parse((await sojourn(['check', file('cut.json', '{')])).err)).toMatchObject({
    problems: [{ code: 'cli/json' }],
  });
  const unknown = file('unknown.json', { sojourn: 1, analysis: { kind: 'horoscope' } });
  expect(JSON.parse((await sojourn(['check', unknown])).err)).toMatchObject({
    problems: [{ code: 'document/kind', at: 'analysis.kind' }],
  });
});

test('a segment alone is checked, and its people are printed, on the command line and in a stream', async () => {
  const segment = { sojourn: 1, segment: { not: { did: { event: 'pay' } } } };
  const path = file('segment.json', segment);
  expect(await sojourn(['check', path])).toMatchObject({ code: 0 });
  expect(await sojourn(['people', path, '--data', events])).toMatchObject({ code: 0, out: 'b\n', err: '' });
  const streamed = await sojourn(['stream'], JSON.stringify({ id: 1, data: [events], document: segment }));
  expect(JSON.parse(streamed.out)).toEqual({ id: 1, ids: ['b'] });
  const broken = await sojourn(['check', file('broken.json', { sojourn: 1, segment: { saved: 'x' } })]);
  expect(JSON.parse(broken.err)).toMatchObject({ problems: [{ code: 'segment/unknown', at: 'segment.saved' }] });
});

test('a segment alone is counted rule by rule', async () => {
  const segment = {
    all: [{ did: { event: 'open' } }, { not: { did: { event: 'refund' } } }, { did: { event: 'pay' } }],
  };
  const ended = await sojourn(['run', file('counted.json', { sojourn: 1, segment }), '--data', events]);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ended.out)).toMatchObject({
    people: 1,
    of: 2,
    rule: {
      people: 1,
      members: [
        { people: 2, left: 2 },
        { people: 2, left: 2 },
        { people: 1, left: 1 },
      ],
    },
    warnings: [{ code: 'engine/noSuchEvent' }],
  });
});

describe('saved segments', () => {
  const saved = file('saved.json', { payers: { did: { event: 'pay' } }, others: { not: { saved: 'payers' } } });
  const named = { sojourn: 1, segment: { saved: 'others' } };

  test('may be named by every command that takes a document', async () => {
    const path = file('named.json', named);
    expect(await sojourn(['check', path, '--segments', saved])).toMatchObject({ code: 0 });
    const people = ['people', path, '--data', events, '--segments', saved];
    expect(await sojourn(people)).toMatchObject({ code: 0, out: 'b\n', err: '' });
    const ran = await sojourn(['run', ...people.slice(1)]);
    expect(JSON.parse(ran.out)).toEqual({ people: 1, of: 2, rule: { people: 1 }, warnings: [] });
    expect(JSON.parse((await sojourn(people.slice(0, -2))).err)).toMatchObject({
      problems: [{ code: 'segment/unknown' }],
    });
  });

  test('that cannot be read are problems, those of every one of them', async () => {
    const broken = file('cycle.json', { a: { saved: 'b' }, b: { saved: 'a' }, c: {} });
    const path = file('named.json', named);
    const ended = await sojourn(['check', path, '--segments', broken]);
    expect(ended.code).toBe(1);
    const { problems } = JSON.parse(ended.err) as { problems: { code: string; at: string }[] };
    expect(problems.map(({ code, at }) => `${at} ${code}`)).toContain('c segment/empty');
    expect(problems.map(({ code }) => code)).toContain('segment/cycle');
    expect(JSON.parse((await sojourn(['check', path, '--segments', file('list.json', [])])).err)).toMatchObject({
      problems: [{ code: 'cli/segments' }],
    });
  });

  test('are those of each request of a stream', async () => {
    const request = { data: [events], document: named };
    const requests = [
      { id: 1, ...request, segments: { others: { ids: ['a', 'b'] } } },
      { id: 2, ...request, segments: { others: { did: { event: 'pay' } } } },
      { id: 3, ...request },
      { id: 4, ...request, segments: 'others' },
    ];
    const ended = await sojourn(['stream'], requests.map((each) => JSON.stringify(each)).join('\n'));
    const answers = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { ids?: string[]; problems?: { code: string }[] });
    expect(answers.map(({ ids, problems }) => ids ?? problems!.map(({ code }) => code))).toEqual([
      ['a', 'b'],
      ['a'],
      ['segment/unknown'],
      ['cli/segments'],
    ]);
  });
});

// Any kind will do: each suggests a question of its own for a log.
const overview = {
  people: 100,
  events: 150,
  firstMs: 0,
  lastMs: 1,
  daily: [],
  eventNames: [
    { name: 'open', events: 100, people: 100, meanPlace: 0 },
    { name: 'pay', events: 50, people: 50, meanPlace: 1 },
  ],
};
const suggested = [...kinds.values()].map((kind) => kind.suggest(overview) as unknown).filter((spec) => spec !== null);

describe.skipIf(suggested.length === 0)('a document', () => {
  const document = { sojourn: 1, analysis: suggested[0] };

  test('is checked and run', async () => {
    const path = file('document.json', document);
    expect(await sojourn(['check', path])).toMatchObject({ code: 0 });
    const ended = await sojourn(['run', path, '--data', events]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({
      kind: (suggested[0] as { kind: string }).kind,
      units: 2,
      warnings: [],
    });
  });

  test('may be asked about people of a segment, also of a saved one', async () => {
    const asked = file('asked.json', { ...document, segment: { not: { saved: 'payers' } } });
    const saved = file('payers.json', { payers: { did: { event: 'pay' } } });
    const ended = await sojourn(['run', asked, '--data', events, '--segments', saved]);
    expect(JSON.parse(ended.out)).toMatchObject({ units: 1 });
    const board = file('saved-board.json', { sojourn: 1, board: [{ ...document, segment: { saved: 'payers' } }] });
    const { out } = await sojourn(['run', board, '--data', events, '--segments', saved]);
    expect(JSON.parse(out)).toMatchObject({ results: [{ units: 1 }] });
    expect(await sojourn(['check', board, '--segments', saved])).toMatchObject({ code: 0 });
  });

  test('on a board leaves the others running when one fails', async () => {
    const path = file('board.json', { sojourn: 1, board: [document, { sojourn: 1, analysis: { kind: 'horoscope' } }] });
    const ended = await sojourn(['run', path, '--data', events]);
    expect(ended.code).toBe(1);
    const { results } = JSON.parse(ended.out) as { results: Record<string, unknown>[] };
    expect(results[0]).toMatchObject({ units: 2 });
    expect(results[1]).toMatchObject({ problems: [{ code: 'document/kind' }] });
  });

  test('in a stream is answered in order, problems in their place', async () => {
    const given = [{ user: 'a', event: 'open', time: '2024-01-01T10:00:00Z' }];
    const requests = [
      { id: 1, events: given, document },
      { id: 'two', data: [events], document },
      { id: 3, events: given, document: { sojourn: 1 } },
      { id: 4, document },
      { id: 5, events: given, documnt: document },
    ];
    const ended = await sojourn(['stream'], `${requests.map((request) => JSON.stringify(request)).join('\n')}\n{\n`);
    const answers = ended.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.map(({ id }) => id)).toEqual([1, 'two', 3, 4, 5, null]);
    expect(answers[0]).toMatchObject({ result: { units: 1 } });
    expect(answers[1]).toMatchObject({ result: { units: 2 } });
    expect(answers.slice(2).map(({ problems }) => (problems as { code: string }[])[0]!.code)).toEqual([
      'document/missing',
      'cli/noData',
      'document/unknownField',
      'cli/json',
    ]);
  });
});

describe.skipIf(!kinds.has('funnel'))('people behind a number of an analysis', () => {
  const funnel = { sojourn: 1, analysis: { kind: 'funnel', steps: [{ event: 'open' }, { event: 'pay' }] } };
  const behind = { behind: funnel, pointer: { step: 1, dropped: true } };

  test('are a rule like any other', async () => {
    const path = file('behind.json', { sojourn: 1, segment: behind });
    expect(await sojourn(['check', path])).toMatchObject({ code: 0 });
    expect(await sojourn(['people', path, '--data', events])).toMatchObject({ code: 0, out: 'b\n' });
    const ran = await sojourn(['run', path, '--data', events]);
    expect(JSON.parse(ran.out)).toMatchObject({ people: 1, of: 2 });
    const filtered = file('filtered.json', { ...funnel, segment: { not: behind } });
    const asked = await sojourn(['people', filtered, '--data', events, '--pointer', '{"step":0}']);
    expect(asked).toMatchObject({ code: 0, out: 'a\n' });
    const streamed = await sojourn(
      ['stream'],
      JSON.stringify({ id: 1, data: [events], document: { sojourn: 1, segment: behind } }),
    );
    expect(JSON.parse(streamed.out)).toEqual({ id: 1, ids: ['b'] });
  });

  test('say where a pointer is wrong', async () => {
    const path = file('wrong.json', { sojourn: 1, segment: { ...behind, pointer: { step: 7 } } });
    const ended = await sojourn(['people', path, '--data', events]);
    expect(ended.code).toBe(1);
    expect((JSON.parse(ended.err) as { problems: unknown[] }).problems.length).toBeGreaterThan(0);
  });
});
