import type { GivenSetup } from '#data/resolve-setup.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { Engine } from '#workers/engine.ts';
import { inputFile } from './read-files.ts';

/** Opens files from disk, all problems of all of them at once. */
export async function openData(engine: Engine, paths: string[], given: GivenSetup | null): Promise<Outcome<OpenedLog>> {
  const files = await Promise.all(paths.map(inputFile));
  const problems = files.flatMap((file) => (file.ok ? [] : file.problems));
  if (problems.length > 0) return { ok: false, problems };
  return engine.open(
    files.flatMap((file) => (file.ok ? [file.value] : [])),
    given,
    0,
  );
}
