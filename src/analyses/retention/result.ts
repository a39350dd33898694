import type { EventLogFacts } from '#log/overview.ts';
import { warning, type Problem } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { type GroupValue } from '../breakdown-groups.ts';
import type { PlanContext } from '../kind.ts';
import type { PaceTests } from '../pace-tests.ts';
import { entriesOf, strideOf, type RetentionPartial } from './kernel.ts';
import { besideTheRest, type Difference } from './result-difference.ts';
import { lastSeenOf, type LastSeen } from './result-last-seen.ts';
import { groupsOf, ranked } from './result-people.ts';
import { rowsOf } from './result-rows.ts';
import { besideAnother } from './result-shared.ts';
import { tableOf, type RetentionTable, type TableRule } from './result-table.ts';
import { MOST_ROWS, type RetentionSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

/** By column, how the share differs: of a group or segment from everybody else's, of the range from that before. */
interface Differing {
  difference?: (Difference | null)[];
}

export interface RetentionCompared extends RetentionTable, Differing {
  lastSeen?: LastSeen;
}

export interface RetentionGroup extends RetentionCompared {
  value: GroupValue;
}

export interface RetentionResult extends ResultBase, RetentionTable {
  kind: 'retention';
  lastSeen?: LastSeen & { logRank: PaceTests };
  breakdown?: RetentionGroup[];
  /** Of the range before, or of each segment. */
  compare?: RetentionCompared[];
}

const NO_RANGE_BEFORE = warning(
  'retention/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

export function finish(
  partial: RetentionPartial,
  spec: RetentionSpec,
  _context: PlanContext,
  facts: EventLogFacts,
  ofSegments: RetentionPartial[] = [],
): Omit<RetentionResult, 'kind' | 'elapsedMs' | 'warnings'> & { warnings?: Problem[] } {
  const { of, entries, counted, keys, units, previous, goneAfter } = partial;
  const rows = rowsOf(of, entries, facts);
  const base = { units, rules: rulesInForce(spec, goneAfter) };
  if (!rows)
    return {
      ...base,
      cohorts: [],
      mean: [],
      empty: {
        reason: `The range has more than ${MOST_ROWS} periods.`,
        hint: 'Choose a longer period or a shorter range.',
      },
    };
  const rule = tableRule(spec, partial);
  const all = tableOf(partial, rows, rule);
  const others = previous ? [previous] : ofSegments;
  const ofGroups = groupsOf(partial);
  const groups = ofGroups && spec.breakdown ? ranked(ofGroups, keys, spec.breakdown) : null;
  const curves = goneAfter ? lastSeenOf(partial, others, groups) : null;
  const listed = groups?.values.map((value, place) => ({
    value,
    ...tableOf(ofGroups!, rows, rule, (group) => groups.place[group] === place),
    ...(curves && { lastSeen: curves.groups[place]! }),
  }));
  const beside = others.map((of, i): RetentionCompared => ({
    ...tableOf(of, rowsOf(of.of, of.entries, facts)!, rule),
    ...(curves && { lastSeen: curves.beside[i]! }),
  }));
  const tested = spec.measure === undefined || spec.measure === 'units' ? !rule.repeated : false;
  const withDifferences = <Part extends RetentionTable>(parts: Part[]): (Part & Differing)[] => {
    if (!tested) return parts;
    const by = besideTheRest(
      parts.map(({ cohorts }) => cohorts),
      all.cohorts,
    );
    return parts.map((part, i) => ({ ...part, difference: by[i]! }));
  };
  const withPrevious = (of: RetentionPartial): RetentionCompared => {
    const at = { entries: entriesOf(of), rows: rowsOf(of.of, of.entries, facts)! };
    const now = { entries: entriesOf(partial), rows };
    return { ...beside[0]!, ...(tested && { difference: besideAnother(now, at, rule.stride) }) };
  };
  return {
    ...base,
    ...all,
    ...(curves && { lastSeen: curves.all }),
    // with the same value wanted a unit may be in several groups: there is no rest to compare with
    ...(listed && { breakdown: spec.sameValue === undefined ? withDifferences(listed) : listed }),
    ...(ofSegments.length > 0 && { compare: withDifferences(beside) }),
    ...(previous && { compare: [withPrevious(previous)] }),
    ...(spec.compare && 'previous' in spec.compare && !previous && { warnings: [NO_RANGE_BEFORE] }),
    ...((counted ?? entriesOf(partial).person).length === 0 && { empty: whyEmpty(units) }),
  };
}

function tableRule(spec: RetentionSpec, { of }: RetentionPartial): TableRule {
  const { measure = 'units', mean = 'pooled' } = spec;
  return {
    measure,
    mean,
    stride: strideOf(of),
    repeated: of.cohort === 'everyPeriod',
    levels: measure === 'units' && !of.onOrAfter && !spec.brackets,
  };
}

const whyEmpty = (units: number): { reason: string; hint: string } =>
  units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : { reason: 'Nobody began in this range.', hint: 'Choose another first event or a wider range.' };
