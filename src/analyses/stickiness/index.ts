import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type StickinessPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type StickinessResult } from './result.ts';
import { parseStickiness, type StickinessSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type StickinessOptions } from './switches.ts';

const stickiness: AnalysisKind<StickinessSpec, StickinessOptions, StickinessPartial, StickinessResult> = {
  kind: 'stickiness',
  label: 'Stickiness',
  answers: 'in how many periods people are active',
  action: 'See how often people come',
  place: 50,
  parse: parseStickiness,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: ({ of, interval }) => `In how many ${interval}s: ${eventMatchText(of)}`,
};

export default stickiness;
