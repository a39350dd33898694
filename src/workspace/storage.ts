import { fail, problem, warning, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { isFull, isMissing } from './folder.ts';

/** The parts of `navigator.storage` that are used. */
export interface BrowserStorage {
  estimate?(): Promise<{ usage?: number; quota?: number }>;
  persisted?(): Promise<boolean>;
}

/** What the browser says about this site's storage; null where it says nothing. */
export interface StorageFacts {
  usedBytes: number | null;
  quotaBytes: number | null;
  /** False = the browser may delete everything when the disk runs full. */
  kept: boolean | null;
}

const NEARLY_FULL = 0.85;

export async function storageFacts(storage: BrowserStorage | null): Promise<StorageFacts> {
  const estimate = await storage?.estimate?.();
  return {
    usedBytes: estimate?.usage ?? null,
    quotaBytes: estimate?.quota ?? null,
    kept: (await storage?.persisted?.()) ?? null,
  };
}

export const freeBytes = ({ usedBytes, quotaBytes }: StorageFacts): number | null =>
  usedBytes === null || quotaBytes === null ? null : Math.max(0, quotaBytes - usedBytes);

/** What a person should know before something is lost. */
export function storageWarnings(facts: StorageFacts): Problem[] {
  const warnings: Problem[] = [];
  if (facts.kept === false)
    warnings.push(
      warning(
        'workspace/notKept',
        '',
        'The browser may delete saved workspaces when the disk runs full.',
        'Allow this site to keep its data, or export the workspace.',
      ),
    );
  const free = freeBytes(facts);
  if (free !== null && facts.usedBytes! > facts.quotaBytes! * NEARLY_FULL)
    warnings.push(
      warning(
        'workspace/nearlyFull',
        '',
        `Of the storage that the browser grants, ${megabytes(free)} are free.`,
        'Delete workspaces that you no longer need, or export them first.',
      ),
    );
  return warnings;
}

export const megabytes = (bytes: number): string =>
  `${(bytes / 1e6).toLocaleString('en-US', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;

/** What the browser believes to be free may be more than the disk has: it is told only where it explains the refusal. */
export function fullProblem(neededBytes: number, free: number | null): Problem {
  const needs =
    neededBytes === 0 ? 'Saving needs more storage than there is' : `Saving needs ${megabytes(neededBytes)}`;
  const has = free !== null && free < neededBytes ? `${megabytes(free)} are free` : 'the storage is full';
  return problem(
    'workspace/full',
    '',
    `${needs}; ${has}. What was saved before is still there.`,
    'Delete workspaces that you no longer need, or free space on the disk.',
  );
}

/** Thrown where the file of a person, not the storage, fails to be read. */
export class Unreadable extends Error {}

/** Runs what touches the storage, and answers what the storage refuses with a problem. Our own mistakes go through. */
export async function answered<T>(
  run: () => Promise<Outcome<T>>,
  full: () => Promise<Problem> = () => Promise.resolve(fullProblem(0, null)),
): Promise<Outcome<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Unreadable)
      return fail(
        problem(
          'workspace/source',
          error.message,
          `${error.message} could not be read: it was moved, changed or closed.`,
          'Add it again.',
        ),
      );
    if (isFull(error)) return fail(await full());
    if (isMissing(error))
      return fail(
        problem('workspace/missing', '', 'This workspace, or a part of it, is no longer in the browser’s storage.'),
      );
    if (error instanceof DOMException)
      return fail(problem('workspace/storage', '', `The browser’s storage failed: ${error.message}`, 'Try again.'));
    throw error;
  }
}
