import type { AnalysisKind } from '../kind.ts';
import { kernel, type PathsCounted, type PathsPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type PathsAnswer } from './result.ts';
import { MOST_COMPARED, type CompareTwo } from './spec-compare.ts';
import { parsePaths, type PathsSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { matchText, planOf, type PathsOptions } from './switches.ts';

const paths: AnalysisKind<PathsSpec, PathsOptions, PathsCounted, PathsAnswer> = {
  kind: 'paths',
  label: 'Paths',
  answers: 'what comes after what',
  action: 'Follow paths',
  place: 20,
  parse: parsePaths,
  plan: planOf,
  kernel,
  finish,
  // only what knows the visits is asked for the people in them
  people: (partial, pointer, spec) => people(partial as PathsPartial, pointer, spec),
  suggest,
  ofSegments: (called, overview) => {
    const spec = suggest(overview);
    const [first, second] = called;
    if (!spec || !first || called.length > MOST_COMPARED) return first ? null : spec;
    const segments: CompareTwo['segments'] = second ? [first.segment, second.segment] : [first.segment];
    return { ...spec, compare: { segments, names: [first.name, second?.name ?? 'The others'] } };
  },
  title: ({ start, end }) => {
    if (start === undefined && end === undefined) return 'Paths from the first event';
    const from = start === undefined ? '' : ` from ${matchText(start)}`;
    return `Paths${from}${end === undefined ? '' : ` to ${matchText(end)}`}`;
  },
};

export default paths;
