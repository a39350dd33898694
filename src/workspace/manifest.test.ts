import { expect, test } from 'vitest';
import { random } from '../../tests/support/random.ts';
import { codeOf } from '../../tests/support/workspaces.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import { migrated } from './migrations.ts';

const MANIFEST: Manifest = {
  sojourn: 1,
  id: '0123456789abcdef',
  name: 'Shop',
  revision: 7,
  createdMs: 1_600_000_000_000,
  savedMs: 1_700_000_000_000,
  sources: [{ id: '00112233aabbccdd', name: '../naïve.csv', bytes: 10, lastModifiedMs: -5, stored: 'copy' }],
  setup: { tables: [{ skip: false }] },
  log: { file: 'ffffffffffffffff', bytes: 100, overview: null },
  analyses: [{ id: 'a', name: '', document: { steps: [1, 'two'] } }],
  screen: null,
};

const problemsOf = (value: unknown): string[] => {
  const outcome = parseManifest(JSON.stringify(value));
  return outcome.ok ? [] : outcome.problems.map(({ at, code }) => `${at} ${code}`);
};

test('comes back as it was written', () => {
  expect(parseManifest(JSON.stringify(MANIFEST))).toEqual({ ok: true, value: MANIFEST });
  expect(problemsOf({ ...MANIFEST, log: null, sources: [], analyses: [], setup: null })).toEqual([]);
});

test('tells everything that is wrong with it', () => {
  const [source] = MANIFEST.sources;
  const wrong = {
    ...MANIFEST,
    id: '../../elsewhere',
    name: ' ',
    revision: 0,
    sources: [source, { ...source, stored: 'handle', bytes: -1 }],
    log: { file: 'manifest.json', bytes: 1 },
    analyses: undefined,
    extra: 1,
  };
  expect(problemsOf(wrong)).toEqual([
    'id document/type',
    'revision document/range',
    'sources[1].bytes document/range',
    'sources[1].stored document/choice',
    'log.file document/type',
    'log.overview document/missing',
    'analyses document/missing',
    'extra document/unknownField',
    'name workspace/name',
  ]);
  expect(problemsOf({ ...MANIFEST, sources: [source, source] })).toEqual(['sources document/choice']);
});

test('without any one field, cut anywhere, or of another version is refused', () => {
  for (const field of Object.keys(MANIFEST)) expect(problemsOf({ ...MANIFEST, [field]: undefined })).not.toEqual([]);
  const text = JSON.stringify(MANIFEST);
  const { int } = random(1);
  for (let i = 0; i < 50; i++) expect(codeOf(parseManifest(text.slice(0, int(text.length))))).toBe('workspace/damaged');
  expect(problemsOf({ ...MANIFEST, sojourn: 2 })).toEqual([' workspace/version']);
  expect(problemsOf([])).toEqual([' workspace/damaged']);
});

test('an older one is brought to this version step by step', () => {
  const steps = [
    {
      from: 1,
      name: 'title becomes name',
      change: ({ title, ...rest }: Record<string, unknown>) => ({ ...rest, name: title }),
    },
    { from: 2, name: 'counts saves', change: (manifest: Record<string, unknown>) => ({ ...manifest, revision: 1 }) },
  ];
  expect(migrated({ sojourn: 1, title: 'Shop' }, 3, steps)).toEqual({
    ok: true,
    value: { sojourn: 3, name: 'Shop', revision: 1 },
  });
  expect(codeOf(migrated({ sojourn: 0 }, 3, steps))).toBe('workspace/version');
  expect(codeOf(migrated({ sojourn: 4 }, 3, steps))).toBe('workspace/version');
});
