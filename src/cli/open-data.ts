import type { GivenSetup } from '#data/resolve-setup.ts';
import type { OpenedLog } from '#engine/protocol.ts';
import type { Outcome } from '#vocabulary/problem.ts';
import type { Engine } from '#workers/engine.ts';
import { inputFiles } from './read-files.ts';

/** Opens files and folders from disk, all problems of all of them at once. */
export async function openData(engine: Engine, paths: string[], given: GivenSetup | null): Promise<Outcome<OpenedLog>> {
  const files = await inputFiles(paths);
  return files.ok ? engine.open(files.value, given, 0) : files;
}
