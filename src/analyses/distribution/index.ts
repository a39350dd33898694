import { eventMatchText } from '#vocabulary/event-match.ts';
import type { AnalysisKind } from '../kind.ts';
import { kernel, type DistributionPartial } from './kernel.ts';
import { people } from './result-people.ts';
import { finish, type DistributionResult } from './result.ts';
import { parseDistribution, type DistributionSpec } from './spec.ts';
import { suggest } from './suggest.ts';
import { measureText, planOf, type DistributionOptions } from './switches.ts';

const distribution: AnalysisKind<DistributionSpec, DistributionOptions, DistributionPartial, DistributionResult> = {
  kind: 'distribution',
  label: 'Distribution',
  answers: 'how often, on how many days, or how much each',
  action: 'See how much each does',
  place: 60,
  parse: parseDistribution,
  plan: planOf,
  kernel,
  finish,
  people,
  suggest,
  title: ({ of, measure, per }) => {
    const how = measureText(measure);
    return `${how.charAt(0).toUpperCase()}${how.slice(1)}${per ? ` in a ${per}` : ''}: ${eventMatchText(of)}`;
  },
};

export default distribution;
