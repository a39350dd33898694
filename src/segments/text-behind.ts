import { endText } from '#vocabulary/calendar-text.ts';
import { eventMatchText, type EventMatch } from '#vocabulary/event-match.ts';
import { isObject, type Json } from '#vocabulary/fields.ts';
import type { Behind, FunnelRule, Question } from './spec.ts';

/** Of longer funnels the first and the last steps are named. */
const NAMED_STEPS = 4;

/** Said of people, and denied of them. */
export interface Said {
  yes: string;
  no: string;
}

/** `reached “Pay” of the funnel View → Pay`, `left the funnel View → Pay before “Pay”`. */
export const funnelText = (rule: FunnelRule): Said =>
  'reached' in rule ? stepText(rule.funnel, rule.reached, false) : stepText(rule.funnel, rule.dropped, true);

/** `are behind “cohort 4 Mar 2024, period 2” of a retention`. */
export function behindText({ behind, pointer }: Behind): Said {
  const { step, dropped, ...rest } = pointer;
  if (behind.analysis.kind === 'funnel' && typeof step === 'number') {
    const { yes, no } = stepText(behind, step, dropped === true);
    const further = Object.keys(rest).length === 0 ? '' : ` (${pointerText(rest)})`;
    return { yes: `${yes}${further}`, no: `${no}${further}` };
  }
  const number = `behind “${pointerText(pointer)}” of ${questionText(behind)}`;
  return { yes: `are ${number}`, no: `are not ${number}` };
}

function stepText(funnel: Question, step: number, dropped: boolean): Said {
  const { analysis, unit } = funnel as Question & { analysis: Record<string, unknown>; unit?: unknown };
  const steps = Array.isArray(analysis.steps)
    ? analysis.steps.filter(isObject).map((each) => eventMatchText(each as EventMatch))
    : [];
  const where = unit === 'session' ? ' in a session' : '';
  if (analysis.order === 'any') {
    const most = `${step + 1} of the steps ${steps.join(', ')}${where}`;
    return dropped
      ? {
          yes: `did ${step} and not ${most}`,
          no: `did not stop after ${step} of the steps ${steps.join(', ')}${where}`,
        }
      : { yes: `did at least ${most}`, no: `did fewer than ${most}` };
  }
  const name = `“${steps[step] ?? `step ${step + 1}`}”`;
  const whole = `funnel ${chainText(steps)}`.trimEnd();
  return dropped
    ? { yes: `left the ${whole} before ${name}${where}`, no: `did not leave the ${whole} before ${name}${where}` }
    : { yes: `reached ${name} of the ${whole}${where}`, no: `did not reach ${name} of the ${whole}${where}` };
}

const chainText = (steps: string[]): string =>
  (steps.length > NAMED_STEPS ? [...steps.slice(0, 2), '…', steps.at(-1)!] : steps).join(' → ');

function questionText(question: Question): string {
  const { title } = question as Question & { title?: unknown };
  if (typeof title === 'string' && title !== '') return `“${title}”`;
  const { kind } = question.analysis;
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Fields of pointers that hold local dates. */
const DATED = ['cohort', 'start'];

const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `cohort 4 Mar 2024, period 2`, `matched`, `not matched`, `value no value`. */
export function pointerText(pointer: { readonly [name: string]: Json }): string {
  const said = Object.entries(pointer).map(([name, value]) => {
    if (value === true) return words(name);
    if (value === false) return `not ${words(name)}`;
    const isDate = DATED.includes(name) && typeof value === 'string';
    return `${words(name)} ${isDate ? endText(value) : valueText(value)}`;
  });
  return said.join(', ') || 'everybody';
}

function valueText(value: Json): string {
  if (value === null) return 'missing';
  if (Array.isArray(value)) return value.map(valueText).join(' · ');
  return typeof value === 'object' ? `(${pointerText(value)})` : String(value);
}
