import type { AnalysisKind } from '../kind.ts';
import { begin } from './begin.ts';
import { kernel, type ComparePartial } from './kernel.ts';
import { titleOf } from './names.ts';
import { planOf, type CompareOptions } from './plan.ts';
import { people } from './result-people.ts';
import { finish, type CompareResult } from './result.ts';
import { parseCompare, type CompareSpec } from './spec.ts';

const compare: AnalysisKind<CompareSpec, CompareOptions, ComparePartial, CompareResult> = {
  kind: 'compare',
  label: 'Compare segments',
  answers: 'who they are, against everyone or each other',
  action: 'Compare segments',
  place: 90,
  parse: parseCompare,
  plan: planOf,
  kernel,
  finish,
  people: (partial, pointer, spec, _ids, ofSegments) => people(partial, pointer, spec, ofSegments),
  // which people is not in the log
  suggest: () => null,
  begin,
  ofSegments: (called) => {
    const [first, second] = called;
    if (!first) return null;
    return {
      kind: 'compare',
      segments: called.map(({ segment }) => segment),
      ...(!second && { against: { not: first.segment } }),
      names: [...called.map(({ name }) => name), ...(second ? [] : ['the rest'])],
    };
  },
  title: titleOf,
};

export default compare;
