import type { AnalysisKind } from '../kind.ts';
import { kernel, type SessionsPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type SessionsResult } from './result.ts';
import { parseSessions, type SessionsSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { planOf, type SessionsOptions } from './switches.ts';

const sessions: AnalysisKind<SessionsSpec, SessionsOptions, SessionsPartial, SessionsResult> = {
  kind: 'sessions',
  label: 'Sessions',
  answers: 'how long sessions are, where they begin and end',
  action: 'Look at sessions',
  place: 65,
  parse: parseSessions,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  cutsSessions: () => true,
  title: ({ interval = 'day' }) => `Sessions by ${interval}`,
};

export default sessions;
