import type { EventLogFacts } from '#log/overview.ts';
import { warning } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { MOST_PERIODS } from '../active-periods.ts';
import type { GroupValue } from '../breakdown-groups.ts';
import type { Finished, PlanContext } from '../kind.ts';
import type { LifecyclePartial } from './kernel.ts';
import { earlyShare, earlyWarning } from './result-early.ts';
import { rankedGroups } from './result-groups.ts';
import { rowsOf, type Rows } from './result-rows.ts';
import { tablesOf, type LifecycleTable } from './result-table.ts';
import type { LifecycleSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

export interface LifecycleResult extends ResultBase, LifecycleTable {
  kind: 'lifecycle';
  /** Share of the units ever active whose first activity lies in the first twentieth of the log's time. */
  earlyShare: number;
  breakdown?: (LifecycleTable & { value: GroupValue })[];
  /** Of as many periods before, or of each segment. */
  compare?: LifecycleTable[];
}

const NO_RANGE_BEFORE = warning(
  'lifecycle/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

const EVERYBODY = { places: 1, of: () => 0 };

export function* finish(
  partial: LifecyclePartial,
  spec: LifecycleSpec,
  _context: PlanContext,
  facts: EventLogFacts,
  ofSegments: LifecyclePartial[] = [],
): Generator<void, Finished<LifecycleResult>> {
  const { previous, units } = partial;
  const rows: Rows = partial.tooMany ? { starts: [], known: 0, closed: 0 } : rowsOf(partial);
  const all = (yield* tablesOf(partial, rows, EVERYBODY))[0]!;
  const early = earlyShare(partial, facts);
  const warnings = [
    ...(spec.compare && 'previous' in spec.compare && !previous ? [NO_RANGE_BEFORE] : []),
    ...earlyWarning(early),
  ];
  const compared: LifecycleTable[] = [];
  for (const of of previous ? [previous] : ofSegments)
    compared.push(...(yield* tablesOf(of, partial.tooMany && !previous ? rows : rowsOf(of), EVERYBODY)));
  const groups = spec.breakdown && partial.of.grouped && (yield* groupsOf(partial, spec.breakdown, rows));
  const active = all.intervals.some((each) => each.new + each.returning + each.resurrecting > 0);
  return {
    units,
    rules: rulesInForce(spec),
    ...all,
    earlyShare: early.share,
    ...(groups && { breakdown: groups }),
    ...(compared.length > 0 && { compare: compared }),
    ...(warnings.length > 0 && { warnings }),
    ...(!active && { empty: whyEmpty(partial) }),
  };
}

function* groupsOf(
  partial: LifecyclePartial,
  breakdown: NonNullable<LifecycleSpec['breakdown']>,
  rows: Rows,
): Generator<void, NonNullable<LifecycleResult['breakdown']>> {
  const { values, place } = rankedGroups(partial, breakdown);
  const tables = yield* tablesOf(partial, rows, { places: values.length, of: (unit) => place[partial.group[unit]!]! });
  return values.map((value, i) => ({ value, ...tables[i]! }));
}

function whyEmpty({ tooMany, units }: LifecyclePartial): { reason: string; hint: string } {
  if (tooMany)
    return {
      reason: `The range has more than ${MOST_PERIODS} periods.`,
      hint: 'Choose a longer period or a shorter range.',
    };
  return units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : { reason: 'Nobody was active in this range.', hint: 'Choose another event or a wider range.' };
}
