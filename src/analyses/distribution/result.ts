import { warning, type Problem } from '#vocabulary/problem.ts';
import type { Counted, ResultBase } from '#vocabulary/result.ts';
import { rankGroups, type GroupKey, type GroupValue } from '../breakdown-groups.ts';
import type { Breakdown } from '../breakdown.ts';
import type { Finished, PlanContext } from '../kind.ts';
import { quantile } from '../quantiles.ts';
import { rowsByPlace } from '../rows.ts';
import type { Edges } from '../value-bins.ts';
import { automaticBins, binsFrom } from './bins.ts';
import { MOST_PERIODS, type DistributionPartial } from './kernel.ts';
import type { Rows } from './kernel-rows.ts';
import { tableOf, type DistributionTable } from './result-table.ts';
import type { DistributionSpec } from './spec.ts';
import { rulesInForce } from './switches.ts';
import type { EventLogFacts } from '#log/overview.ts';

export interface DistributionResult extends Omit<ResultBase, 'counts'>, DistributionTable {
  kind: 'distribution';
  /** What the units are, where they are not people. */
  counted?: Counted;
  /** Units with an event in the range and no value. */
  none: number;
  /** Values of the period that is not over when the log ends; they are in no other number. */
  open: number;
  /** Events left out of the sum as they carry no number. */
  numberless: number;
  breakdown?: (DistributionTable & { value: GroupValue })[];
  /** Of the range before, or of each segment. */
  compare?: DistributionTable[];
}

const NO_RANGE_BEFORE = warning(
  'distribution/compare',
  'analysis.compare',
  'There is no range before this one.',
  'Choose a range with both ends.',
);

/** Breathes between tables. */
export function* finish(
  partial: DistributionPartial,
  spec: DistributionSpec,
  { counted }: PlanContext,
  _facts: EventLogFacts,
  ofSegments: DistributionPartial[] = [],
): Generator<void, Finished<DistributionResult>> {
  const { rows, open, none, numberless, previous, units, keys } = partial;
  const compared = (previous ? [previous] : ofSegments).map((of) => of.rows);
  const { bins, text } = binsOf([rows, ...compared], spec);
  const groups = spec.breakdown && partial.of.grouped ? rankedGroups(rows, keys, spec.breakdown) : null;
  const parts = groups
    ? rowsByPlace(
        rows,
        Int32Array.from(rows.group, (group) => groups.place[group]!),
        groups.values.length,
      )
    : [];
  const tables: DistributionTable[] = [];
  for (const each of [rows, ...compared, ...parts]) {
    yield;
    tables.push(tableOf(each, bins));
  }
  const ofGroups = tables.slice(1 + compared.length);
  return {
    units,
    rules: rulesInForce(spec, text),
    ...(counted && { counted }),
    ...tables[0]!,
    none: none.length,
    open: open.person.length,
    numberless,
    ...(groups && { breakdown: groups.values.map((value, i) => ({ value, ...ofGroups[i]! })) }),
    ...(compared.length > 0 && { compare: tables.slice(1, 1 + compared.length) }),
    ...(spec.compare && 'previous' in spec.compare && !previous && { warnings: [NO_RANGE_BEFORE] as Problem[] }),
    ...(rows.person.length === 0 && { empty: whyEmpty(partial, spec) }),
  };
}

/** Those in force, and what a person reads of them. */
function binsOf(lists: readonly Rows[], { bins, measure }: DistributionSpec): { bins: Edges[]; text: string } {
  const least = Math.min(...lists.map(({ amount }) => amount.reduce((a, b) => Math.min(a, b), Infinity)));
  const most = Math.max(...lists.map(({ amount }) => amount.reduce((a, b) => Math.max(a, b), -Infinity)));
  if (least > most) return { bins: [], text: 'bins as the values need' };
  if (bins) return { bins: binsFrom(bins, least), text: `bins begin with ${bins.join(', ')}` };
  const of = lists.find(({ amount }) => amount.length > 0)!.amount;
  const { bins: all, width } = automaticBins({ least, most, p99: quantile(of.slice(), 0.99, 0) }, measure);
  const { from, to } = all.at(-1)!;
  const past = to === null ? ` up to the 99th percentile, one for all from ${from} on` : '';
  return { bins: all, text: `bins ${width} wide${past}` };
}

/** The groups listed, by how many units have a value. */
export function rankedGroups({ person, group }: Rows, keys: readonly GroupKey[], breakdown: Breakdown) {
  const size = new Uint32Array(keys.length);
  for (let row = 0; row < person.length; row++) if (row === 0 || person[row] !== person[row - 1]) size[group[row]!]!++;
  return rankGroups(keys, size, breakdown);
}

function whyEmpty({ tooMany, units, open, numberless }: DistributionPartial, { per }: DistributionSpec) {
  if (tooMany)
    return {
      reason: `The range has more than ${MOST_PERIODS} periods.`,
      hint: 'Choose a longer period or a shorter range.',
    };
  if (units === 0) return { reason: 'No events in this range.', hint: 'Choose a wider range or fewer conditions.' };
  if (open.person.length > 0)
    return { reason: `No ${per} of the range is over when the log ends.`, hint: 'Choose a shorter period, or none.' };
  return numberless > 0
    ? { reason: 'None of these events carries a number.', hint: 'Choose another property.' }
    : { reason: 'Nobody did it in this range.', hint: 'Choose another event or a wider range.' };
}
