import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type LifecyclePartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type LifecycleResult } from './result.ts';
import { parseLifecycle, type LifecycleSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type LifecycleOptions } from './switches.ts';

const lifecycle: AnalysisKind<LifecycleSpec, LifecycleOptions, LifecyclePartial, LifecycleResult> = {
  kind: 'lifecycle',
  label: 'Lifecycle',
  answers: 'who is new, stays, comes back or falls silent',
  action: 'See who comes and goes',
  place: 45,
  parse: parseLifecycle,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: ({ of, interval }) => `Who comes and goes by ${interval}: ${eventMatchText(of)}`,
};

export default lifecycle;
