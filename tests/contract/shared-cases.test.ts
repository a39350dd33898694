import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '#analyses/registry.ts';

const folder = '../shared/cases';
const there = existsSync(folder);

/** The lines that the runner of the shared cases prints, one for each failing case, then one for each file. */
const runCases = (part: string): Promise<string[]> =>
  new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'run.mjs'), '.', folder, part], { maxBuffer: 1 << 26 }, (_, stdout) =>
      resolve(stdout.trim().split('\n')),
    );
  });

const kindOf = (file: string): string => {
  const [first] = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    document: { analysis: { kind: string } };
  }[];
  return first!.document.analysis.kind;
};

/** Files whose kind is installed here: facts of other products' test suites. */
const files = there ? readdirSync(folder).filter((file) => file.endsWith('.json') && kinds.has(kindOf(file))) : [];

if (!there) console.warn(`${folder} is not here: the shared cases are skipped.`);

describe.skipIf(files.length === 0)('shared cases', () => {
  test.each(files)('%s: every case passes, but for parts that this version refuses by name', async (file) => {
    const lines = await runCases(file.replace('.json', ''));
    const failing = lines.filter((line) => line.startsWith('FAIL'));
    expect(failing.filter((line) => !/\/notYet"|"document\/kind"/.test(line))).toEqual([]);
    expect(lines.at(-1)).toMatch(/^\d+\/\d+ cases$/);
  });
});
