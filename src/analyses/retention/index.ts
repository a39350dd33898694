import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type RetentionPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type RetentionResult } from './result.ts';
import { parseRetention, type RetentionSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type RetentionOptions } from './switches.ts';

const retention: AnalysisKind<RetentionSpec, RetentionOptions, RetentionPartial, RetentionResult> = {
  kind: 'retention',
  label: 'Retention',
  answers: 'who comes back, and when',
  action: 'See who comes back',
  place: 30,
  parse: parseRetention,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: (spec) => {
    const [start, back] = [eventMatchText(spec.start), eventMatchText(spec.return)];
    return start === back
      ? `Back by ${spec.period ?? 'day'}: ${start}`
      : `${start}, then ${back} by ${spec.period ?? 'day'}`;
  },
};

export default retention;
