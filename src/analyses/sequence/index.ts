import { eventMatchText } from '#vocabulary/event-match.ts';
import { isStep } from '#vocabulary/pattern.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type SequencePartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type SequenceResult } from './result.ts';
import { parseSequence, type SequenceSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type SequenceOptions } from './switches.ts';

const sequence: AnalysisKind<SequenceSpec, SequenceOptions, SequencePartial, SequenceResult> = {
  kind: 'sequence',
  label: 'Sequence',
  answers: 'who did things in a certain order',
  action: 'Look for a sequence',
  place: 40,
  parse: parseSequence,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  ofSteps: (steps) =>
    steps.length < 2
      ? null
      : {
          kind: 'sequence',
          pattern: { then: steps.flatMap((step, i) => (i === 0 ? [step] : [{ any: '*' as const }, step])) },
        },
  title: ({ pattern }) => {
    const names = pattern.then.filter(isStep).map((part) => ('any' in part ? 'any event' : eventMatchText(part)));
    return names.length > 1 ? `${names[0]} → ${names.at(-1)}` : (names[0] ?? 'Any events');
  },
};

export default sequence;
