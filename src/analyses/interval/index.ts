import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type IntervalPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type IntervalResult } from './result.ts';
import { parseInterval, type IntervalSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type IntervalOptions } from './switches.ts';

const interval: AnalysisKind<IntervalSpec, IntervalOptions, IntervalPartial, IntervalResult> = {
  kind: 'interval',
  label: 'Interval',
  answers: 'how long it takes from one event to another',
  action: 'See how long it takes',
  place: 55,
  parse: parseInterval,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: ({ from, to }) => `Time from ${eventMatchText(from)} to ${eventMatchText(to)}`,
};

export default interval;
