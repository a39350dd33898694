import { segmentText } from '#segments/text.ts';
import type { RuleInForce } from '#vocabulary/result.ts';
import type { Compared } from './result-compare.ts';
import { LEAST_EXPECTED } from './result-groups.ts';
import { comparedSegments } from './spec-compare.ts';
import type { PathsSpec } from './spec.ts';
import { gapOf } from './switches.ts';

/** What a comparison rests on. */
export function compareRules(spec: PathsSpec, compared: Pick<Compared, 'tests'> | null): RuleInForce[] {
  if (!spec.compare || !compared) return [];
  const [first, second] = comparedSegments(spec.compare);
  const rest = spec.compare.segments.length === 1;
  const { made, tooFew } = compared.tests;
  const units = spec.weigh === 'units' || gapOf(spec) === null;
  return [
    {
      name: 'compare',
      value: null,
      text: `A: people who ${segmentText(first)}; B: ${rest ? 'everybody else' : `people who ${segmentText(second)}`}; a difference is A less B`,
      from: 'document',
    },
    {
      name: 'tests',
      value: made,
      text:
        `q of ${made} tests by Benjamini and Hochberg, none where under ${LEAST_EXPECTED} are expected (${tooFew})` +
        (units ? '' : '; visits of one person count as alike (Rao and Scott)'),
      from: 'default',
    },
  ];
}
