import type { SavedSegments } from '#segments/spec.ts';
import { isObject } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';
import type { Engine } from '#workers/engine.ts';
import { jsonFile } from './read-files.ts';

/** Tells the engine the segments that documents may name: `{ name: rule }`, none where nothing is given. */
export function saveSegments(engine: Engine, given: unknown): Outcome<SavedSegments> {
  if (given !== undefined && !isObject(given))
    return fail(problem('cli/segments', 'segments', 'Saved segments must be an object: { name: rule }.'));
  const segments = given ?? {};
  const saved = engine.saveSegments(segments);
  return saved.ok ? ok(segments) : saved;
}

/** The same of a file. */
export async function savedSegmentsFile(engine: Engine, path: string | undefined): Promise<Outcome<SavedSegments>> {
  if (path === undefined) return ok({});
  const file = await jsonFile(path);
  return file.ok ? saveSegments(engine, file.value) : file;
}
