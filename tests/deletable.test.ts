import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kindFolders, root } from './support/sources.ts';
import { typeErrors } from './support/typecheck.ts';

// A kind is one folder: with the folder gone, everything else still fits together.

const programs = ['tsconfig.json', 'workers/tsconfig.json'].map((name) => join(root, name));

/** Errors that the tree has with the folder in place belong to another test. */
const present = new Map<string, Set<string>>();
const errorsBefore = (program: string): Set<string> => {
  const known = present.get(program) ?? new Set(typeErrors(program, []));
  present.set(program, known);
  return known;
};

describe('type check without kinds', () => {
  test('the check sees what a missing folder breaks', { timeout: 300_000 }, () => {
    const [, workers] = programs;
    expect(typeErrors(workers!, [join(root, 'src/vocabulary')]).length).toBeGreaterThan(errorsBefore(workers!).size);
  });

  // Kinds never name each other (`architecture.test.ts`), so what needs one of them needs it beside the others gone.
  const GROUPS = 3;
  const groups = Array.from({ length: GROUPS }, (_, g) => kindFolders().filter((_, i) => i % GROUPS === g));

  test.each(groups.map((group) => ({ group, names: group.join(', ') })))(
    '$names',
    { timeout: 300_000 },
    ({ group }) => {
      const hidden = group.map((kind) => join(root, 'src/analyses', kind));
      for (const program of programs) {
        const before = errorsBefore(program);
        expect(typeErrors(program, hidden).filter((error) => !before.has(error))).toEqual([]);
      }
    },
  );
});

/** Takes minutes for each kind: SOJOURN_FULL=1 asks for it. */
describe.runIf(process.env.SOJOURN_FULL === '1')('tests and build without a kind', () => {
  const left = new Set(['node_modules', '.git', '.svelte-kit', 'build', 'dist', 'test-results']);
  const commands = [
    ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'],
    ['node_modules/svelte-check/bin/svelte-check', '--threshold', 'warning', '--fail-on-warnings'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    ['node_modules/typescript/bin/tsc', '-p', 'workers'],
    ['node_modules/vitest/vitest.mjs', 'run', '--exclude', 'tests/deletable.test.ts'],
    ['scripts/build.mjs'],
  ];

  test.each(kindFolders())('%s', { timeout: 1_200_000 }, (kind) => {
    const copy = mkdtempSync(join(tmpdir(), 'sojourn-without-'));
    try {
      cpSync(root, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
      symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
      rmSync(join(copy, 'src/analyses', kind), { recursive: true });
      for (const command of commands) {
        const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' });
        expect(status, `${command.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
