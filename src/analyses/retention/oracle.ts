import type { Measure } from './spec.ts';

export interface OracleEvent {
  /** Whether it is a start, and whether it is a return. */
  starts: boolean;
  returns: boolean;
  timeMs: number;
  amount: number;
  /** Of the property by which returns are held, or groups are told apart. */
  value: string | null;
}

export interface OracleBucket {
  name: string;
  startMs: number;
  endMs: number;
}

export interface OracleQuestion {
  cohort: 'firstEver' | 'firstInRange' | 'everyPeriod';
  /** Of a unit's own periods; null = the calendar's. */
  rollingMs: number | null;
  onOrAfter: boolean;
  widths: number[];
  lateReturns: boolean;
  minReturns: number;
  measure: Measure;
  sameValue: boolean;
  /** Only those whose start event carries it. */
  group?: string | null;
  /** The rows, and the periods after them further than any log of a test. */
  rows: OracleBucket[];
  after: OracleBucket[];
  /** So many periods past the last column are looked at. */
  past: number;
  lastMs: number;
}

const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);

/** The start event by which somebody is in a cohort: every rule as it is written. */
export function startIn(journey: OracleEvent[], row: OracleBucket, { cohort, rows }: OracleQuestion) {
  const inside = ({ timeMs }: OracleEvent, from: OracleBucket, to = from): boolean =>
    timeMs >= from.startMs && timeMs < to.endMs;
  const starts = journey.filter(({ starts }) => starts);
  const inRange = starts.filter((event) => inside(event, rows[0]!, rows.at(-1)));
  const able = { firstEver: starts.slice(0, 1), firstInRange: inRange.slice(0, 1), everyPeriod: inRange }[cohort];
  const chosen = able.filter((event) => inside(event, row));
  return chosen[0] && { ...chosen[0], values: chosen.map(({ value }) => value) };
}

type Start = NonNullable<ReturnType<typeof startIn>>;

const returnsOf = (journey: OracleEvent[], start: Start, { lateReturns, rows, sameValue }: OracleQuestion) =>
  journey.filter(
    (event) =>
      event.returns &&
      (lateReturns || event.timeMs < rows.at(-1)!.endMs) &&
      (!sameValue || (event.value !== null && start.values.includes(event.value))),
  );

/** Whether somebody is in each cell of a cohort, and the return events that each then holds. */
function cellsOf(journey: OracleEvent[], start: Start, row: OracleBucket, of: OracleQuestion) {
  const periods = [...of.rows, ...of.after].filter(({ startMs }) => startMs >= row.startMs);
  const backs = returnsOf(journey, start, of);
  /** Returns in period `from` after the start, or a later one before period `to`. */
  const between = (from: number, to: number): OracleEvent[] =>
    backs.filter(({ timeMs }) => {
      if (of.rollingMs === null) return timeMs >= periods[from]!.startMs && timeMs < periods[to]!.startMs;
      const passed = Math.round((timeMs - start.timeMs) * 1000);
      return passed >= from * of.rollingMs * 1000 && passed < to * of.rollingMs * 1000;
    });
  const edges = of.widths.map((_, k) => sum(of.widths.slice(0, k)));
  const total = sum(of.widths);
  const enough = (from: number, to: number): boolean => between(from, to).length >= of.minReturns;
  const on = of.widths.map((width, k) => enough(edges[k]!, edges[k]! + width));
  const past = of.onOrAfter && Array.from({ length: of.past }, (_, n) => total + n).some((at) => enough(at, at + 1));
  return of.widths.map((width, k) => ({
    in: k === 0 || (of.onOrAfter ? past || on.slice(k).includes(true) : on[k]!),
    holds: between(edges[k]!, of.onOrAfter && k > 0 ? total + of.past : edges[k]! + width),
  }));
}

/** The table, and who is in each cell. */
export function tableOf(journeys: OracleEvent[][], of: OracleQuestion) {
  const rangeEndsMs = of.rows.at(-1)!.endMs;
  const periods = [...of.rows, ...of.after];
  const cohorts = of.rows.map((row, at) => {
    const everybody = journeys.flatMap((journey, person) => {
      const start = startIn(journey, row, of);
      return start ? [{ person, start, cells: cellsOf(journey, start, row, of) }] : [];
    });
    const members = everybody.filter(({ start }) => of.group === undefined || start.value === of.group);
    const cells = of.widths.map((_, k) => {
      const back = members.filter(({ cells }) => cells[k]!.in);
      const numbers = back.flatMap(({ cells }) => cells[k]!.holds.map(({ amount }) => amount));
      const values = numbers.filter((amount) => !Number.isNaN(amount));
      const passed = sum(of.widths.slice(0, k + 1));
      const endsMs =
        of.rollingMs === null
          ? periods[at + passed]!.startMs
          : Math.max(row.endMs, ...everybody.map(({ start }) => start.timeMs + passed * of.rollingMs!));
      return {
        people: back.map(({ person }) => person),
        count: holding(of.measure, back.length, numbers.length, values),
        values: values.length,
        open: endsMs > of.lastMs || (!of.lateReturns && endsMs > rangeEndsMs),
      };
    });
    return { start: row.name, members: members.map(({ person }) => person), size: members.length, cells };
  });
  const mean = of.widths.map((_, k) => {
    const closed = cohorts.filter(({ size, cells }) => size > 0 && !cells[k]!.open);
    const values = sum(closed.map(({ cells }) => cells[k]!.values));
    const pooled = isAverage(of.measure)
      ? sum(closed.map(({ cells }) => cells[k]!.count * cells[k]!.values)) / Math.max(1, values)
      : sum(closed.map(({ cells }) => cells[k]!.count));
    const size = sum(closed.map(({ size }) => size));
    return {
      cohorts: closed.length,
      size,
      pooled: size === 0 ? 0 : pooled / size,
      simple: closed.length === 0 ? 0 : sum(closed.map(({ cells, size }) => cells[k]!.count / size)) / closed.length,
      people: [...new Set(closed.flatMap(({ cells }) => cells[k]!.people))].sort((a, b) => a - b),
    };
  });
  return { cohorts, mean };
}

const isAverage = (measure: Measure): boolean => typeof measure === 'object' && 'average' in measure;

function holding(measure: Measure, people: number, events: number, values: number[]): number {
  if (measure === 'units') return people;
  if (measure === 'events') return events;
  return isAverage(measure) ? sum(values) / Math.max(1, values.length) : sum(values);
}

/** How long each was followed from their first cohort on, of the group asked for, and whether they were gone by then. */
export function livesOf(journeys: OracleEvent[][], goneAfterMs: number, of: OracleQuestion) {
  const knownMs = of.lateReturns ? of.lastMs : Math.min(of.lastMs, of.rows.at(-1)!.endMs);
  const endMs = knownMs - goneAfterMs;
  return journeys.flatMap((journey, person) => {
    const start = of.rows
      .map((row) => startIn(journey, row, of))
      .find((event) => event && (of.group === undefined || event.value === of.group));
    if (!start || start.timeMs > endMs) return [];
    const seen = [start.timeMs, ...returnsOf(journey, start, of).map(({ timeMs }) => timeMs)];
    const lastMs = Math.max(...seen);
    return [{ person, seconds: (Math.min(lastMs, endMs) - start.timeMs) / 1000, gone: lastMs <= endMs }];
  });
}
