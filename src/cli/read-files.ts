import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { sniffCsv } from '#data/csv-sniff.ts';
import { tokenize } from '#data/csv-tokens.ts';
import { isLeaving } from '#data/leavings.ts';
import type { InputFile } from '#engine/protocol.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

const unreadable = (path: string, error: unknown) =>
  fail(
    problem(
      'cli/unreadable',
      path,
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );

/**
 * Files as the engine takes them: read from disk piece by piece, never whole. Of a folder all that are in it, called by their
 * paths. All problems of all of them at once.
 */
export async function inputFiles(paths: readonly string[]): Promise<Outcome<InputFile[]>> {
  const found = await Promise.all(paths.map((path) => filesAt(path, basename(resolve(path)))));
  const problems = found.flatMap((files) => (files.ok ? [] : files.problems));
  return problems.length > 0 ? { ok: false, problems } : ok(found.flatMap((files) => (files.ok ? files.value : [])));
}

async function filesAt(path: string, name: string): Promise<Outcome<InputFile[]>> {
  try {
    if (!(await stat(path)).isDirectory()) return ok([{ name, blob: await openAsBlob(path), path: resolve(path) }]);
    const files: InputFile[] = [];
    for (const inside of (await readdir(path)).sort()) {
      if (isLeaving(inside)) continue;
      const found = await filesAt(join(path, inside), `${name}/${inside}`);
      if (!found.ok) return found;
      files.push(...found.value);
    }
    return ok(files);
  } catch (error) {
    return unreadable(path, error);
  }
}

export async function jsonFile(path: string): Promise<Outcome<unknown>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return error instanceof SyntaxError
      ? fail(problem('cli/json', path, `${path} is not JSON: ${error.message}`))
      : unreadable(path, error);
  }
}

/** A table of people as `{ id: { attribute: value } }`; ids are in the first column. */
export async function peopleFile(path: string): Promise<Outcome<Record<string, Record<string, string>>>> {
  try {
    const bytes = new Uint8Array(await readFile(path));
    const shape = sniffCsv(bytes, basename(path), true);
    if (!shape.ok) return shape;
    const { rows } = tokenize(new TextDecoder().decode(bytes.subarray(shape.value.dataStart)), shape.value);
    const [, ...attributes] = shape.value.columns;
    return ok(
      Object.fromEntries(
        rows.map(([id, ...cells]) => [
          id ?? '',
          Object.fromEntries(attributes.map((name, i) => [name, cells[i] ?? ''])),
        ]),
      ),
    );
  } catch (error) {
    return unreadable(path, error);
  }
}
