import type { EventLogFacts } from '#log/overview.ts';
import { warning } from '#vocabulary/problem.ts';
import type { ResultBase } from '#vocabulary/result.ts';
import { rankGroups, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Finished, PlanContext } from '../kind.ts';
import { IN_RANGE, type SequencePartial } from './kernel.ts';
import { adjust, besideAnother, besideTheRest, type Difference } from './result-difference.ts';
import { tablesOf, type SequenceTable } from './result-table.ts';
import type { SequenceSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';

/** Of a group, a segment, or the range before. */
export interface ComparedTable extends SequenceTable {
  /**
   * A group's share less that of all other units; with one segment its share less that of everybody else, with several
   * that of each less that of the first; the range's share less that of the range before. Null for the first of several
   * segments, where a side has nobody, and where both sides are the same.
   */
  difference: Difference | null;
}

export interface SequenceResult extends ResultBase, SequenceTable {
  kind: 'sequence';
  breakdown?: (ComparedTable & { value: GroupValue })[];
  /** Of the range before, or of each segment. */
  compare?: ComparedTable[];
}

const NO_RANGE_BEFORE = warning(
  'sequence/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

export function* finish(
  partial: SequencePartial,
  spec: SequenceSpec,
  _context: PlanContext,
  _facts: EventLogFacts,
  ofSegments: SequencePartial[] = [],
): Generator<void, Finished<SequenceResult>> {
  const { previous } = partial;
  const all = (yield* tablesOf(partial))[0]!;
  const compared: ComparedTable[] = [];
  for (const of of previous ? [previous] : ofSegments) {
    const table = (yield* tablesOf(of))[0]!;
    compared.push({ ...table, difference: differenceOf(of, table) });
    yield;
  }
  const groups = spec.breakdown && partial.of.grouped ? rankedGroups(partial, spec.breakdown) : null;
  const tables =
    groups &&
    (yield* tablesOf(partial, { places: groups.values.length, of: (person) => groups.place[partial.group[person]!]! }));
  const breakdown = groups?.values.map((value, i) => {
    const table = tables![i]!;
    return { value, ...table, difference: besideTheRest(table, all) };
  });
  adjust([...compared, ...(breakdown ?? [])].map(({ difference }) => difference));
  return {
    ...all,
    rules: rulesInForce(spec),
    ...(breakdown && { breakdown }),
    ...(compared.length > 0 && { compare: compared }),
    ...(spec.compare && 'previous' in spec.compare && !previous && { warnings: [NO_RANGE_BEFORE] }),
    ...((all.units === 0 || [all, ...compared].every(({ matched }) => matched === 0)) && { empty: whyEmpty(all) }),
  };

  function differenceOf(of: SequencePartial, table: SequenceTable): Difference | null {
    if (of === previous) return besideAnother(partial, previous, false);
    const [first] = ofSegments;
    if (ofSegments.length === 1) return besideTheRest(table, all);
    return of === first ? null : besideAnother(of, first!, true);
  }
}

/** The groups listed, by how many units they have. */
export function rankedGroups({ keys, group, flags }: SequencePartial, breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (let p = 0; p < group.length; p++) if (flags[p]! & IN_RANGE) size[group[p]!]!++;
  return rankGroups(keys, size, breakdown);
}

const whyEmpty = ({ units }: SequenceTable): { reason: string; hint: string } =>
  units === 0
    ? { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' }
    : {
        reason: 'Nobody did this in this range.',
        hint: 'Let other events lie between, or choose a wider range.',
      };
