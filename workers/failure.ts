import { Damaged } from '#data/content.ts';
import { fail, problem, type Outcome, type Problem } from '#vocabulary/problem.ts';
import { Cancelled } from './breath.ts';

/** Thrown out of deep work when what was asked for cannot be done. */
export class Refused extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems[0]?.message);
  }
}

/** What a caller is told of something thrown. */
export function outcomeOfThrown(error: unknown): Outcome<never> {
  if (error instanceof Refused) return { ok: false, problems: error.problems };
  if (error instanceof Cancelled) return fail(problem('engine/cancelled', '', 'This was stopped.'));
  return fail(failure(error));
}

function failure(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError)
    return problem(
      'engine/crashed',
      '',
      `The engine failed: ${message}`,
      'Your files are unchanged. The engine starts again by itself.',
    );
  if (error instanceof Damaged) return problem('data/damaged', '', message, 'Copy or export the file again.');
  if (/out of memory|allocat|memory access/i.test(message))
    return problem(
      'engine/memory',
      '',
      `The engine ran out of memory: ${message}`,
      'Your files are unchanged. Try fewer columns or a shorter time.',
    );
  return problem('engine/failed', '', message, 'Your files are unchanged. Try again.');
}
