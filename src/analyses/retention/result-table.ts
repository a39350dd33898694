import { proportionInterval } from '#statistics/proportions.ts';
import type { Entries } from './kernel-entries.ts';
import type { CohortUnits } from './kernel-question.ts';
import type { TallyRow } from './kernel-tally.ts';
import { entriesOf, type RetentionPartial } from './kernel.ts';
import { plateauOf, type Plateau } from './result-plateau.ts';
import { pooledSpread } from './result-spread.ts';
import type { Rows } from './result-rows.ts';
import type { Measure } from './spec.ts';

export interface RetentionCell {
  /** Units of the cohort that came back; of another measure the number, sum or average of their returns. */
  count: number;
  /** `count` per unit of the cohort. */
  rate: number;
  /** Its time has not fully passed. */
  open: boolean;
  /** Of another measure than units: how many came back. */
  units?: number;
  /** Of a sum or an average: how many returns carry a number. */
  values?: number;
}

export interface RetentionCohort {
  /** The period's first local day; of an hour the time with its offset. */
  start: string;
  size: number;
  /** Cell 0 is the cohort itself. */
  cells: RetentionCell[];
}

/** Of one column, over the closed cells of cohorts with anybody in them. */
export interface RetentionMean {
  rate: number;
  cohorts: number;
  /** Units of these cohorts. */
  size: number;
  /** What the cells would hold if they were one; of `simple` averages the mean of the averages. */
  count: number;
  /** 95 % interval of a pooled share of units, where there is one. */
  low?: number;
  high?: number;
}

export interface RetentionTable {
  cohorts: RetentionCohort[];
  mean: RetentionMean[];
  /** Of shares of units that came back on a period; absent where there are too few columns, or the question is another. */
  plateau?: Plateau;
}

/** How a table is made of entries. */
export interface TableRule {
  measure: Measure;
  mean: 'pooled' | 'simple';
  /** Bytes of an entry's cells. */
  stride: number;
  /** Whether a unit may be in several cohorts. */
  repeated: boolean;
  /** Whether the curve is one of which it can be said that it levels off. */
  levels: boolean;
}

/** The table of all entries, or of the groups that `counts`. */
export function tableOf(
  partial: Pick<RetentionPartial, 'entries' | 'tally' | 'counted'>,
  rows: Rows,
  rule: TableRule,
  counts: (group: number) => boolean = () => true,
): RetentionTable {
  const { tally, counted } = partial;
  const { columns } = rows;
  const { stride } = rule;
  const units = counted ? placed(counted, rows, counts) : unitsIn(entriesOf(partial), rows, stride, counts);
  const held = tally && heldIn(tally, rows, counts);
  const cohorts = rows.starts.map((start, row): RetentionCohort => {
    const size = units[row * columns]!;
    const cells = Array.from({ length: columns }, (_, k): RetentionCell => {
      const at = row * columns + k;
      const count = held ? measured(rule.measure, held, at) : units[at]!;
      return {
        count,
        rate: size === 0 ? 0 : count / size,
        open: rows.isOpen(row, k),
        ...(held && { units: units[at]! }),
        ...(held && rule.measure !== 'events' && { values: held.values[at]! }),
      };
    });
    return { start, size, cells };
  });
  const effects = rule.repeated && !tally ? pooledSpread(entriesOf(partial), rows, stride, counts) : null;
  const mean = Array.from({ length: columns }, (_, k) => meanOf(cohorts, k, rule, effects?.[k]));
  const plateau = rule.levels ? plateauOf(cohorts, mean, (column) => effects?.[column] ?? 1) : null;
  return { cohorts, mean, ...(plateau && { plateau }) };
}

/** By row and column, of the groups that count together. */
function placed(
  counted: CohortUnits[],
  { rowOf, starts, columns }: Rows,
  counts: (group: number) => boolean,
): Uint32Array {
  const all = new Uint32Array(starts.length * columns);
  for (const { periodMs, group, units } of counted) {
    if (!counts(group)) continue;
    const first = rowOf.get(periodMs)! * columns;
    for (let k = 0; k < columns; k++) all[first + k]! += units[k]!;
  }
  return all;
}

function unitsIn(entries: Entries, rows: Rows, stride: number, counts: (group: number) => boolean): Uint32Array {
  const { starts, columns, rowOf } = rows;
  const units = new Uint32Array(starts.length * columns);
  for (let i = 0; i < entries.person.length; i++) {
    if (!counts(entries.group[i]!)) continue;
    const row = rowOf.get(entries.periodMs[i]!)!;
    for (let byte = 0; byte < stride; byte++) {
      for (let left = entries.bits[i * stride + byte]!; left !== 0; left &= left - 1)
        units[row * columns + byte * 8 + (31 - Math.clz32(left & -left))]!++;
    }
  }
  return units;
}

type Held = Pick<TallyRow, 'events' | 'values' | 'sums'>;

/** By row and column, of the groups that count together. */
function heldIn(tally: TallyRow[], { rowOf, starts, columns }: Rows, counts: (group: number) => boolean): Held {
  const all = (): Float64Array => new Float64Array(starts.length * columns);
  const held: Held = { events: all(), values: all(), sums: all() };
  for (const from of tally) {
    if (!counts(from.group)) continue;
    const first = rowOf.get(from.periodMs)! * columns;
    for (const name of ['events', 'values', 'sums'] as const)
      for (let k = 0; k < columns; k++) held[name][first + k]! += from[name][k]!;
  }
  return held;
}

/** An average of nothing is 0; how many it is of is said beside it. */
function measured(measure: Measure, { events, values, sums }: Held, at: number): number {
  if (typeof measure === 'string') return events[at]!;
  if ('sum' in measure) return sums[at]!;
  return values[at] === 0 ? 0 : sums[at]! / values[at]!;
}

const isAverage = (measure: Measure): boolean => typeof measure === 'object' && 'average' in measure;

function meanOf(cohorts: RetentionCohort[], column: number, { measure, mean }: TableRule, effect = 1): RetentionMean {
  const closed = cohorts.filter(({ size, cells }) => size > 0 && !cells[column]!.open);
  const sum = (of: (cell: RetentionCell, cohort: RetentionCohort) => number): number =>
    closed.reduce((n, cohort) => n + of(cohort.cells[column]!, cohort), 0);
  const size = sum((_, cohort) => cohort.size);
  const base = { cohorts: closed.length, size };
  if (mean === 'simple') {
    const known = isAverage(measure) ? closed.filter(({ cells }) => cells[column]!.values! > 0).length : 0;
    const all = sum(({ count }) => count);
    return {
      rate: closed.length === 0 ? 0 : sum(({ rate }) => rate) / closed.length,
      ...base,
      count: isAverage(measure) ? all / Math.max(1, known) : all,
    };
  }
  const count = isAverage(measure)
    ? sum(({ count, values }) => count * values!) /
      Math.max(
        1,
        sum(({ values }) => values!),
      )
    : sum(({ count }) => count);
  const rate = size === 0 ? 0 : count / size;
  if (measure !== 'units' || size === 0) return { rate, ...base, count };
  const people = size / effect;
  const [low, high] = proportionInterval({ people, having: rate === 1 ? people : rate * people });
  return { rate, ...base, count, low, high };
}
