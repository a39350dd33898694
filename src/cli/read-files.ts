import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { sniffCsv } from '#data/csv-sniff.ts';
import { tokenize } from '#data/csv-tokens.ts';
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

/** A file as the engine takes it: read from disk piece by piece, never whole. */
export async function inputFile(path: string): Promise<Outcome<InputFile>> {
  try {
    return ok({ name: basename(path), blob: await openAsBlob(path), path: resolve(path) });
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
