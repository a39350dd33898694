import { PEOPLE } from '#charts/formats.ts';
import type { Counted } from '#vocabulary/result.ts';
import type { PathsResult } from './result.ts';
import type { PathsSpec } from './spec.ts';
import { gapOf } from './switches.ts';

export const called = (name: string): string => (name === '' ? '(no name)' : name);

/** What a path is called: a visit, or the unit itself where nothing cuts it. */
export const visitWords = (spec: PathsSpec, { counts }: PathsResult): Counted =>
  gapOf(spec) ? { one: 'visit', many: 'visits' } : (counts ?? PEOPLE);

/** What is followed: a visit, or each of its paths where there may be several. */
export const pathWords = (spec: PathsSpec, result: PathsResult): Counted =>
  spec.anchor === 'every' && (spec.start ?? spec.end) !== undefined
    ? { one: 'path', many: 'paths' }
    : visitWords(spec, result);

/** What a link counts. */
export const linkWords = (spec: PathsSpec, result: PathsResult): Counted =>
  spec.weigh === 'units' ? (result.counts ?? PEOPLE) : pathWords(spec, result);
