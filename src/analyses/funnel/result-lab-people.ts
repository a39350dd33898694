import type { Fields } from '#vocabulary/fields.ts';
import { problem } from '#vocabulary/problem.ts';
import type { Differences } from './kernel-lab.ts';
import type { FunnelPartial } from './kernel-tally.ts';
import { causeOf, LAB_CAUSES, LAB_DIFFERS, type LabCauseCount } from './result-lab.ts';
import { peopleReached } from './result-people-reached.ts';
import { labAsked, LAB_PRESETS, presetsAsked } from './spec-lab.ts';
import type { FunnelSpec } from './spec.ts';
import { LAB_RULES, type LabRule } from './switches-lab.ts';

/**
 * `{ preset, step }`, `{ preset, step, dropped: true }`: as without a preset, of its own funnel. `{ preset, step, differs }`:
 * who is gained or lost there against the question, of one `cause` where that is said, and of these `rules` alone.
 */
export function peopleByPreset(partial: FunnelPartial, pointer: Fields, spec: FunnelSpec): Uint32Array | null {
  const troubles = pointer.problems.length;
  const preset = pointer.oneOf('preset', LAB_PRESETS);
  const step = pointer.integer('step', 0, spec.steps.length - 1);
  const dropped = pointer.boolean('dropped') ?? false;
  const differs = pointer.oneOf('differs', LAB_DIFFERS);
  const cause = pointer.oneOf('cause', LAB_CAUSES);
  const rules = pointer.list('rules', (value, path) =>
    LAB_RULES.includes(value as LabRule) ? (value as LabRule) : refuseRule(pointer, path),
  );
  const refuse = (name: string, message: string, hint: string): null => {
    pointer.refuse(name, 'funnel/pointer', message, hint);
    return null;
  };
  if (pointer.problems.length > troubles || !preset) return null;
  const asked = labAsked(spec);
  const at = asked ? presetsAsked(asked).indexOf(preset) : -1;
  if (at < 0 || !partial.lab)
    return refuse('preset', 'This funnel is not compared with that preset.', 'Compare it, or leave the preset out.');
  if (step === undefined) return refuse('step', 'Which step?', 'Give its number, 0 for the first.');
  if (!differs && (cause || rules))
    return refuse('differs', 'A cause is of people gained or lost.', 'Say which, or leave the cause out.');
  const funnel = partial.lab.funnels[partial.lab.of[at]!];
  if (!differs) return peopleReached(funnel?.partial ?? partial, partial.firstPerson, spec, { step, dropped });
  if (dropped) return refuse('dropped', 'Gained or lost are people at a step.', 'Leave it out.');
  return funnel ? whoDiffers(funnel.differences, step, { differs, cause, rules }) : new Uint32Array();
}

type Asked = Pick<LabCauseCount, 'differs'> & { [name in 'cause' | 'rules']: LabCauseCount[name] | undefined };

function whoDiffers(differences: Differences, step: number, { differs, cause, rules }: Asked): Uint32Array {
  return differences.person.filter((_, row) => {
    if (differences.step[row] !== step) return false;
    const found = causeOf(differences, row);
    if (found.differs !== differs || (cause && found.cause !== cause)) return false;
    return !rules || (rules.length === found.rules.length && rules.every((rule) => found.rules.includes(rule)));
  });
}

function refuseRule({ problems }: Fields, path: string): undefined {
  const hint = `Choose some of ${LAB_RULES.join(', ')}.`;
  problems.push(problem('funnel/pointer', path, 'There is no such rule.', hint));
}
