import { warning, type Problem } from '#vocabulary/problem.ts';
import type { Source } from './source.ts';

/** The tables of some files, and what of the files is none. */
export interface OpenedSources {
  sources: Source[];
  /** Warnings: files, members and sheets that are left out. */
  notes: Problem[];
}

export async function closeAll(sources: readonly Source[]): Promise<void> {
  for (const source of sources) await source.close();
}

/** Of what is left out: why, and that the rest is read. */
export const asNote = ({ code, at, message }: Problem): Problem => warning(code, at, `${message} It is left out.`);
