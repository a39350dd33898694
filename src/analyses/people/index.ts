import type { AnalysisKind } from '../kind.ts';
import { kernel, type PeoplePartial } from './kernel.ts';
import { finish, people, type PeopleResult } from './result.ts';
import { columnWords } from './spec-columns.ts';
import { parsePeople, sortOf, type PeopleSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type PeopleOptions } from './switches.ts';

const table: AnalysisKind<PeopleSpec, PeopleOptions, PeoplePartial, PeopleResult> = {
  kind: 'people',
  label: 'People',
  answers: 'who they are, and what is known of each',
  action: 'List the people',
  place: 80,
  parse: parsePeople,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: (spec) => `People by ${columnWords(sortOf(spec).by, spec)}`,
};

export default table;
