import { isObject } from '#vocabulary/fields.ts';
import { fail, ok, problem, type Outcome } from '#vocabulary/problem.ts';

/** What turns a manifest of one version into the next. */
export interface Migration {
  from: number;
  /** What it changes, in words. */
  name: string;
  change(manifest: Record<string, unknown>): Record<string, unknown>;
}

/** None yet: version 1 is the first. */
const MIGRATIONS: readonly Migration[] = [];

/** Brings a manifest to this version, step by step; one of a later version is refused whole. */
export function migrated(value: unknown, version: number, migrations = MIGRATIONS): Outcome<Record<string, unknown>> {
  if (!isObject(value) || typeof value.sojourn !== 'number')
    return fail(problem('workspace/damaged', '', 'This does not describe a workspace.'));
  let manifest = value;
  while (manifest.sojourn !== version) {
    const step = migrations.find(({ from }) => from === manifest.sojourn);
    if (!step)
      return fail(
        problem(
          'workspace/version',
          '',
          `This workspace is of version ${String(value.sojourn)}; this Sojourn reads version ${version}.`,
          'Open it with a newer Sojourn.',
        ),
      );
    manifest = { ...step.change(manifest), sojourn: step.from + 1 };
  }
  return ok(manifest);
}
