import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type TrendPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type TrendResult } from './result.ts';
import { parseTrend, type TrendSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type TrendOptions } from './switches.ts';

const trend: AnalysisKind<TrendSpec, TrendOptions, TrendPartial, TrendResult> = {
  kind: 'trend',
  label: 'Trend',
  answers: 'how often, and how many, over time',
  action: 'See what happens over time',
  place: 15,
  parse: parseTrend,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  cutsSessions: ({ series }) => series.some(({ measure }) => measure === 'sessions'),
  title: ({ series, interval = 'day', formula }) => {
    const names = [...new Set(series.map(({ of, name }) => name ?? eventMatchText(of)))];
    return `${formula ?? names.join(', ')} by ${interval}`;
  },
};

export default trend;
